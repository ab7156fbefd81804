package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * BSD loopback (tcpdump.org, LINKTYPE_NULL and LINKTYPE_LOOP): an address family, in the byte order
 * of whoever captured it. Families are small numbers, so either order can be told from the other.
 */
public final class Loopback {
  static final int LENGTH = 4;

  static final Header HEADER =
      Header.of(
          "loopback", "null", "BSD loopback", Loopback::dissect, Field.hex("family", "", 0, 4));

  private Loopback() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.LOOPBACK, LENGTH)) {
      return null;
    }
    int family = Bytes.i32(c.bytes(), c.at());
    c.pass();
    return switch ((family & 0xffff) == 0 ? Integer.reverseBytes(family) : family) {
      case 2 -> Protocol.IPV4;
      // AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, macOS
      case 10, 24, 28, 30 -> Protocol.IPV6;
      default -> null;
    };
  }
}
