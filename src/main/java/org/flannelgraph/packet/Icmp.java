package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * ICMP (RFC 792). What an error quotes follows as layers that are {@link Dissection#isQuoted}.
 *
 * <pre>
 *  0      1      2
 *  | type | code | checksum |
 *  4 echo: identifier, sequence; redirect: gateway; fragmentation needed: unused, next hop's MTU
 * </pre>
 */
public final class Icmp {
  public static final int ECHO_REPLY = 0;
  public static final int UNREACHABLE = 3;
  public static final int REDIRECT = 5;
  public static final int ECHO_REQUEST = 8;
  public static final int TIME_EXCEEDED = 11;
  public static final int PARAMETER_PROBLEM = 12;
  private static final int TIMESTAMP_REQUEST = 13;
  private static final int TIMESTAMP_REPLY = 14;
  private static final int ADDRESS_MASK_REPLY = 18;
  private static final int SOURCE_QUENCH = 4;

  /** The code of an {@link #UNREACHABLE} that tells the next hop's MTU. */
  public static final int FRAGMENTATION_NEEDED = 4;

  static final int LENGTH = 8;

  static final Header HEADER =
      Header.of(
              "icmp",
              "icmp",
              "ICMP",
              Icmp::dissect,
              Field.decimal("type", "icmp.type", 0, 1).words(Icmp::typeName),
              Field.decimal("code", "icmp.code", 1, 1),
              Field.hex("checksum", "icmp.checksum", 2, 2),
              Field.decimal("identifier", "icmp.ident", 4, 2)
                  .when((b, i) -> hasIdentifier(type(b, i))),
              Field.decimal("sequence", "icmp.seq", 6, 2).when((b, i) -> hasIdentifier(type(b, i))),
              Field.ipv4("gateway", "icmp.redir_gw", 4).when((b, i) -> type(b, i) == REDIRECT),
              Field.decimal("pointer", "icmp.pointer", 4, 1)
                  .when((b, i) -> type(b, i) == PARAMETER_PROBLEM),
              Field.decimal("nextHopMtu", "icmp.mtu", 6, 2)
                  .when((b, i) -> type(b, i) == UNREACHABLE && code(b, i) == FRAGMENTATION_NEEDED))
          .summary(Icmp::summary);

  private Icmp() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.ICMP, LENGTH)) {
      return null;
    }
    int type = type(c.bytes(), c.at());
    c.pass();
    if (!isError(type) || c.remaining() <= 0) {
      return null;
    }
    c.enterQuote();
    return Protocol.IPV4;
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

  /** Of {@link #FRAGMENTATION_NEEDED}: how long a packet may be. */
  public static int nextHopMtu(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 6);
  }

  /** Of a redirect: the better gateway. */
  public static int gateway(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 4);
  }

  /** Whether messages of that type have an identifier and a sequence number (RFC 792, 950). */
  public static boolean hasIdentifier(int type) {
    return isEcho(type) || (type >= TIMESTAMP_REQUEST && type <= ADDRESS_MASK_REPLY);
  }

  /** Whether messages of that type are what ping sends and gets. */
  public static boolean isEcho(int type) {
    return type == ECHO_REQUEST || type == ECHO_REPLY;
  }

  /** Whether messages of that type quote the packet that caused them. */
  public static boolean isError(int type) {
    return switch (type) {
      case UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM -> true;
      default -> false;
    };
  }

  static @Nullable String typeName(long type) {
    return switch ((int) type) {
      case ECHO_REPLY -> "echo reply";
      case UNREACHABLE -> "destination unreachable";
      case SOURCE_QUENCH -> "source quench";
      case REDIRECT -> "redirect";
      case ECHO_REQUEST -> "echo request";
      case TIME_EXCEEDED -> "time exceeded";
      case PARAMETER_PROBLEM -> "parameter problem";
      case TIMESTAMP_REQUEST -> "timestamp request";
      case TIMESTAMP_REPLY -> "timestamp reply";
      default -> null;
    };
  }

  private static String summary(Dissection d, int layer) {
    byte[] bytes = d.bytes();
    int index = d.index(layer);
    int type = type(bytes, index);
    if (type == UNREACHABLE) {
      int code = code(bytes, index);
      return "ICMP "
          + unreachable(code)
          + (code == FRAGMENTATION_NEEDED ? ", MTU " + nextHopMtu(bytes, index) : "");
    }
    String name = typeName(type);
    return "ICMP " + (name == null ? "type " + type : name);
  }

  private static String unreachable(int code) {
    return switch (code) {
      case 0 -> "network unreachable";
      case 1 -> "host unreachable";
      case 2 -> "protocol unreachable";
      case 3 -> "port unreachable";
      case FRAGMENTATION_NEEDED -> "fragmentation needed";
      case 9, 10, 13 -> "administratively prohibited";
      default -> "destination unreachable, code " + code;
    };
  }
}
