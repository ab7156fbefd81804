package org.flannelgraph.ui.inspector.hop;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.ui.inspector.CopyButton;
import org.flannelgraph.ui.model.Words;

/** What decided: what sort of entry, the entry, and the command that shows it. */
final class EvidenceLine extends HBox {
  private static final double KIND_WIDTH = 78;
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  EvidenceLine(Evidence evidence) {
    getStyleClass().add("evidence");
    setAlignment(Pos.TOP_LEFT);
    String where = Words.get("inspector.evidence.where", evidence.namespace());
    Label kind = new Label(evidence.kind().label());
    kind.getStyleClass().add("evidence-kind");
    kind.setMinWidth(KIND_WIDTH);
    kind.setPrefWidth(KIND_WIDTH);
    kind.setTooltip(new Tooltip(Words.get("evidence." + evidence.kind().label()) + " " + where));
    Label text = new Label(evidence.text());
    text.getStyleClass().add("evidence-text");
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    getChildren().setAll(kind, text);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(evidence.kind().label() + " " + where + ": " + evidence.text());
    if (evidence.command() != null) {
      CopyButton copy = new CopyButton(evidence.command());
      copy.setFocusTraversable(false); // the line has its keys
      getChildren().add(copy);
      setAccessibleHelp(copy.getAccessibleText());
      addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(event, copy));
    }
  }

  private static void pressed(KeyEvent event, CopyButton copy) {
    if (event.getCode() == KeyCode.ENTER || COPY.match(event)) {
      copy.fire();
      event.consume();
    }
  }
}
