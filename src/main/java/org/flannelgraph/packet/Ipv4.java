package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * IPv4 (RFC 791).
 *
 * <pre>
 *  0                 1                2
 *  | version:4 IHL:4 | DSCP:6 ECN:2 | total length             |
 *  4                                6
 *  | identification                 | 0:1 DF:1 MF:1 offset:13  |
 *  8                 9               10
 *  | time to live    | protocol     | header checksum          |
 * 12 source, 16 destination, 20 options
 * </pre>
 */
public final class Ipv4 {
  static final int LENGTH = 20;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int OFFSET_MASK = 0x1fff;

  static final Header HEADER =
      Header.of(
              "ipv4",
              "ip",
              "IPv4",
              Ipv4::dissect,
              Field.bits("version", "ip.version", 0, 4),
              Field.bits("headerLength", "ip.hdr_len", 4, 4).times(4),
              Field.bits("dscp", "ip.dsfield.dscp", 8, 6),
              Field.bits("ecn", "ip.dsfield.ecn", 14, 2),
              Field.decimal("totalLength", "ip.len", 2, 2),
              Field.hex("identification", "ip.id", 4, 2),
              Field.flag("reservedBit", "ip.flags.rb", 48),
              Field.flag("dontFragment", "ip.flags.df", 49),
              Field.flag("moreFragments", "ip.flags.mf", 50),
              Field.bits("fragmentOffset", "ip.frag_offset", 51, 13).times(8),
              Field.decimal("ttl", "ip.ttl", 8, 1),
              Field.decimal("protocol", "ip.proto", 9, 1).words(IpProtocol::name),
              Field.hex("checksum", "ip.checksum", 10, 2),
              Field.ipv4("source", "ip.src", 12),
              Field.ipv4("destination", "ip.dst", 16))
          .repeating(Ipv4Options::read)
          .summary(Ipv4::summary);

  private Ipv4() {}

  static Protocol dissectEither(Cursor c) {
    return c.remaining() > 0 && version(c.bytes(), c.at()) == 6 ? Protocol.IPV6 : Protocol.IPV4;
  }

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.IPV4, LENGTH)) {
      return null;
    }
    byte[] bytes = c.bytes();
    int index = c.at();
    int header = headerLength(bytes, index);
    int total = totalLength(bytes, index);
    if (version(bytes, index) != 4) {
      return c.broken(index, "the version is not 4");
    }
    if (header < LENGTH) {
      return c.broken(index, "the header length is below 20 bytes");
    }
    if (total == 0) {
      // A super-packet of more than 64 KiB, captured before segmentation (BIG TCP).
      total = c.limit() - index;
    }
    if (total < header) {
      return c.broken(index + 2, "the total length is less than the header's");
    }
    if (!c.close(index + total, index + 2) || !c.extend(header)) {
      return null;
    }
    c.pass();
    int fragment = Bytes.u16(bytes, index + 6);
    if ((fragment & OFFSET_MASK) != 0) {
      return null;
    }
    if ((fragment & MORE_FRAGMENTS) != 0) {
      c.openEnded();
    }
    return IpProtocol.next(c, protocol(bytes, index), false);
  }

  /** 4 in every IPv4 header. */
  public static int version(byte[] bytes, int index) {
    return Bytes.u8(bytes, index) >> 4;
  }

  /** In bytes, options included. */
  public static int headerLength(byte[] bytes, int index) {
    return (bytes[index] & 0xf) * 4;
  }

  /** The differentiated services code point, 0 to 63. */
  public static int dscp(byte[] bytes, int index) {
    return Bytes.u8(bytes, index + 1) >> 2;
  }

  /** Explicit congestion notification, 0 to 3. */
  public static int ecn(byte[] bytes, int index) {
    return bytes[index + 1] & 3;
  }

  /** Header and payload, in bytes. */
  public static int totalLength(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 2);
  }

  /** What all fragments of one packet share. */
  public static int identification(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 4);
  }

  /** Whether routers must not fragment it. */
  public static boolean dontFragment(byte[] bytes, int index) {
    return (bytes[index + 6] & 0x40) != 0;
  }

  /** Whether it is a fragment and not the last. */
  public static boolean moreFragments(byte[] bytes, int index) {
    return (bytes[index + 6] & 0x20) != 0;
  }

  /** Where in the whole packet's payload this fragment's belongs, in bytes. */
  public static int fragmentOffset(byte[] bytes, int index) {
    return (Bytes.u16(bytes, index + 6) & OFFSET_MASK) * 8;
  }

  /** Time to live: how many more routers it may pass. */
  public static int ttl(byte[] bytes, int index) {
    return Bytes.u8(bytes, index + 8);
  }

  /** See {@link IpProtocol}. */
  public static int protocol(byte[] bytes, int index) {
    return Bytes.u8(bytes, index + 9);
  }

  /** The header's checksum, as it stands there. */
  public static int checksum(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 10);
  }

  /** 32 bits. */
  public static int source(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 12);
  }

  /** 32 bits. */
  public static int destination(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 16);
  }

  private static String summary(Dissection d, int layer) {
    byte[] bytes = d.bytes();
    int index = d.index(layer);
    int protocol = protocol(bytes, index);
    int offset = fragmentOffset(bytes, index);
    return offset == 0 && !moreFragments(bytes, index)
        ? "IPv4 " + IpProtocol.words(protocol)
        : Text.fragment("IPv4", protocol, offset, d.payloadLength(layer));
  }
}
