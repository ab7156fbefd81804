package org.flannelgraph.packet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.MacAddress;

/**
 * Builds frames byte by byte, from the inside out: {@code ethernet(0x0800, ipv4(17, udp(...)))}. It
 * shares no code with what it tests.
 */
final class Frames {
  static final String MAC_A = "0a:00:00:00:00:01";
  static final String MAC_B = "0a:00:00:00:00:02";
  static final String A = "10.244.1.2";
  static final String B = "10.244.2.2";
  static final String A6 = "fd00:10:244:1::2";
  static final String B6 = "fd00:10:244:2::2";

  private Frames() {}

  static byte[] bytes(Object... parts) {
    ByteBuffer out = ByteBuffer.allocate(70_000);
    for (Object part : parts) {
      switch (part) {
        case byte[] bytes -> out.put(bytes);
        case String hex -> out.put(HexFormat.of().parseHex(hex.replace(" ", "")));
        case Integer number -> out.put(number.byteValue());
        case Short number -> out.putShort(number);
        case Long number -> out.putInt(number.intValue());
        default -> throw new IllegalArgumentException("not bytes: " + part);
      }
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /** 16 bits. */
  static Short u16(int number) {
    return (short) number;
  }

  /** 32 bits. */
  static Long u32(long number) {
    return number;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] ip(String address) {
    return Addresses.parse(address).getAddress();
  }

  static byte[] mac(String address) {
    return MacAddress.parse(address).bytes();
  }

  static byte[] ethernet(int type, byte[] payload) {
    return bytes(mac(MAC_B), mac(MAC_A), u16(type), payload);
  }

  static byte[] vlan(int id, int type, byte[] payload) {
    return bytes(u16(0x6000 | id), u16(type), payload);
  }

  static byte[] arp(int operation) {
    return bytes(
        "0001 0800 06 04", u16(operation), mac(MAC_A), ip(A), mac("00:00:00:00:00:00"), ip(B));
  }

  /** An IPv4 packet from {@link #A} to {@link #B}. */
  static byte[] ipv4(int protocol, byte[] payload) {
    return ipv4(protocol, 0x4000, new byte[0], payload);
  }

  static byte[] ipv4(int protocol, int fragment, byte[] options, byte[] payload) {
    int header = 20 + options.length;
    byte[] packet =
        bytes(
            0x40 | header / 4,
            0x2e,
            u16(header + payload.length),
            u16(0xbeef),
            u16(fragment),
            64,
            protocol,
            u16(0),
            ip(A),
            ip(B),
            options,
            payload);
    return put(packet, 10, sum(0, packet, 0, header));
  }

  /** An IPv6 packet from {@link #A6} to {@link #B6}. */
  static byte[] ipv6(int next, byte[] payload) {
    return ipv6(next, A6, B6, payload);
  }

  static byte[] ipv6(int next, String source, String destination, byte[] payload) {
    return bytes(
        u32(0x6b812345L), u16(payload.length), next, 64, ip(source), ip(destination), payload);
  }

  /** A datagram over IPv4 between {@link #A} and {@link #B}. */
  static byte[] udp(int source, int destination, byte[] payload) {
    return over4(
        17, 6, bytes(u16(source), u16(destination), u16(8 + payload.length), u16(0), payload));
  }

  /** A datagram over IPv6 between {@link #A6} and {@link #B6}. */
  static byte[] udp6(int source, int destination, byte[] payload) {
    return over6(
        17, 6, bytes(u16(source), u16(destination), u16(8 + payload.length), u16(0), payload));
  }

  static byte[] tcpHeader(int flags, byte[] options, byte[] payload) {
    return bytes(
        u16(49276),
        u16(8080),
        u32(0x92_09_d2_c5L),
        u32((flags & 0x10) != 0 ? 0xfe_dc_ba_98L : 0),
        u16(((20 + options.length) / 4) << 12 | flags),
        u16(42300),
        u16(0),
        u16((flags & 0x20) != 0 ? 5 : 0),
        options,
        payload);
  }

  /** A segment over IPv4 between {@link #A} and {@link #B}. */
  static byte[] tcp(int flags, byte[] options, byte[] payload) {
    return over4(6, 16, tcpHeader(flags, options, payload));
  }

  /** A segment over IPv6 between {@link #A6} and {@link #B6}. */
  static byte[] tcp6(int flags, byte[] options, byte[] payload) {
    return over6(6, 16, tcpHeader(flags, options, payload));
  }

  /** An ICMP or IGMP message. */
  static byte[] icmp(int type, int code, Object... rest) {
    return summed(2, bytes(type, code, u16(0), bytes(rest)));
  }

  /** The message with its checksum in place. */
  static byte[] summed(int place, byte[] message) {
    return put(message, place, sum(0, message, 0, message.length));
  }

  /** An ICMPv6 message between {@link #A6} and {@link #B6}. */
  static byte[] icmpv6(int type, int code, Object... rest) {
    return over6(58, 2, bytes(type, code, u16(0), bytes(rest)));
  }

  static byte[] vxlan(int vni, byte[] frame) {
    return bytes("08000000", u32((long) vni << 8), frame);
  }

  /** A VXLAN packet over IPv4, Flannel's port. */
  static byte[] overlay(byte[] frame) {
    return ethernet(0x0800, ipv4(17, udp(41579, 8472, vxlan(1, frame))));
  }

  private static byte[] over4(int protocol, int place, byte[] message) {
    long pseudo = pseudo(ip(A), ip(B), protocol, message.length);
    return put(message, place, sum(pseudo, message, 0, message.length));
  }

  private static byte[] over6(int protocol, int place, byte[] message) {
    long pseudo = pseudo(ip(A6), ip(B6), protocol, message.length);
    return put(message, place, sum(pseudo, message, 0, message.length));
  }

  /** The sum of a pseudo-header, not inverted: what an offloading sender leaves in the checksum. */
  static long pseudo(byte[] source, byte[] destination, int protocol, int length) {
    long sum = (long) protocol + length;
    for (byte[] address : new byte[][] {source, destination}) {
      for (int i = 0; i < address.length; i += 2) {
        sum += (address[i] & 0xff) << 8 | (address[i + 1] & 0xff);
      }
    }
    return sum;
  }

  static int fold(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (int) folded;
  }

  private static int sum(long start, byte[] bytes, int from, int to) {
    long sum = start;
    for (int i = from; i < to; i++) {
      sum += (i - from) % 2 == 0 ? (bytes[i] & 0xff) << 8 : bytes[i] & 0xff;
    }
    int result = ~fold(sum) & 0xffff;
    return result == 0 ? 0xffff : result;
  }

  /** The same with 16 bits replaced. */
  static byte[] put(byte[] bytes, int offset, int number) {
    byte[] copy = bytes.clone();
    copy[offset] = (byte) (number >> 8);
    copy[offset + 1] = (byte) number;
    return copy;
  }

  static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }
}
