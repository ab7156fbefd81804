package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * Ethernet II and IEEE 802.3.
 *
 * <pre>
 *  0         6         12        14
 *  | destination | source | type, or length below 0x600 |
 * </pre>
 */
public final class Ethernet {
  /** How many bytes the two addresses have. */
  static final int ADDRESSES = 12;

  static final int LENGTH = 14;

  /** Smaller numbers in the type's place are IEEE 802.3 lengths. */
  private static final int LEAST_TYPE = 0x600;

  static final Header HEADER =
      Header.of(
              "ethernet",
              "eth",
              "Ethernet",
              Ethernet::dissect,
              Field.mac("destination", "eth.dst", 0),
              Field.mac("source", "eth.src", 6),
              Field.hex("type", "eth.type", 12, 2).when((b, i) -> type(b, i) >= LEAST_TYPE),
              Field.decimal("length", "eth.len", 12, 2).when((b, i) -> type(b, i) < LEAST_TYPE))
          .summary(
              (d, layer) -> "EtherType 0x" + Integer.toHexString(type(d.bytes(), d.index(layer))));

  private Ethernet() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.ETHERNET, LENGTH)) {
      return null;
    }
    int index = c.at();
    int type = type(c.bytes(), index);
    if (type < LEAST_TYPE) {
      if (c.close(index + LENGTH + type, index + ADDRESSES)) {
        c.pass();
        return Protocol.LLC;
      }
      return null;
    }
    c.pass();
    return EtherType.protocol(type);
  }

  /** 48 bits. */
  public static long destination(byte[] bytes, int index) {
    return Bytes.u48(bytes, index);
  }

  /** 48 bits. */
  public static long source(byte[] bytes, int index) {
    return Bytes.u48(bytes, index + 6);
  }

  /** An EtherType, or a length if below 0x600. */
  public static int type(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 12);
  }
}
