package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** Linux cooked capture (tcpdump.org, LINKTYPE_LINUX_SLL): what "any" gives for a link header. */
public final class Sll {
  static final int LENGTH = 16;

  static final Header HEADER =
      Header.of(
          "sll",
          "sll",
          "Linux cooked capture",
          Sll::dissect,
          Field.decimal("packetType", "sll.pkttype", 0, 2).words(Sll::packetType),
          Field.decimal("hardwareType", "sll.hatype", 2, 2),
          Field.decimal("addressLength", "sll.halen", 4, 2),
          Field.mac("source", "sll.src.eth", 6).when((b, i) -> Bytes.u16(b, i + 4) == 6),
          Field.hex("type", "sll.etype", 14, 2));

  private Sll() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.SLL, LENGTH)) {
      return null;
    }
    int type = Bytes.u16(c.bytes(), c.at() + 14);
    c.pass();
    return EtherType.protocol(type);
  }

  static @Nullable String packetType(long type) {
    return switch ((int) type) {
      case 0 -> "to us";
      case 1 -> "broadcast";
      case 2 -> "multicast";
      case 3 -> "to another host";
      case 4 -> "sent by us";
      default -> null;
    };
  }
}
