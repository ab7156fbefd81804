package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * UDP (RFC 768).
 *
 * <pre>
 *  0             2                  4        6          8
 *  | source port | destination port | length | checksum |
 * </pre>
 */
public final class Udp {
  static final int LENGTH = 8;

  static final Header HEADER =
      Header.of(
              "udp",
              "udp",
              "UDP",
              Udp::dissect,
              Field.decimal("sourcePort", "udp.srcport", 0, 2),
              Field.decimal("destinationPort", "udp.dstport", 2, 2),
              Field.decimal("length", "udp.length", 4, 2),
              Field.hex("checksum", "udp.checksum", 6, 2))
          .summary((d, layer) -> "UDP " + Text.bytes(d.payloadLength(layer)));

  private Udp() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.UDP, LENGTH)) {
      return null;
    }
    byte[] bytes = c.bytes();
    int index = c.at();
    int length = length(bytes, index);
    if (length != 0) { // 0 is a jumbogram's (RFC 2675): up to the packet's end
      if (length < LENGTH) {
        return c.broken(index + 4, "the length is below 8 bytes");
      }
      if (!c.close(index + length, index + 4)) {
        return null;
      }
    }
    c.pass();
    return c.remaining() <= 0
        ? null
        : c.ports().protocol(sourcePort(bytes, index), destinationPort(bytes, index));
  }

  /** 0 to 65535. */
  public static int sourcePort(byte[] bytes, int index) {
    return Bytes.u16(bytes, index);
  }

  /** 0 to 65535. */
  public static int destinationPort(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 2);
  }

  /** Header and payload, in bytes. */
  public static int length(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 4);
  }

  /** As it stands there; 0 says that the sender made none. */
  public static int checksum(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 6);
  }
}
