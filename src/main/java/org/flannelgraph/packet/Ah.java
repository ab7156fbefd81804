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

  static @Nullable Protocol dissect(Dissection d) {
    if (!d.open(Protocol.AH, LEAST)) {
      return null;
    }
    int length = (Bytes.u8(d.bytes(), d.at() + 1) + 2) * 4;
    if (length < LEAST) {
      return d.broken(d.at() + 1, "the length is below 12 bytes");
    }
    if (!d.extend(length)) {
      return null;
    }
    int next = Bytes.u8(d.bytes(), d.at());
    boolean inIpv6 = d.protocol(d.layers() - 2) != Protocol.IPV4;
    d.pass();
    return IpProtocol.next(d, next, inIpv6);
  }
}
