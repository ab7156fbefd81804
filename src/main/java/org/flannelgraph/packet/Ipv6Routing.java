package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** IPv6's Routing header (RFC 8200, 4.4; of types RFC 6275 and 8754 among others). */
public final class Ipv6Routing {
  private static final int LEAST = 8;

  static final Header HEADER =
      Header.of(
          "routing",
          "ipv6.routing",
          "IPv6 Routing",
          Ipv6Routing::dissect,
          Field.decimal("nextHeader", "ipv6.routing.nxt", 0, 1).words(IpProtocol::name),
          Field.decimal("headerLength", "ipv6.routing.len", 1, 1),
          Field.decimal("routingType", "ipv6.routing.type", 2, 1),
          Field.decimal("segmentsLeft", "ipv6.routing.segleft", 3, 1));

  private Ipv6Routing() {}

  static @Nullable Protocol dissect(Dissection d) {
    if (!d.open(Protocol.ROUTING, LEAST)
        || !d.extend(Ipv6Options.headerLength(d.bytes(), d.at()))) {
      return null;
    }
    int next = Bytes.u8(d.bytes(), d.at());
    d.pass();
    return IpProtocol.next(d, next, true);
  }
}
