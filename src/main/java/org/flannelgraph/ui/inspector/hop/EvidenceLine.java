package org.flannelgraph.ui.inspector.hop;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.ui.inspector.CopyButton;
import org.flannelgraph.ui.model.Words;

/** What decided: what sort of entry, the entry, and the command that shows it. */
final class EvidenceLine extends HBox {
  private static final double KIND_WIDTH = 78;

  EvidenceLine(Evidence evidence) {
    getStyleClass().add("evidence");
    setAlignment(Pos.TOP_LEFT);
    String where = Words.get("inspector.evidence.where", evidence.namespace());
    Label kind = new Label(evidence.kind().label());
    kind.getStyleClass().add("evidence-kind");
    kind.setMinWidth(KIND_WIDTH);
    kind.setPrefWidth(KIND_WIDTH);
    kind.setTooltip(new Tooltip(where));
    Label text = new Label(evidence.text());
    text.getStyleClass().add("evidence-text");
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    getChildren().setAll(kind, text);
    if (evidence.command() != null) {
      getChildren().add(new CopyButton(evidence.command()));
    }
    setAccessibleText(evidence.kind().label() + " " + where + ": " + evidence.text());
  }
}
