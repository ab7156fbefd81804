package org.flannelgraph.ui.inspector;

import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.util.Duration;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Copies the shell command that shows something. */
public final class CopyButton extends Button {
  private static final Duration THANKS = Duration.seconds(1.5);

  /**
   * @param command as it is to be pasted into a terminal
   */
  public CopyButton(String command) {
    getStyleClass().addAll("copy-button", "flat", "button-icon");
    FontIcon icon = new FontIcon(Feather.COPY);
    setGraphic(icon);
    setTooltip(new Tooltip(Words.get("inspector.copy", command)));
    setAccessibleText(Words.get("inspector.copy", command));
    PauseTransition thanks = new PauseTransition(THANKS);
    thanks.setOnFinished(event -> icon.setIconCode(Feather.COPY));
    setOnAction(
        event -> {
          copy(command);
          icon.setIconCode(Feather.CHECK);
          thanks.playFromStart();
        });
  }

  /** Puts a text where it can be pasted from. */
  public static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
