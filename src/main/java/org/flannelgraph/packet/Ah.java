package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** The IP Authentication Header (RFC 4302), of either IP version. */
public final class Ah {
  private static final int LEAST = 12;

  static final Header HEADER =
      Header.of(
              "ah",
              "ah",
              "IP Authentication Header",
              Ah::dissect,
              Field.decimal("nextHeader", "ah.next_header", 0, 1).words(IpProtocol::name),
              Field.decimal("payloadLength", "ah.length", 1, 1),
              Field.hex("spi", "ah.spi", 4, 4),
              Field.decimal("sequence", "ah.sequence", 8, 4))
          .summary((d, layer) -> "AH");

  private Ah() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.AH, LEAST)) {
      return null;
    }
    int length = (Bytes.u8(c.bytes(), c.at() + 1) + 2) * 4;
    if (length < LEAST) {
      return c.broken(c.at() + 1, "the length is below 12 bytes");
    }
    if (!c.extend(length)) {
      return null;
    }
    int next = Bytes.u8(c.bytes(), c.at());
    boolean inIpv6 = c.parent() != Protocol.IPV4;
    c.pass();
    return IpProtocol.next(c, next, inIpv6);
  }
}
