package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * GENEVE (RFC 8926).
 *
 * <pre>
 *  0                          1             2               4     7
 *  | version:2 options:6      | O:1 C:1     | protocol type | VNI | reserved |
 *  8 options
 * </pre>
 */
public final class Geneve {
  private static final int LENGTH = 8;

  static final Header HEADER =
      Header.of(
              "geneve",
              "geneve",
              "GENEVE",
              Geneve::dissect,
              Field.bits("version", "geneve.version", 0, 2),
              Field.bits("optionsLength", "geneve.option.length", 2, 6).times(4),
              Field.flag("controlPacket", "geneve.flags.oam", 8),
              Field.flag("criticalOptions", "geneve.flags.critical", 9),
              Field.hex("protocolType", "geneve.proto_type", 2, 2),
              Field.decimal("vni", "geneve.vni", 4, 3))
          .repeating(Geneve::options)
          .summary((d, layer) -> "GENEVE VNI " + vni(d.bytes(), d.index(layer)));

  private static final Field OPTION = Field.varying("option", "geneve.option", Field.Format.BYTES);
  private static final Field CLASS = Field.hex("optionClass", "geneve.option.class", 0, 2);
  private static final Field TYPE = Field.hex("type", "geneve.option.type", 2, 1);
  // Wireshark counts the option's own four bytes too, the header's field does not.
  private static final Field OPTION_LENGTH =
      Field.bits("length", "geneve.option.length", 27, 5).times(4).plus(4);

  private Geneve() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.GENEVE, LENGTH)) {
      return null;
    }
    byte[] bytes = c.bytes();
    int index = c.at();
    if (Bytes.u8(bytes, index) >> 6 != 0) {
      return c.broken(index, "the version is not 0");
    }
    if (!c.extend(LENGTH + (bytes[index] & 0x3f) * 4)) {
      return null;
    }
    c.pass();
    c.enterTunnel();
    return EtherType.tunnelled(Bytes.u16(bytes, index + 2));
  }

  private static void options(Dissection d, int layer, Parts parts) {
    int end = d.headerEnd(layer);
    int at = d.index(layer) + LENGTH;
    while (at < end && !parts.isFull()) {
      int option = at;
      int length = 4 + (d.bytes()[at + 3] & 0x1f) * 4; // options are whole words, so it is there
      if (at + length > end) {
        parts.malformed(at, "the option is longer than the header");
        return;
      }
      parts.add(
          OPTION,
          at,
          length,
          inside -> {
            inside.add(CLASS, option);
            inside.add(TYPE, option);
            inside.add(OPTION_LENGTH, option);
          });
      at += length;
    }
  }

  /** The virtual network identifier, 24 bits. */
  public static int vni(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 4) >>> 8;
  }
}
