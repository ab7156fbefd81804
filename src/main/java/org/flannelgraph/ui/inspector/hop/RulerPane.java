package org.flannelgraph.ui.inspector.hop;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.flannelgraph.scene.Face;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/** A header drawn to scale: 32 bits wide, as in the RFCs. */
final class RulerPane extends Pane {
  static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");
  static final PseudoClass SELECTED = PseudoClass.getPseudoClass("chosen");

  private static final double NUMBERS_HEIGHT = 14;
  private static final double ROW_HEIGHT = 34;
  private static final double NAME_SIZE = 10;
  private static final double PADDING = 8;
  private static final int[] NUMBERS = {0, 4, 8, 16, 24, 31};

  private final List<RulerCell> cells;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Label> numbers = new ArrayList<>();
  private final Highlight highlight;

  RulerPane(List<RulerCell> cells, Highlight highlight) {
    this.cells = cells;
    this.highlight = highlight;
    getStyleClass().add("ruler");
    for (int number : NUMBERS) {
      Label label = new Label(Integer.toString(number));
      label.getStyleClass().add("ruler-number");
      numbers.add(label);
    }
    getChildren().addAll(numbers);
    cells.forEach(cell -> pieces.add(new Piece(cell)));
    getChildren().addAll(pieces);
    highlight.listen(() -> pieces.forEach(Piece::light));
  }

  @Override
  protected double computePrefHeight(double width) {
    int rows = cells.isEmpty() ? 0 : cells.getLast().row() + 1;
    return NUMBERS_HEIGHT + rows * ROW_HEIGHT + 1;
  }

  @Override
  protected double computePrefWidth(double height) {
    return RulerCell.WIDTH * 8;
  }

  @Override
  protected void layoutChildren() {
    double bit = (getWidth() - 1) / RulerCell.WIDTH;
    for (int i = 0; i < NUMBERS.length; i++) {
      Label label = numbers.get(i);
      double width = label.prefWidth(-1);
      double middle = (NUMBERS[i] + 0.5) * bit;
      double x = Math.clamp(middle - width / 2, 0, Math.max(0, getWidth() - width));
      label.resizeRelocate(x, 0, width, NUMBERS_HEIGHT);
    }
    for (Piece piece : pieces) {
      double left = Math.round(piece.cell.bit() * bit);
      double right = Math.round((piece.cell.bit() + piece.cell.bits()) * bit);
      double y = NUMBERS_HEIGHT + piece.cell.row() * ROW_HEIGHT;
      piece.fit(right - left);
      piece.resizeRelocate(left, y, right - left + 1, ROW_HEIGHT + 1); // edges are shared
    }
  }

  /** A cell of the ruler. */
  private final class Piece extends VBox {
    private final RulerCell cell;
    private final Label name = new Label();
    private final Label value = new Label();

    Piece(RulerCell cell) {
      this.cell = cell;
      setAlignment(Pos.CENTER);
      getStyleClass().add("ruler-cell");
      name.getStyleClass().add("ruler-name");
      value.getStyleClass().add("ruler-value");
      value.setTextOverrun(OverrunStyle.CLIP);
      FieldRow field = cell.field();
      if (field == null) {
        getStyleClass().add("ruler-unused");
        return;
      }
      if (isBelowItsOwn()) {
        getStyleClass().add("ruler-more");
      }
      String words = Words.get("inspector.field.tooltip", field.name(), field.text(), field.bits());
      Tooltip.install(this, new Tooltip(words));
      setAccessibleText(words);
      setOnMouseEntered(event -> highlight.point(Highlight.Span.of(field)));
      setOnMouseExited(event -> highlight.point(null));
      setOnMouseClicked(
          event -> {
            highlight.select(Highlight.Span.of(field));
            event.consume();
          });
      light();
    }

    /** Whether nothing but the same field is above it, so that no edge parts them. */
    private boolean isBelowItsOwn() {
      return !cell.isFirst() && cells.get(cells.indexOf(cell) - 1).bit() == 0;
    }

    /** Leaves out what has no room. */
    void fit(double width) {
      List<Node> shown = new ArrayList<>();
      FieldRow field = cell.field();
      if (field != null && cell.isFirst()) {
        if (Face.REGULAR.width(field.name(), NAME_SIZE) + PADDING <= width) {
          name.setText(field.name());
          shown.add(name);
        }
        String text = text(field, width);
        if (text != null) {
          value.setText(text);
          shown.add(value);
        }
      }
      if (!getChildren().equals(shown)) {
        getChildren().setAll(shown);
      }
    }

    private @Nullable String text(FieldRow field, double width) {
      double size = 11;
      double padding = field.text().length() < 3 ? 2 : PADDING;
      if (Face.MONO.width(field.text(), size) + padding <= width) {
        return field.text();
      }
      return width < 40 ? null : Face.MONO.fit(field.text(), size, width - PADDING);
    }

    void light() {
      FieldRow field = cell.field();
      if (field != null) {
        pseudoClassStateChanged(POINTED, highlight.isPointed(field));
        pseudoClassStateChanged(SELECTED, highlight.isSelected(field));
      }
    }
  }
}
