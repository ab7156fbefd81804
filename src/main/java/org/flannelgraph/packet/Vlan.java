package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * An IEEE 802.1Q tag, or an 802.1ad service tag around one (QinQ). Like Wireshark we let it start
 * after the EtherType that announces it, so it ends with the EtherType of what follows.
 *
 * <pre>
 *  0                 2
 *  | PCP:3 DEI:1 VID:12 | type |
 * </pre>
 */
public final class Vlan {
  static final int LENGTH = 4;

  static final Header HEADER = header("vlan", "802.1Q VLAN", c -> dissect(c, Protocol.VLAN));
  static final Header SERVICE =
      header("ieee8021ad", "802.1ad service VLAN", c -> dissect(c, Protocol.SERVICE_VLAN));

  private Vlan() {}

  private static Header header(String filter, String title, Header.Dissector dissector) {
    return Header.of(
            "vlan",
            filter,
            title,
            dissector,
            Field.bits("priority", filter + ".priority", 0, 3),
            Field.flag("dei", filter + ".dei", 3),
            Field.bits("id", filter + ".id", 4, 12),
            Field.hex("type", filter.equals("vlan") ? "vlan.etype" : "", 2, 2))
        .summary((d, layer) -> "VLAN " + id(d.bytes(), d.index(layer)));
  }

  private static @Nullable Protocol dissect(Cursor c, Protocol protocol) {
    if (!c.open(protocol, LENGTH)) {
      return null;
    }
    int type = type(c.bytes(), c.at());
    c.pass();
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
