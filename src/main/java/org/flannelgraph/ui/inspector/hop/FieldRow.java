package org.flannelgraph.ui.inspector.hop;

import java.util.Locale;

/**
 * A field of a layer.
 *
 * @param layer the number of its layer, from 0
 * @param name in the standard's terms, as {@code time to live}
 * @param filter its name in display filters; empty if it has none
 * @param text its value
 * @param bit where it starts, counted from the frame's first bit
 * @param bits how many it has
 * @param depth inside of how many other fields it is
 */
record FieldRow(int layer, String name, String filter, String text, int bit, int bits, int depth) {
  /** Its first byte, counted from the frame's. */
  int from() {
    return bit / Byte.SIZE;
  }

  /** The byte after its last. */
  int to() {
    return (bit + bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** {@code fragmentOffset} in words. */
  static String words(String name) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean begins =
          Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(name.charAt(i - 1));
      words.append(begins ? " " : "").append(c);
    }
    return switch (name) {
      case "ttl" -> "TTL";
      case "vni" -> "VNI";
      case "dscp", "ecn", "mss" -> name.toUpperCase(Locale.ROOT);
      default -> words.toString().toLowerCase(Locale.ROOT);
    };
  }
}
