package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** What the group records of IGMPv3 (RFC 3376, 4.2) and MLDv2 (RFC 3810, 5.2) have in common. */
final class MulticastRecord {
  private static final String[] TYPES = {
    "mode is include",
    "mode is exclude",
    "change to include mode",
    "change to exclude mode",
    "allow new sources",
    "block old sources"
  };

  private MulticastRecord() {}

  static @Nullable String typeName(long type) {
    return type >= 1 && type <= TYPES.length ? TYPES[(int) type - 1] : null;
  }

  /**
   * A record's length in bytes: type, length of auxiliary data in words, number of sources, group,
   * sources, auxiliary data.
   *
   * @param address how many bytes an address has
   * @return -1 if it does not end before {@code end}
   */
  static int length(byte[] bytes, int at, int end, int address) {
    if (at + 4 + address > end) {
      return -1;
    }
    int sources = Bytes.u16(bytes, at + 2);
    int length = 4 + address * (1 + sources) + 4 * Bytes.u8(bytes, at + 1);
    return at + length <= end ? length : -1;
  }

  static void sources(Parts parts, Field source, int from, int count, int end) {
    int size = source.bits() / 8;
    int at = from;
    for (int i = 0; i < count && at + size <= end && !parts.isFull(); i++) {
      parts.add(source, at);
      at += size;
    }
  }
}
