package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * GRE (RFC 2784, with RFC 2890's key and sequence number; RFC 7637's NVGRE is a key over Ethernet).
 *
 * <pre>
 *  0                                 2
 *  | C:1 R:1 K:1 S:1 ... version:3   | protocol type |
 *  then, each 4 bytes, if its flag is set: checksum with a reserved half, key, sequence number
 * </pre>
 */
public final class Gre {
  private static final int LENGTH = 4;
  private static final int CHECKSUM = 0x80;
  private static final int ROUTING = 0x40;
  private static final int KEY = 0x20;
  private static final int SEQUENCE = 0x10;

  static final Header HEADER =
      Header.of(
              "gre",
              "gre",
              "GRE",
              Gre::dissect,
              Field.flag("checksumFlag", "gre.flags.checksum", 0),
              Field.flag("keyFlag", "gre.flags.key", 2),
              Field.flag("sequenceFlag", "gre.flags.sequence_number", 3),
              Field.bits("version", "gre.flags.version", 13, 3),
              Field.hex("protocolType", "gre.proto", 2, 2),
              Field.hex("checksum", "gre.checksum", 4, 2).when((b, i) -> has(b, i, CHECKSUM)),
              Field.hex("key", "gre.key", 0, 4)
                  .at((b, i) -> place(b, i, KEY) * 8)
                  .when((b, i) -> has(b, i, KEY)),
              Field.decimal("sequence", "gre.sequence_number", 0, 4)
                  .at((b, i) -> place(b, i, SEQUENCE) * 8)
                  .when((b, i) -> has(b, i, SEQUENCE)))
          .summary((d, layer) -> "GRE " + protocolWords(d.bytes(), d.index(layer)));

  private Gre() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.GRE, LENGTH)) {
      return null;
    }
    byte[] bytes = c.bytes();
    int index = c.at();
    // Version 1 is PPTP's; source routes (R) were never used, and Linux takes neither.
    if ((bytes[index + 1] & 7) != 0 || has(bytes, index, ROUTING)) {
      c.pass();
      return null;
    }
    if (!c.extend(headerLength(bytes, index))) {
      return null;
    }
    c.pass();
    c.enterTunnel();
    return EtherType.tunnelled(Bytes.u16(bytes, index + 2));
  }

  private static boolean has(byte[] bytes, int index, int flag) {
    return (bytes[index] & flag) != 0;
  }

  /** Where the word of that flag is: after those of the flags before it. */
  private static int place(byte[] bytes, int index, int flag) {
    return LENGTH + 4 * Integer.bitCount(bytes[index] & (CHECKSUM | KEY | SEQUENCE) & -2 * flag);
  }

  /** In bytes. */
  public static int headerLength(byte[] bytes, int index) {
    return LENGTH + 4 * Integer.bitCount(bytes[index] & (CHECKSUM | KEY | SEQUENCE));
  }

  /** Whether it has a checksum. */
  public static boolean hasChecksum(byte[] bytes, int index) {
    return has(bytes, index, CHECKSUM);
  }

  /** Whether it has a key. */
  public static boolean hasKey(byte[] bytes, int index) {
    return has(bytes, index, KEY);
  }

  /** The key, if it has one: 32 bits. */
  public static int key(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + place(bytes, index, KEY));
  }

  private static String protocolWords(byte[] bytes, int index) {
    return "with EtherType 0x" + Integer.toHexString(Bytes.u16(bytes, index + 2));
  }
}
