package org.flannelgraph.ui.inspector.hop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.flannelgraph.ui.inspector.Inks;
import org.flannelgraph.ui.model.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A layer in its colour; opened, it has the header drawn to scale and its fields. */
final class LayerCard extends VBox {
  private static final double INDENT = 14;

  private final LayerRow layer;
  private final Highlight highlight;
  private final Consumer<Boolean> opened;
  private final FontIcon arrow = new FontIcon(Feather.CHEVRON_RIGHT);
  private boolean isOpen;

  /**
   * @param opened hears when the user opens or shuts it
   */
  LayerCard(LayerRow layer, boolean isOpen, Highlight highlight, Consumer<Boolean> opened) {
    this.layer = layer;
    this.highlight = highlight;
    this.opened = opened;
    getStyleClass().addAll("layer-card", Inks.styleClass(layer.ink()));
    VBox.setMargin(this, new Insets(0, 0, 0, layer.level() * INDENT));
    setId("layer-" + layer.key());
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TREE_ITEM);
    getChildren().setAll(head());
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    highlight.listen(this::light);
    if (isOpen) {
      open(true);
    }
    tell();
  }

  private VBox head() {
    Label title = new Label(layer.title());
    title.getStyleClass().add("layer-title");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label length = new Label(Words.get("inspector.bytes.short", layer.length()));
    length.getStyleClass().add("layer-length");
    length.setMinWidth(Region.USE_PREF_SIZE);
    arrow.getStyleClass().add("layer-arrow");
    HBox line = new HBox(6, title, space, length, arrow);
    line.setAlignment(Pos.CENTER_LEFT);
    Label summary = new Label(layer.summary());
    summary.getStyleClass().add("layer-summary");
    VBox head = new VBox(line, summary);
    head.getStyleClass().add("layer-head");
    head.setOnMouseEntered(event -> highlight.point(Highlight.Span.of(layer)));
    head.setOnMouseExited(event -> highlight.point(null));
    head.addEventHandler(
        MouseEvent.MOUSE_CLICKED,
        event -> {
          requestFocus();
          toggle();
        });
    arrow.setVisible(!layer.fields().isEmpty());
    return head;
  }

  private void key(KeyEvent event) {
    boolean changes =
        switch (event.getCode()) {
          case ENTER, SPACE -> true;
          case RIGHT -> !isOpen;
          case LEFT -> isOpen;
          default -> false;
        };
    if (changes && event.getTarget() == this) {
      toggle();
      event.consume();
    }
  }

  /** The card, and its fields if they are shown: the lines of the tree. */
  List<Node> lines() {
    List<Node> lines = new ArrayList<>();
    lines.add(this);
    if (isOpen && getChildren().getLast() instanceof VBox body) {
      body.getChildren().stream().filter(FieldLine.class::isInstance).forEach(lines::add);
    }
    return lines;
  }

  private void toggle() {
    if (!layer.fields().isEmpty()) {
      open(!isOpen);
      opened.accept(isOpen);
      highlight.select(Highlight.Span.of(layer));
    }
  }

  /** Shows or hides the fields. */
  void open(boolean shows) {
    if (shows == isOpen || layer.fields().isEmpty()) {
      return;
    }
    isOpen = shows;
    if (shows) {
      getChildren().add(body());
    } else {
      getChildren().remove(1);
    }
    arrow.setIconCode(shows ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT);
    tell();
  }

  private VBox body() {
    VBox body = new VBox();
    body.getStyleClass().add("layer-body");
    List<RulerCell> cells = RulerCell.of(layer);
    if (!cells.isEmpty()) {
      body.getChildren().add(new RulerPane(cells, highlight));
    }
    layer.fields().forEach(field -> body.getChildren().add(new FieldLine(field, highlight)));
    return body;
  }

  private void tell() {
    setAccessibleText(
        Words.get(
            isOpen ? "inspector.layer.open" : "inspector.layer.shut",
            layer.title(),
            layer.summary(),
            layer.length()));
  }

  /** A byte of it that is selected opens it. */
  private void light() {
    pseudoClassStateChanged(
        RulerPane.POINTED,
        highlight.pointed().filter(span -> span.layer() == layer.index()).isPresent());
    boolean holdsSelected =
        highlight
            .selected()
            .filter(span -> span.layer() == layer.index() && span.field() != null)
            .isPresent();
    if (holdsSelected) {
      open(true);
    }
  }
}
