package org.flannelgraph.ui.canvas;

import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A line over the canvas that says what has become of something. Good news goes away by itself; bad
 * news stays until it was read.
 */
public final class Notices {
  private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
  private static final Duration LONG_ENOUGH = Duration.seconds(6);
  private static final double WIDTH = 560;

  private final FontIcon icon = new FontIcon(Feather.CHECK);
  private final Label words = new Label();
  private final HBox line;
  private final PauseTransition reading = new PauseTransition(LONG_ENOUGH);

  Notices() {
    words.setWrapText(true);
    words.setMinHeight(Region.USE_PREF_SIZE);
    words.setMaxWidth(WIDTH);
    Button close = new Button(null, new FontIcon(Feather.X));
    close.getStyleClass().addAll("flat", "button-icon", "small");
    close.setAccessibleText(Words.get("canvas.notice.close"));
    close.setTooltip(new Tooltip(Words.get("canvas.notice.close")));
    close.setOnAction(pressed -> hide());
    line = new HBox(icon, words, close);
    line.setId("notice");
    line.getStyleClass().add("notice");
    line.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    line.setAccessibleRole(AccessibleRole.TEXT);
    line.setVisible(false);
    reading.setOnFinished(over -> hide());
  }

  Node node() {
    return line;
  }

  /** Says that something is done. */
  public void tell(String news) {
    show(news, false);
    reading.playFromStart();
  }

  /** Says what is wrong, and what to do. */
  public void complain(String problem) {
    reading.stop();
    show(problem, true);
  }

  private void show(String text, boolean isBad) {
    words.setText(text);
    line.setAccessibleText(text);
    icon.setIconCode(isBad ? Feather.ALERT_TRIANGLE : Feather.CHECK);
    line.pseudoClassStateChanged(BAD, isBad);
    line.setVisible(true);
  }

  private void hide() {
    line.setVisible(false);
  }
}
