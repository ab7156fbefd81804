package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * A domain name as DNS writes it: labels, or a pointer to where the rest stands (RFC 1035, 4.1.4).
 *
 * @param text the labels with dots between them; {@code .} for the root
 * @param end where in the array the next thing starts
 */
record DnsName(String text, int end) {
  /** The longest name there is, in bytes on the wire. */
  private static final int LONGEST = 255;

  /**
   * Reads the name at an index.
   *
   * @param message where the message starts, from which pointers count
   * @param limit where it ends
   * @return null if there is no name there: labels that leave the message, pointers that do not
   *     point back, more than the longest name has
   */
  static @Nullable DnsName read(byte[] bytes, int message, int index, int limit) {
    StringBuilder text = new StringBuilder();
    int at = index;
    int end = -1;
    int earliest = index; // each pointer must point before it, so this ends
    int length = 0;
    while (at < limit) {
      int label = Bytes.u8(bytes, at);
      if (label == 0) {
        return new DnsName(text.isEmpty() ? "." : text.toString(), end < 0 ? at + 1 : end);
      }
      if ((label & 0xc0) == 0xc0) {
        if (at + 2 > limit) {
          return null;
        }
        int target = message + (Bytes.u16(bytes, at) & 0x3fff);
        if (target >= earliest) {
          return null;
        }
        end = end < 0 ? at + 2 : end;
        earliest = target;
        at = target;
        continue;
      }
      length += label + 1;
      if (label > 63 || length >= LONGEST || at + 1 + label > limit) {
        return null;
      }
      text.append(text.isEmpty() ? "" : ".").append(Text.printable(bytes, at + 1, label));
      at += 1 + label;
    }
    return null;
  }
}
