package org.flannelgraph.ui.inspector.hop;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.flannelgraph.ui.model.Words;

/** A field as a line: its name and its value. */
final class FieldLine extends HBox {
  private static final double NAME_WIDTH = 128;
  private static final double INDENT = 12;

  private final FieldRow field;
  private final Highlight highlight;

  FieldLine(FieldRow field, Highlight highlight) {
    this.field = field;
    this.highlight = highlight;
    getStyleClass().add("field-line");
    Label name = new Label(field.name());
    name.getStyleClass().add("field-name");
    name.setMinWidth(NAME_WIDTH);
    name.setPrefWidth(NAME_WIDTH);
    Label value = new Label(field.text());
    value.getStyleClass().add("field-value");
    value.setWrapText(true);
    value.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(value, Priority.ALWAYS);
    Region indent = new Region();
    indent.setMinWidth(field.depth() * INDENT);
    getChildren().setAll(indent, name, value);
    setAccessibleRole(AccessibleRole.TREE_ITEM);
    setId("field-" + field.layer() + "-" + field.bit());
    focusedProperty()
        .subscribe(
            has -> {
              if (has) {
                highlight.select(Highlight.Span.of(field));
              }
            });
    setAccessibleText(field.name() + " " + field.text());
    if (!field.filter().isEmpty()) {
      Tooltip.install(name, new Tooltip(Words.get("inspector.field.filter", field.filter())));
    }
    setOnMouseEntered(event -> highlight.point(Highlight.Span.of(field)));
    setOnMouseExited(event -> highlight.point(null));
    setOnMouseClicked(
        event -> {
          highlight.select(Highlight.Span.of(field));
          event.consume();
        });
    highlight.listen(this::light);
    light();
  }

  private void light() {
    pseudoClassStateChanged(RulerPane.POINTED, highlight.isPointed(field));
    pseudoClassStateChanged(RulerPane.SELECTED, highlight.isSelected(field));
  }
}
