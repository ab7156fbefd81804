package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * An IEEE 802.1Q or 802.1ad tag. Like Wireshark we let it start after the EtherType that announces
 * it, so it ends with the EtherType of what follows.
 *
 * <pre>
 *  0                 2
 *  | PCP:3 DEI:1 VID:12 | type |
 * </pre>
 */
public final class Vlan {
  static final int LENGTH = 4;

  static final Header HEADER =
      Header.of(
          "vlan",
          "vlan",
          "802.1Q VLAN",
          Vlan::dissect,
          Field.bits("priority", "vlan.priority", 0, 3),
          Field.flag("dei", "vlan.dei", 3),
          Field.bits("id", "vlan.id", 4, 12),
          Field.hex("type", "vlan.etype", 2, 2))
          .summary((d, layer) -> "VLAN " + id(d.bytes(), d.index(layer)));

  private Vlan() {}

  static @Nullable Protocol dissect(Dissection d) {
    if (!d.open(Protocol.VLAN, LENGTH)) {
      return null;
    }
    int type = type(d.bytes(), d.at());
    d.pass();
    return EtherType.protocol(type);
  }

  /** The VLAN's number, 12 bits. */
  public static int id(byte[] bytes, int index) {
    return Bytes.u16(bytes, index) & 0xfff;
  }

  /** The priority code point, 0 to 7. */
  public static int priority(byte[] bytes, int index) {
    return Bytes.u8(bytes, index) >> 5;
  }

  /** The EtherType of what follows. */
  public static int type(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 2);
  }
}
