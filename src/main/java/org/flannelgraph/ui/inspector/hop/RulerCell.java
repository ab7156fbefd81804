package org.flannelgraph.ui.inspector.hop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a header that is drawn to scale, 32 bits to a row, as RFCs do. A field that spans rows
 * has several.
 *
 * @param row from 0
 * @param bit where in the row it starts, 0 to 31
 * @param bits how many it has, 1 to 32
 * @param field null for bits that have no name
 * @param isFirst whether it is the first piece of its field
 */
record RulerCell(int row, int bit, int bits, @Nullable FieldRow field, boolean isFirst) {
  static final int WIDTH = 32;

  /** Longer headers are text and records, which no ruler helps to read. */
  private static final int MOST_BYTES = 64;

  /** The pieces of a layer's header; none if it has no fields or is too long to be drawn. */
  static List<RulerCell> of(LayerRow layer) {
    List<RulerCell> cells = new ArrayList<>();
    List<FieldRow> fields =
        layer.fields().stream()
            .filter(field -> field.depth() == 0 && field.bits() > 0)
            .sorted(Comparator.comparingInt(FieldRow::bit).thenComparingInt(field -> -field.bits()))
            .toList();
    if (fields.isEmpty() || layer.length() > MOST_BYTES) {
      return cells;
    }
    int start = layer.from() * Byte.SIZE;
    int end = layer.length() * Byte.SIZE;
    int at = 0;
    for (FieldRow field : fields) {
      int from = field.bit() - start;
      if (from >= at && from + field.bits() <= end) { // else a part of the one before
        add(cells, at, from - at, null);
        add(cells, from, field.bits(), field);
        at = from + field.bits();
      }
    }
    add(cells, at, end - at, null);
    return cells;
  }

  private static void add(List<RulerCell> cells, int from, int bits, @Nullable FieldRow field) {
    int at = from;
    while (at < from + bits) {
      int inRow = Math.min(from + bits - at, WIDTH - at % WIDTH);
      cells.add(new RulerCell(at / WIDTH, at % WIDTH, inRow, field, at == from));
      at += inRow;
    }
  }
}
