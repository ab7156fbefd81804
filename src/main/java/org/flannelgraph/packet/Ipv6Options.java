package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** IPv6's Hop-by-Hop and Destination Options headers (RFC 8200, 4.3 and 4.6). */
public final class Ipv6Options {
  private static final int LEAST = 8;

  private static final int PAD_1 = 0;
  private static final int PAD_N = 1;
  private static final int ROUTER_ALERT = 5;
  private static final int JUMBO_PAYLOAD = 0xc2;

  static final Header HOP_BY_HOP =
      Header.of(
              "hop-by-hop",
              "ipv6.hopopts",
              "IPv6 Hop-by-Hop Options",
              Ipv6Options::hopByHop,
              Field.decimal("nextHeader", "ipv6.hopopts.nxt", 0, 1).words(IpProtocol::name),
              Field.decimal("headerExtensionLength", "ipv6.hopopts.len", 1, 1))
          .repeating(Ipv6Options::options);

  static final Header DESTINATION =
      Header.of(
              "destination",
              "ipv6.dstopts",
              "IPv6 Destination Options",
              Ipv6Options::destination,
              Field.decimal("nextHeader", "ipv6.dstopts.nxt", 0, 1).words(IpProtocol::name),
              Field.decimal("headerExtensionLength", "ipv6.dstopts.len", 1, 1))
          .repeating(Ipv6Options::options);

  private static final Field OPTION = Field.varying("option", "ipv6.opt", Field.Format.BYTES);
  private static final Field TYPE =
      Field.hex("type", "ipv6.opt.type", 0, 1).words(Ipv6Options::typeName);
  private static final Field LENGTH = Field.decimal("length", "ipv6.opt.length", 1, 1);
  private static final Field ALERT = Field.decimal("routerAlert", "ipv6.opt.router_alert", 2, 2);
  private static final Field JUMBO = Field.decimal("jumboLength", "ipv6.opt.jumbo", 2, 4);

  private Ipv6Options() {}

  static @Nullable Protocol hopByHop(Cursor c) {
    return dissect(c, Protocol.HOP_BY_HOP);
  }

  static @Nullable Protocol destination(Cursor c) {
    return dissect(c, Protocol.DESTINATION);
  }

  private static @Nullable Protocol dissect(Cursor c, Protocol protocol) {
    if (!c.open(protocol, LEAST) || !c.extend(headerLength(c.bytes(), c.at()))) {
      return null;
    }
    int next = Bytes.u8(c.bytes(), c.at());
    c.pass();
    return IpProtocol.next(c, next, true);
  }

  private static void options(Dissection d, int layer, Parts parts) {
    byte[] bytes = d.bytes();
    int at = d.index(layer) + 2;
    int end = d.headerEnd(layer);
    while (at < end && !parts.isFull()) {
      int option = at;
      int type = Bytes.u8(bytes, at);
      int length = type == PAD_1 ? 1 : at + 1 < end ? 2 + Bytes.u8(bytes, at + 1) : end;
      if (at + length > end) {
        parts.malformed(at, "the option is longer than the header");
        return;
      }
      parts.add(
          OPTION,
          at,
          length,
          inside -> {
            inside.add(TYPE, option);
            if (type != PAD_1) {
              inside.add(LENGTH, option);
            }
            if (type == ROUTER_ALERT && length == 4) {
              inside.add(ALERT, option);
            } else if (type == JUMBO_PAYLOAD && length == 6) {
              inside.add(JUMBO, option);
            }
          });
      at += length;
    }
  }

  private static @Nullable String typeName(long type) {
    return switch ((int) type) {
      case PAD_1 -> "pad1";
      case PAD_N -> "padn";
      case ROUTER_ALERT -> "router alert";
      case JUMBO_PAYLOAD -> "jumbo payload";
      default -> null;
    };
  }

  /** In bytes. */
  public static int headerLength(byte[] bytes, int index) {
    return (Bytes.u8(bytes, index + 1) + 1) * 8;
  }
}
