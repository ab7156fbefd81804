package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * ARP for Ethernet and IPv4 (RFC 826).
 *
 * <pre>
 *  0                2           4      5      6           8        14       18       24       28
 *  | hardware type | protocol | hlen | plen | operation | sender MAC, IP | target MAC, IP |
 * </pre>
 */
public final class Arp {
  private static final int FIXED = 8;
  static final int LENGTH = 28;

  /** The operation of a question. */
  public static final int REQUEST = 1;

  /** The operation of an answer. */
  public static final int REPLY = 2;

  static final Header HEADER =
      Header.of(
              "arp",
              "arp",
              "ARP",
              Arp::dissect,
              Field.decimal("hardwareType", "arp.hw.type", 0, 2),
              Field.hex("protocolType", "arp.proto.type", 2, 2),
              Field.decimal("hardwareSize", "arp.hw.size", 4, 1),
              Field.decimal("protocolSize", "arp.proto.size", 5, 1),
              Field.decimal("operation", "arp.opcode", 6, 2).words(Arp::operation),
              Field.mac("senderMac", "arp.src.hw_mac", 8).when(Arp::isIpv4),
              Field.ipv4("senderIp", "arp.src.proto_ipv4", 14).when(Arp::isIpv4),
              Field.mac("targetMac", "arp.dst.hw_mac", 18).when(Arp::isIpv4),
              Field.ipv4("targetIp", "arp.dst.proto_ipv4", 24).when(Arp::isIpv4))
          .summary(Arp::summary);

  private Arp() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.ARP, FIXED)) {
      return null;
    }
    int index = c.at();
    byte[] bytes = c.bytes();
    int length = FIXED + 2 * (Bytes.u8(bytes, index + 4) + Bytes.u8(bytes, index + 5));
    if (c.extend(length)) {
      c.close(index + length, index + 4);
      c.pass();
    }
    return null;
  }

  /** Whether it maps an IPv4 address to a MAC address: only then do the addresses exist. */
  public static boolean isIpv4(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 2) == EtherType.IPV4
        && Bytes.u16(bytes, index + 4) == (6 << 8 | 4);
  }

  /** {@link #REQUEST} or {@link #REPLY}; rarely others. */
  public static int operation(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 6);
  }

  private static @Nullable String operation(long operation) {
    return switch ((int) operation) {
      case REQUEST -> "request";
      case REPLY -> "reply";
      default -> null;
    };
  }

  /** 48 bits. */
  public static long senderMac(byte[] bytes, int index) {
    return Bytes.u48(bytes, index + 8);
  }

  /** 32 bits. */
  public static int senderIp(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 14);
  }

  /** 48 bits; zero in a request. */
  public static long targetMac(byte[] bytes, int index) {
    return Bytes.u48(bytes, index + 18);
  }

  /** 32 bits. */
  public static int targetIp(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 24);
  }

  private static String summary(Dissection d, int layer) {
    byte[] bytes = d.bytes();
    int index = d.index(layer);
    if (!isIpv4(bytes, index)) {
      return "ARP for other than IPv4";
    }
    String sender = Text.ipv4(senderIp(bytes, index));
    int operation = operation(bytes, index);
    if (operation == REPLY) {
      return "ARP " + sender + " is at " + Text.mac(senderMac(bytes, index));
    }
    return operation == REQUEST
        ? "ARP who has " + Text.ipv4(targetIp(bytes, index)) + "? tell " + sender
        : "ARP operation " + operation;
  }
}
