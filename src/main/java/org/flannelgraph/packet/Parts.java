package org.flannelgraph.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the fields of a layer, those that repeat included. Bounded, whatever a frame says. */
final class Parts {
  /** More than any honest header has. */
  static final int MAX_PARTS = 512;

  private static final Field MALFORMED = Field.varying("malformed", "", Field.Format.TEXT);

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final int[] budget;
  private final List<FieldValue> values = new ArrayList<>();

  /**
   * For fields of a frame.
   *
   * @param start the frame's first byte
   * @param end where what was captured of the layer ends
   */
  Parts(byte[] bytes, int start, int end) {
    this(bytes, start, end, new int[] {MAX_PARTS});
  }

  private Parts(byte[] bytes, int start, int end, int[] budget) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.budget = budget;
  }

  List<FieldValue> values() {
    return values;
  }

  boolean isFull() {
    return budget[0] <= 0;
  }

  /** A field in a structure that starts at that index, if it is there. */
  void add(Field field, int index) {
    if (field.isPresent(bytes, index, end)) {
      add(field, index, field.bit(bytes, index), field.bits(), inside -> {});
    }
  }

  /** A field whose place and length in bytes the frame decides. */
  void add(Field field, int index, int length) {
    add(field, index, length, inside -> {});
  }

  /** The same, with fields inside it. */
  void add(Field field, int index, int length, Consumer<Parts> fill) {
    if (length >= 0 && index + length <= end) {
      add(field, index, 0, length * 8, fill);
    }
  }

  /** A value that is not simply there in the bytes, as a name that DNS compressed. */
  void add(Field field, int index, int length, String text) {
    add(field, index, length, text, inside -> {});
  }

  /** The same, with fields inside it. */
  void add(Field field, int index, int length, String text, Consumer<Parts> fill) {
    if (!isFull() && length >= 0 && index + length <= end) {
      budget[0]--;
      Parts inside = new Parts(bytes, start, end, budget);
      fill.accept(inside);
      values.add(new FieldValue(field, index - start, 0, length * 8, 0, text, inside.values));
    }
  }

  /** What follows in this layer can't be read. */
  void malformed(int index, String reason) {
    add(MALFORMED, index, Math.max(0, end - index), reason);
  }

  private void add(Field field, int index, int bit, int bits, Consumer<Parts> fill) {
    if (isFull()) {
      return;
    }
    budget[0]--;
    Parts inside = new Parts(bytes, start, end, budget);
    fill.accept(inside);
    boolean isNumber =
        switch (field.format()) {
          case DECIMAL, HEX, FLAG, MAC, IPV4 -> bits > 0 && bits <= 64;
          case IPV6, BYTES, BASE64, TEXT -> false;
        };
    values.add(
        new FieldValue(
            field,
            index - start + (bit >> 3),
            bit & 7,
            bits,
            isNumber ? field.number(bytes, index, bit, bits) : 0,
            field.print(bytes, index, bit, bits),
            inside.values));
  }
}
