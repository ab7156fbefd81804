package org.flannelgraph.ui.inspector.hop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Pane;
import org.flannelgraph.ui.inspector.Inks;
import org.jspecify.annotations.Nullable;

/** Some bytes in a row: their offset, in hexadecimal, and as text. */
final class BytesLine extends ListCell<Integer> {
  static final double OFFSET_WIDTH = 38;
  static final double HEX_WIDTH = 19;
  static final double TEXT_WIDTH = 8;
  static final double GAP = 10;
  static final double HEIGHT = 20;

  private final HopView view;
  private final Highlight highlight;
  private final int perRow;
  private final Label offset = new Label();
  private final List<Label> hex = new ArrayList<>();
  private final List<Label> text = new ArrayList<>();
  private final Pane pane = new Pane();

  BytesLine(HopView view, Highlight highlight, int perRow, boolean hasText) {
    this.view = view;
    this.highlight = highlight;
    this.perRow = perRow;
    offset.getStyleClass().add("bytes-offset");
    offset.setPrefSize(OFFSET_WIDTH, HEIGHT);
    pane.getChildren().add(offset);
    for (int i = 0; i < perRow; i++) {
      hex.add(label(i, "bytes-hex", OFFSET_WIDTH + i * HEX_WIDTH, HEX_WIDTH));
      if (hasText) {
        double left = OFFSET_WIDTH + perRow * HEX_WIDTH + GAP;
        text.add(label(i, "bytes-text", left + i * TEXT_WIDTH, TEXT_WIDTH));
      }
    }
    pane.setOnMouseExited(event -> highlight.point(null));
    highlight.listen(this::light);
  }

  private Label label(int column, String style, double x, double width) {
    Label label = new Label();
    label.getStyleClass().add(style);
    label.setMinSize(width, HEIGHT - 2);
    label.setPrefSize(width, HEIGHT - 2);
    label.relocate(x, 1);
    label.setOnMouseEntered(event -> highlight.point(spanAt(column)));
    label.setOnMouseClicked(
        event -> {
          Highlight.Span span = spanAt(column);
          if (span != null) {
            highlight.select(span);
          }
        });
    pane.getChildren().add(label);
    return label;
  }

  private Highlight.@Nullable Span spanAt(int column) {
    Integer first = getItem();
    if (first == null) {
      return null;
    }
    return view.fieldAt(first + column)
        .map(Highlight.Span::of)
        .or(() -> view.layerAt(first + column).map(Highlight.Span::of))
        .orElse(null);
  }

  @Override
  protected void updateItem(@Nullable Integer first, boolean empty) {
    super.updateItem(first, empty);
    if (empty || first == null) {
      setGraphic(null);
      return;
    }
    offset.setText(String.format(Locale.ROOT, "%04x", first));
    for (int i = 0; i < perRow; i++) {
      int at = first + i;
      boolean isThere = at < view.bytes().length;
      String ink =
          isThere ? view.layerAt(at).map(layer -> Inks.styleClass(layer.ink())).orElse("") : "";
      set(hex.get(i), "bytes-hex", isThere ? hex(view.bytes()[at]) : "", ink);
      if (!text.isEmpty()) {
        set(text.get(i), "bytes-text", isThere ? text(view.bytes()[at]) : "", ink);
      }
    }
    light();
    setGraphic(pane);
  }

  private static void set(Label label, String style, String words, String ink) {
    label.setText(words);
    label.setVisible(!words.isEmpty());
    label.getStyleClass().setAll("label", style, ink);
  }

  private static String hex(byte value) {
    return String.format(Locale.ROOT, "%02x", value);
  }

  private static String text(byte value) {
    return value >= ' ' && value < 0x7f ? Character.toString(value) : "·";
  }

  private void light() {
    Integer first = getItem();
    if (first == null) {
      return;
    }
    for (int i = 0; i < perRow; i++) {
      int at = first + i;
      boolean pointed = highlight.pointed().filter(span -> span.contains(at)).isPresent();
      boolean selected = highlight.selected().filter(span -> span.contains(at)).isPresent();
      light(hex.get(i), pointed, selected);
      if (!text.isEmpty()) {
        light(text.get(i), pointed, selected);
      }
    }
  }

  private static void light(Label label, boolean pointed, boolean selected) {
    label.pseudoClassStateChanged(RulerPane.POINTED, pointed);
    label.pseudoClassStateChanged(RulerPane.SELECTED, selected);
  }
}
