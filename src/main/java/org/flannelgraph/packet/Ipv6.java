package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * IPv6's fixed header (RFC 8200). Extension headers are layers of their own.
 *
 * <pre>
 *  0                                4                6             7
 *  | version:4 class:8 label:20     | payload length | next header | hop limit |
 *  8 source, 24 destination
 * </pre>
 */
public final class Ipv6 {
  static final int LENGTH = 40;

  static final Header HEADER =
      Header.of(
              "ipv6",
              "ipv6",
              "IPv6",
              Ipv6::dissect,
              Field.bits("version", "ipv6.version", 0, 4),
              Field.bits("dscp", "ipv6.tclass.dscp", 4, 6),
              Field.bits("ecn", "ipv6.tclass.ecn", 10, 2),
              Field.bits("flowLabel", "ipv6.flow", 12, 20).asHex(),
              Field.decimal("payloadLength", "ipv6.plen", 4, 2),
              Field.decimal("nextHeader", "ipv6.nxt", 6, 1).words(IpProtocol::name),
              Field.decimal("hopLimit", "ipv6.hlim", 7, 1),
              Field.ipv6("source", "ipv6.src", 8),
              Field.ipv6("destination", "ipv6.dst", 24))
          .summary((d, layer) -> "IPv6 " + IpProtocol.words(nextHeader(d.bytes(), d.index(layer))));

  private Ipv6() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.IPV6, LENGTH)) {
      return null;
    }
    byte[] bytes = c.bytes();
    int index = c.at();
    if (Ipv4.version(bytes, index) != 6) {
      return c.broken(index, "the version is not 6");
    }
    int payload = payloadLength(bytes, index);
    // 0 is a jumbogram, or a super-packet captured before segmentation: up to the frame's end.
    if (payload != 0 && !c.close(index + LENGTH + payload, index + 4)) {
      return null;
    }
    c.pass();
    return IpProtocol.next(c, nextHeader(bytes, index), true);
  }

  /** In bytes, extension headers included; 0 for a jumbogram. */
  public static int payloadLength(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 4);
  }

  /** Differentiated services and congestion notification, 8 bits. */
  public static int trafficClass(byte[] bytes, int index) {
    return Bytes.u16(bytes, index) >> 4 & 0xff;
  }

  /** 20 bits. */
  public static int flowLabel(byte[] bytes, int index) {
    return Bytes.i32(bytes, index) & 0xfffff;
  }

  /** See {@link IpProtocol}. */
  public static int nextHeader(byte[] bytes, int index) {
    return Bytes.u8(bytes, index + 6);
  }

  /** How many more routers it may pass. */
  public static int hopLimit(byte[] bytes, int index) {
    return Bytes.u8(bytes, index + 7);
  }

  /** The source's upper 64 bits. */
  public static long sourceHigh(byte[] bytes, int index) {
    return Bytes.i64(bytes, index + 8);
  }

  /** The source's lower 64 bits. */
  public static long sourceLow(byte[] bytes, int index) {
    return Bytes.i64(bytes, index + 16);
  }

  /** The destination's upper 64 bits. */
  public static long destinationHigh(byte[] bytes, int index) {
    return Bytes.i64(bytes, index + 24);
  }

  /** The destination's lower 64 bits. */
  public static long destinationLow(byte[] bytes, int index) {
    return Bytes.i64(bytes, index + 32);
  }
}
