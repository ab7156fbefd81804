package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** ICMPv6 (RFC 4443), with neighbour discovery (RFC 4861) and MLD (RFC 2710 and 3810). */
public final class Icmpv6 {
  public static final int UNREACHABLE = 1;
  public static final int PACKET_TOO_BIG = 2;
  public static final int TIME_EXCEEDED = 3;
  public static final int PARAMETER_PROBLEM = 4;
  public static final int ECHO_REQUEST = 128;
  public static final int ECHO_REPLY = 129;
  public static final int ROUTER_SOLICITATION = 133;
  public static final int ROUTER_ADVERTISEMENT = 134;
  public static final int NEIGHBOUR_SOLICITATION = 135;
  public static final int NEIGHBOUR_ADVERTISEMENT = 136;
  public static final int REDIRECT = 137;

  private static final int COMMON = 8;

  static final Header HEADER =
      Header.of(
          "icmpv6",
          "icmpv6",
          "ICMPv6",
          Icmpv6::dissect,
          Field.decimal("type", "icmpv6.type", 0, 1),
          Field.decimal("code", "icmpv6.code", 1, 1),
          Field.hex("checksum", "icmpv6.checksum", 2, 2),
          Field.decimal("identifier", "icmpv6.echo.identifier", 4, 2)
              .when((b, i) -> isEcho(type(b, i))),
          Field.decimal("sequence", "icmpv6.echo.sequence_number", 6, 2)
              .when((b, i) -> isEcho(type(b, i))));

  private Icmpv6() {}

  static @Nullable Protocol dissect(Dissection d) {
    if (!d.open(Protocol.ICMPV6, COMMON)) {
      return null;
    }
    int type = type(d.bytes(), d.at());
    d.pass();
    if (!isError(type) || d.remaining() <= 0) {
      return null;
    }
    d.enterQuote();
    return Protocol.IPV6;
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

  /** Whether messages of that type have an identifier and a sequence number. */
  public static boolean isEcho(int type) {
    return type == ECHO_REQUEST || type == ECHO_REPLY;
  }

  /** Whether messages of that type quote the packet that caused them. */
  public static boolean isError(int type) {
    return type >= UNREACHABLE && type <= PARAMETER_PROBLEM;
  }
}
