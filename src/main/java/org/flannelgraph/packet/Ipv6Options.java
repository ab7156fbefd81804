package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** IPv6's Hop-by-Hop and Destination Options headers (RFC 8200, 4.3 and 4.6). */
public final class Ipv6Options {
  private static final int LEAST = 8;

  private static final Field NEXT_HEADER =
      Field.decimal("nextHeader", "ipv6.opts.nxt", 0, 1).words(IpProtocol::name);
  private static final Field HEADER_LENGTH =
      Field.decimal("headerLength", "ipv6.opts.len", 1, 1);

  static final Header HOP_BY_HOP =
      Header.of(
          "hop-by-hop",
          "ipv6.hopopts",
          "IPv6 Hop-by-Hop Options",
          Ipv6Options::hopByHop,
          NEXT_HEADER,
          HEADER_LENGTH);
  static final Header DESTINATION =
      Header.of(
          "destination",
          "ipv6.dstopts",
          "IPv6 Destination Options",
          Ipv6Options::destination,
          NEXT_HEADER,
          HEADER_LENGTH);

  private Ipv6Options() {}

  static @Nullable Protocol hopByHop(Dissection d) {
    return dissect(d, Protocol.HOP_BY_HOP);
  }

  static @Nullable Protocol destination(Dissection d) {
    return dissect(d, Protocol.DESTINATION);
  }

  private static @Nullable Protocol dissect(Dissection d, Protocol protocol) {
    if (!d.open(protocol, LEAST) || !d.extend(headerLength(d.bytes(), d.at()))) {
      return null;
    }
    int next = Bytes.u8(d.bytes(), d.at());
    d.pass();
    return IpProtocol.next(d, next, true);
  }

  /** In bytes. */
  public static int headerLength(byte[] bytes, int index) {
    return (Bytes.u8(bytes, index + 1) + 1) * 8;
  }
}
