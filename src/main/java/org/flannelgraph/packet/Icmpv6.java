package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * ICMPv6 (RFC 4443), with neighbour discovery (RFC 4861) and MLD (RFC 2710 and 3810). What an error
 * quotes follows as layers that are {@link Dissection#isQuoted}.
 *
 * <pre>
 *  0      1      2
 *  | type | code | checksum | and what the type says
 * </pre>
 */
public final class Icmpv6 {
  public static final int UNREACHABLE = 1;
  public static final int PACKET_TOO_BIG = 2;
  public static final int TIME_EXCEEDED = 3;
  public static final int PARAMETER_PROBLEM = 4;
  public static final int ECHO_REQUEST = 128;
  public static final int ECHO_REPLY = 129;
  public static final int MLD_QUERY = 130;
  public static final int MLD_REPORT = 131;
  public static final int MLD_DONE = 132;
  public static final int ROUTER_SOLICITATION = 133;
  public static final int ROUTER_ADVERTISEMENT = 134;
  public static final int NEIGHBOUR_SOLICITATION = 135;
  public static final int NEIGHBOUR_ADVERTISEMENT = 136;
  public static final int REDIRECT = 137;
  public static final int MLD_V2_REPORT = 143;

  private static final int LEAST = 4;

  static final Header HEADER =
      Header.of(
              "icmpv6",
              "icmpv6",
              "ICMPv6",
              Icmpv6::dissect,
              Field.decimal("type", "icmpv6.type", 0, 1).words(Icmpv6::typeName),
              Field.decimal("code", "icmpv6.code", 1, 1),
              Field.hex("checksum", "icmpv6.checksum", 2, 2),
              Field.decimal("mtu", "icmpv6.mtu", 4, 4).when(is(PACKET_TOO_BIG)),
              Field.decimal("pointer", "icmpv6.pointer", 4, 4).when(is(PARAMETER_PROBLEM)),
              Field.hex("identifier", "icmpv6.echo.identifier", 4, 2)
                  .when((b, i) -> isEcho(type(b, i))),
              Field.decimal("sequence", "icmpv6.echo.sequence_number", 6, 2)
                  .when((b, i) -> isEcho(type(b, i))),
              Field.decimal("currentHopLimit", "icmpv6.nd.ra.cur_hop_limit", 4, 1)
                  .when(is(ROUTER_ADVERTISEMENT)),
              Field.flag("managedConfiguration", "icmpv6.nd.ra.flag.m", 40)
                  .when(is(ROUTER_ADVERTISEMENT)),
              Field.flag("otherConfiguration", "icmpv6.nd.ra.flag.o", 41)
                  .when(is(ROUTER_ADVERTISEMENT)),
              Field.decimal("routerLifetime", "icmpv6.nd.ra.router_lifetime", 6, 2)
                  .when(is(ROUTER_ADVERTISEMENT)),
              Field.decimal("reachableTime", "icmpv6.nd.ra.reachable_time", 8, 4)
                  .when(is(ROUTER_ADVERTISEMENT)),
              Field.decimal("retransmissionTimer", "icmpv6.nd.ra.retrans_timer", 12, 4)
                  .when(is(ROUTER_ADVERTISEMENT)),
              Field.flag("router", "icmpv6.nd.na.flag.r", 32).when(is(NEIGHBOUR_ADVERTISEMENT)),
              Field.flag("solicited", "icmpv6.nd.na.flag.s", 33).when(is(NEIGHBOUR_ADVERTISEMENT)),
              Field.flag("override", "icmpv6.nd.na.flag.o", 34).when(is(NEIGHBOUR_ADVERTISEMENT)),
              Field.ipv6("target", "icmpv6.nd.ns.target_address", 8)
                  .when(is(NEIGHBOUR_SOLICITATION)),
              Field.ipv6("target", "icmpv6.nd.na.target_address", 8)
                  .when(is(NEIGHBOUR_ADVERTISEMENT)),
              Field.ipv6("target", "icmpv6.nd.rd.target_address", 8).when(is(REDIRECT)),
              Field.ipv6("destination", "icmpv6.rd.na.destination_address", 24).when(is(REDIRECT)))
          .repeating(Icmpv6::parts)
          .summary(Icmpv6::summary);

  private Icmpv6() {}

  private static Field.Presence is(int type) {
    return (bytes, index) -> type(bytes, index) == type;
  }

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.ICMPV6, LEAST)) {
      return null;
    }
    int type = type(c.bytes(), c.at());
    if (!c.extend(fixedLength(type))) {
      return null;
    }
    if (type == REDIRECT) {
      int quote = NeighbourDiscovery.redirectedPacket(c, fixedLength(type));
      if (quote > 0) {
        c.extend(quote);
        return quoted(c);
      }
    }
    if (hasParts(type)) {
      c.toEnd();
      return null;
    }
    if (isError(type)) {
      return quoted(c);
    }
    c.pass();
    return null;
  }

  private static @Nullable Protocol quoted(Cursor c) {
    c.pass();
    if (c.remaining() <= 0) {
      return null;
    }
    c.enterQuote();
    return Protocol.IPV6;
  }

  private static int fixedLength(int type) {
    return switch (type) {
      case UNREACHABLE, PACKET_TOO_BIG, TIME_EXCEEDED, PARAMETER_PROBLEM -> 8;
      case ECHO_REQUEST, ECHO_REPLY, ROUTER_SOLICITATION, MLD_V2_REPORT -> 8;
      case ROUTER_ADVERTISEMENT -> 16;
      case MLD_QUERY, MLD_REPORT, MLD_DONE, NEIGHBOUR_SOLICITATION, NEIGHBOUR_ADVERTISEMENT -> 24;
      case REDIRECT -> 40;
      default -> LEAST;
    };
  }

  private static boolean hasParts(int type) {
    return (type >= MLD_QUERY && type <= REDIRECT) || type == MLD_V2_REPORT;
  }

  private static void parts(Dissection d, int layer, Parts parts) {
    byte[] bytes = d.bytes();
    int index = d.index(layer);
    int end = d.headerEnd(layer);
    int type = type(bytes, index);
    switch (type) {
      case MLD_QUERY, MLD_REPORT, MLD_DONE -> ListenerDiscovery.message(bytes, index, end, parts);
      case MLD_V2_REPORT -> ListenerDiscovery.report(bytes, index, end, parts);
      case ROUTER_SOLICITATION,
          ROUTER_ADVERTISEMENT,
          NEIGHBOUR_SOLICITATION,
          NEIGHBOUR_ADVERTISEMENT,
          REDIRECT ->
          NeighbourDiscovery.options(bytes, index + fixedLength(type), end, parts);
      default -> {}
    }
  }

  /** {@link #ECHO_REQUEST} and so on. */
  public static int type(byte[] bytes, int index) {
    return Bytes.u8(bytes, index);
  }

  /** What it means depends on the type. */
  public static int code(byte[] bytes, int index) {
    return Bytes.u8(bytes, index + 1);
  }

  /** As it stands there. */
  public static int checksum(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 2);
  }

  /** Of an echo: which conversation. */
  public static int identifier(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 4);
  }

  /** Of an echo: which of the conversation's. */
  public static int sequence(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 6);
  }

  /** Of {@link #PACKET_TOO_BIG}: the next hop's MTU. */
  public static int mtu(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 4);
  }

  /** Of a neighbour solicitation or advertisement: the upper 64 bits of the address in question. */
  public static long targetHigh(byte[] bytes, int index) {
    return Bytes.i64(bytes, index + 8);
  }

  /** Of a neighbour solicitation or advertisement: the lower 64 bits of the address in question. */
  public static long targetLow(byte[] bytes, int index) {
    return Bytes.i64(bytes, index + 16);
  }

  /** Whether messages of that type have an identifier and a sequence number. */
  public static boolean isEcho(int type) {
    return type == ECHO_REQUEST || type == ECHO_REPLY;
  }

  /** Whether messages of that type quote the packet that caused them. */
  public static boolean isError(int type) {
    return type >= UNREACHABLE && type <= PARAMETER_PROBLEM;
  }

  private static @Nullable String typeName(long type) {
    return switch ((int) type) {
      case UNREACHABLE -> "destination unreachable";
      case PACKET_TOO_BIG -> "packet too big";
      case TIME_EXCEEDED -> "time exceeded";
      case PARAMETER_PROBLEM -> "parameter problem";
      case ECHO_REQUEST -> "echo request";
      case ECHO_REPLY -> "echo reply";
      case MLD_QUERY -> "MLD query";
      case MLD_REPORT -> "MLD report";
      case MLD_DONE -> "MLD done";
      case ROUTER_SOLICITATION -> "router solicitation";
      case ROUTER_ADVERTISEMENT -> "router advertisement";
      case NEIGHBOUR_SOLICITATION -> "neighbour solicitation";
      case NEIGHBOUR_ADVERTISEMENT -> "neighbour advertisement";
      case REDIRECT -> "redirect";
      case MLD_V2_REPORT -> "MLDv2 report";
      default -> null;
    };
  }

  private static String summary(Dissection d, int layer) {
    byte[] bytes = d.bytes();
    int index = d.index(layer);
    int type = type(bytes, index);
    String name = typeName(type);
    String plain = "ICMPv6 " + (name == null ? "type " + type : name);
    return switch (type) {
      case NEIGHBOUR_SOLICITATION -> "ND who has " + target(bytes, index) + "?";
      case NEIGHBOUR_ADVERTISEMENT -> "ND here is " + target(bytes, index);
      case PACKET_TOO_BIG -> plain + ", MTU " + Integer.toUnsignedString(mtu(bytes, index));
      case UNREACHABLE -> "ICMPv6 " + unreachable(code(bytes, index));
      default -> plain;
    };
  }

  private static String target(byte[] bytes, int index) {
    return Text.ipv6(targetHigh(bytes, index), targetLow(bytes, index));
  }

  private static String unreachable(int code) {
    return switch (code) {
      case 0 -> "no route to destination";
      case 1 -> "administratively prohibited";
      case 3 -> "address unreachable";
      case 4 -> "port unreachable";
      default -> "destination unreachable, code " + code;
    };
  }
}
