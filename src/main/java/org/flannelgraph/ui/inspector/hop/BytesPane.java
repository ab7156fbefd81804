package org.flannelgraph.ui.inspector.hop;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import org.flannelgraph.ui.model.Words;

/**
 * A frame's bytes in the colours of their layers. As many as there is room for in a row: 16, or 8,
 * and their text where it fits.
 */
final class BytesPane extends StackPane {
  private static final int MOST_ROWS = 20;
  private static final int WIDE = 16;
  private static final int NARROW = 8;
  private static final double SCROLL_BAR = 14;

  private final HopView view;
  private final Highlight highlight;
  private int perRow;
  private boolean hasText;
  private ListView<Integer> list = new ListView<>();

  BytesPane(HopView view, Highlight highlight) {
    this.view = view;
    this.highlight = highlight;
    getStyleClass().add("bytes");
    setMinWidth(0);
    highlight.listen(this::reveal);
    widthProperty().subscribe(width -> fit(width.doubleValue()));
  }

  private void fit(double width) {
    double room = width - (view.bytes().length > MOST_ROWS * NARROW ? SCROLL_BAR : 0);
    int columns = width(WIDE) <= room ? WIDE : NARROW;
    boolean text = width(columns) + BytesLine.GAP + columns * BytesLine.TEXT_WIDTH <= room;
    if (width > 0 && (columns != perRow || text != hasText)) {
      perRow = columns;
      hasText = text;
      fill();
    }
  }

  private static double width(int columns) {
    return BytesLine.OFFSET_WIDTH + columns * BytesLine.HEX_WIDTH;
  }

  private void fill() {
    list = new ListView<>();
    list.setAccessibleRole(AccessibleRole.LIST_VIEW);
    list.setAccessibleText(Words.get("inspector.bytes.accessible", view.bytes().length));
    list.setFixedCellSize(BytesLine.HEIGHT);
    list.setFocusTraversable(false);
    list.setCellFactory(ignored -> new BytesLine(view, highlight, perRow, hasText));
    List<Integer> rows = new ArrayList<>();
    for (int at = 0; at < view.bytes().length; at += perRow) {
      rows.add(at);
    }
    list.getItems().setAll(rows);
    double height = Math.min(MOST_ROWS, rows.size()) * BytesLine.HEIGHT + 2;
    list.setMinHeight(height);
    list.setPrefHeight(height);
    list.setMaxHeight(height);
    getChildren().setAll(list);
    requestLayout();
  }

  private void reveal() {
    if (perRow > 0 && list.getItems().size() > MOST_ROWS) {
      highlight.selected().ifPresent(span -> list.scrollTo(Math.max(0, span.from() / perRow - 2)));
    }
  }
}
