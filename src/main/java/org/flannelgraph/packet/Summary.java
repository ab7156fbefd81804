package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** What a frame is about, in a line of plain words. */
public final class Summary {
  private Summary() {}

  /**
   * Says what the innermost thing in the frame is: {@code SYN}, {@code ICMP echo request}, {@code
   * ARP who has 10.244.1.1? tell 10.244.1.2}, {@code HTTP GET /}, {@code malformed TCP}.
   */
  public static String text(Dissection d) {
    int layer = layer(d);
    String line = layer < 0 ? null : line(d, layer);
    return line == null ? Text.bytes(d.wireLength()) : line;
  }

  /**
   * The label of the protocol that {@link #text} is about: {@code tcp}, {@code icmp}, {@code arp},
   * {@code http}; {@code unknown} if nothing in the frame is.
   */
  public static String protocol(Dissection d) {
    int layer = layer(d);
    return layer < 0 ? "unknown" : d.protocol(layer).label();
  }

  private static int layer(Dissection d) {
    int layer = d.layers() - 1;
    while (layer >= 0 && line(d, layer) == null) {
      layer--;
    }
    // What is in a packet's first fragment is better told as that than as if it were all.
    return layer > 0 && d.isFirstFragment(layer - 1) ? layer - 1 : layer;
  }

  private static @Nullable String line(Dissection d, int layer) {
    if (d.isQuoted(layer)) {
      return null;
    }
    return d.isWhole(layer)
        ? d.protocol(layer).header().summary().of(d, layer)
        : d.stop().words() + " " + d.protocol(layer).title();
  }
}
