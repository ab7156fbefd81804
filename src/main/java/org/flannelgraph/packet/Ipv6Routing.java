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
              Field.decimal("headerExtensionLength", "ipv6.routing.len", 1, 1),
              Field.decimal("routingType", "ipv6.routing.type", 2, 1),
              Field.decimal("segmentsLeft", "ipv6.routing.segleft", 3, 1))
          .repeating(Ipv6Routing::addresses);

  private static final Field ADDRESS = Field.ipv6("address", "ipv6.routing.src.addr", 0);
  private static final Field SEGMENT = Field.ipv6("segment", "ipv6.routing.srh.addr", 0);

  private Ipv6Routing() {}

  /** RFC 2460's, deprecated by RFC 5095. */
  static final int SOURCE_ROUTE = 0;

  /** RFC 6275's. */
  static final int MOBILE = 2;

  /** RFC 8754's. */
  static final int SEGMENT_ROUTING = 4;

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.ROUTING, LEAST)
        || !c.extend(Ipv6Options.headerLength(c.bytes(), c.at()))) {
      return null;
    }
    int next = Bytes.u8(c.bytes(), c.at());
    c.pass();
    return IpProtocol.next(c, next, true);
  }

  private static void addresses(Dissection d, int layer, Parts parts) {
    int index = d.index(layer);
    Field field =
        switch (type(d.bytes(), index)) {
          case SOURCE_ROUTE, MOBILE -> ADDRESS;
          case SEGMENT_ROUTING -> SEGMENT;
          default -> null;
        };
    if (field == null) {
      return;
    }
    for (int at = index + LEAST; at + 16 <= d.headerEnd(layer); at += 16) {
      parts.add(field, at);
    }
  }

  /** What kind of routing. */
  public static int type(byte[] bytes, int index) {
    return Bytes.u8(bytes, index + 2);
  }

  /** How many of the nodes it names are still to be visited. */
  public static int segmentsLeft(byte[] bytes, int index) {
    return Bytes.u8(bytes, index + 3);
  }
}
