package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** What a frame is about, in a line of plain words. */
public final class Summary {
  private Summary() {}

  /**
   * Says what the innermost thing in the frame is: {@code SYN}, {@code ICMP echo request}, {@code
   * ARP who has 10.244.1.1? tell 10.244.1.2}, {@code HTTP GET /}.
   */
  public static String text(Dissection d) {
    for (int layer = d.layers() - 1; layer >= 0; layer--) {
      String line = line(d, layer);
      if (line != null) {
        return line;
      }
    }
    return Text.bytes(d.wireLength());
  }

  /**
   * The label of the protocol that {@link #text} is about: {@code tcp}, {@code icmp}, {@code arp},
   * {@code http}; {@code unknown} if nothing in the frame is.
   */
  public static String protocol(Dissection d) {
    for (int layer = d.layers() - 1; layer >= 0; layer--) {
      if (line(d, layer) != null) {
        return d.protocol(layer).label();
      }
    }
    return "unknown";
  }

  private static @Nullable String line(Dissection d, int layer) {
    return d.isWhole(layer) && !d.isQuoted(layer)
        ? d.protocol(layer).header().summary().of(d, layer)
        : null;
  }
}
