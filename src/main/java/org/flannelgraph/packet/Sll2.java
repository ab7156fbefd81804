package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** Linux cooked capture, version 2 (tcpdump.org, LINKTYPE_LINUX_SLL2): it names the interface. */
public final class Sll2 {
  static final int LENGTH = 20;

  static final Header HEADER =
      Header.of(
          "sll2",
          "sll",
          "Linux cooked capture v2",
          Sll2::dissect,
          Field.hex("type", "sll.etype", 0, 2),
          Field.decimal("interfaceIndex", "sll.ifindex", 4, 4),
          Field.decimal("hardwareType", "sll.hatype", 8, 2),
          Field.decimal("packetType", "sll.pkttype", 10, 1).words(Sll::packetType),
          Field.decimal("addressLength", "sll.halen", 11, 1),
          Field.mac("source", "sll.src.eth", 12).when((b, i) -> Bytes.u8(b, i + 11) == 6));

  private Sll2() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.SLL2, LENGTH)) {
      return null;
    }
    int type = Bytes.u16(c.bytes(), c.at());
    c.pass();
    return EtherType.protocol(type);
  }

  /** The index of the interface that saw the frame, in the namespace of the capture. */
  public static int interfaceIndex(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 4);
  }
}
