package org.flannelgraph.packet;

import java.util.List;

/**
 * A field as found in one frame.
 *
 * @param field which one
 * @param offset its first byte, counted from the frame's first
 * @param bit where in that byte it starts, from 0 (most significant) to 7
 * @param bits how many bits it has
 * @param number its value, if it is a number or flag of at most 64 bits, else 0
 * @param text its value as {@code ip} or Wireshark would print it
 * @param inside the fields that it is made of, as those of a TCP option; mostly none
 */
public record FieldValue(
    Field field, int offset, int bit, int bits, long number, String text, List<FieldValue> inside) {
  public FieldValue {
    inside = List.copyOf(inside);
  }

  /** How many bytes it touches. */
  public int length() {
    return (bit + bits + 7) >> 3;
  }

  /** The field's name. */
  public String name() {
    return field.name();
  }
}
