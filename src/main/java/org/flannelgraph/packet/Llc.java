package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** IEEE 802.2 logical link control, with SNAP: what an 802.3 frame starts with. */
public final class Llc {
  private static final int LENGTH = 3;
  private static final int SNAP_LENGTH = 8;
  private static final int SPANNING_TREE = 0x42;
  private static final int SNAP = 0xaa;
  private static final int UNNUMBERED = 3;

  static final Header HEADER =
      Header.of(
              "llc",
              "llc",
              "LLC",
              Llc::dissect,
              Field.hex("dsap", "llc.dsap", 0, 1),
              Field.hex("ssap", "llc.ssap", 1, 1),
              Field.hex("control", "llc.control", 2, 1),
              Field.hex("organizationCode", "llc.oui", 3, 3).when(Llc::isSnap),
              Field.hex("type", "llc.type", 6, 2).when(Llc::isSnap))
          .summary((d, layer) -> "LLC");

  private Llc() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.LLC, LENGTH)) {
      return null;
    }
    byte[] bytes = c.bytes();
    int index = c.at();
    if (isSnap(bytes, index)) {
      if (!c.extend(SNAP_LENGTH)) {
        return null;
      }
      c.pass();
      return Bytes.u24(bytes, index + 3) == 0
          ? EtherType.protocol(Bytes.u16(bytes, index + 6))
          : null;
    }
    c.pass();
    return Bytes.u8(bytes, index) == SPANNING_TREE && Bytes.u8(bytes, index + 2) == UNNUMBERED
        ? Protocol.STP
        : null;
  }

  private static boolean isSnap(byte[] bytes, int index) {
    return Bytes.u24(bytes, index) == (SNAP << 16 | SNAP << 8 | UNNUMBERED);
  }
}
