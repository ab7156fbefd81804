package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/**
 * TCP (RFC 9293).
 *
 * <pre>
 *  0                              2                4                6
 *  | source port                  | destination port                |
 *  4 sequence number, 8 acknowledgment number
 * 12                             14               16                18
 *  | offset:4 reserved:3 flags:9  | window         | checksum        | urgent pointer |
 * 20 options
 * </pre>
 */
public final class Tcp {
  public static final int FIN = 0x01;
  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;
  public static final int URG = 0x20;
  public static final int ECE = 0x40;
  public static final int CWR = 0x80;
  public static final int AE = 0x100;

  static final int LENGTH = 20;
  private static final int FLAGS_MASK = 0x1ff;

  // In the order in which people say them.
  private static final String[] FLAG_NAMES = {
    "SYN", "FIN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"
  };
  private static final int[] FLAG_BITS = {SYN, FIN, RST, PSH, ACK, URG, ECE, CWR, AE};

  static final Header HEADER =
      Header.of(
              "tcp",
              "tcp",
              "TCP",
              Tcp::dissect,
              Field.decimal("sourcePort", "tcp.srcport", 0, 2),
              Field.decimal("destinationPort", "tcp.dstport", 2, 2),
              Field.decimal("sequence", "tcp.seq_raw", 4, 4),
              Field.decimal("acknowledgment", "tcp.ack_raw", 8, 4),
              Field.bits("headerLength", "tcp.hdr_len", 96, 4).times(4),
              Field.bits("flags", "tcp.flags", 100, 12).words(Tcp::flagNames),
              Field.decimal("window", "tcp.window_size_value", 14, 2),
              Field.hex("checksum", "tcp.checksum", 16, 2),
              Field.decimal("urgentPointer", "tcp.urgent_pointer", 18, 2))
          .repeating(TcpOptions::read)
          .summary(Tcp::summary);

  private Tcp() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (!c.open(Protocol.TCP, LENGTH)) {
      return null;
    }
    int header = headerLength(c.bytes(), c.at());
    if (header < LENGTH) {
      return c.broken(c.at() + 12, "the header length is below 20 bytes");
    }
    if (!c.extend(header)) {
      return null;
    }
    int index = c.at();
    c.pass();
    return c.remaining() < Http.LEAST || c.inQuote() ? null : Http.orDns(c, index);
  }

  private static String summary(Dissection d, int layer) {
    int length = d.payloadLength(layer);
    String flags = flagNames(flags(d.bytes(), d.index(layer)));
    return length == 0 ? flags : flags + ", " + Text.bytes(length);
  }

  /** 0 to 65535. */
  public static int sourcePort(byte[] bytes, int index) {
    return Bytes.u16(bytes, index);
  }

  /** 0 to 65535. */
  public static int destinationPort(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 2);
  }

  /** The number of the first byte, modulo 2^32; not relative to anything. */
  public static int sequence(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 4);
  }

  /** The number of the next byte expected from the other side, modulo 2^32. */
  public static int acknowledgment(byte[] bytes, int index) {
    return Bytes.i32(bytes, index + 8);
  }

  /** In bytes, options included. */
  public static int headerLength(byte[] bytes, int index) {
    return (bytes[index + 12] >> 4 & 0xf) * 4;
  }

  /** {@link #SYN} and so on, or-ed. */
  public static int flags(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 12) & FLAGS_MASK;
  }

  /** As it stands there, not scaled. */
  public static int window(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 14);
  }

  /** As it stands there. */
  public static int checksum(byte[] bytes, int index) {
    return Bytes.u16(bytes, index + 16);
  }

  /** Flags in words, as {@code SYN ACK}; {@code none} if none is set. */
  public static String flagNames(long flags) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < FLAG_BITS.length; i++) {
      if ((flags & FLAG_BITS[i]) != 0) {
        names.append(names.isEmpty() ? "" : " ").append(FLAG_NAMES[i]);
      }
    }
    return names.isEmpty() ? "none" : names.toString();
  }
}
