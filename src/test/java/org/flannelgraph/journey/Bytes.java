package org.flannelgraph.journey;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Headers around payloads, for frames that no kernel is asked to send. Checksums are left 0. */
final class Bytes {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int ACK = 0x10;
  static final int DONT_FRAGMENT = 0x4000;
  static final int MORE_FRAGMENTS = 0x2000;

  private Bytes() {}

  /** So many bytes, all different from those of another seed. */
  static byte[] payload(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + seed * 17 + (i >> 8));
    }
    return bytes;
  }

  /** An Ethernet frame between locally administered addresses that end in those numbers. */
  static byte[] ethernet(int source, int destination, byte[] packet) {
    int type = (packet[0] >> 4 & 0xf) == 6 ? 0x86dd : 0x0800;
    return ByteBuffer.allocate(14 + packet.length)
        .putShort((short) 0x0200)
        .putInt(destination)
        .putShort((short) 0x0200)
        .putInt(source)
        .putShort((short) type)
        .put(packet)
        .array();
  }

  /**
   * An IPv4 packet.
   *
   * @param flags {@link #DONT_FRAGMENT}, {@link #MORE_FRAGMENTS}, or-ed with the offset in 8 bytes
   */
  static byte[] ipv4(
      String source, String destination, int ttl, int id, int flags, int protocol, byte[] data) {
    return ByteBuffer.allocate(20 + data.length)
        .put((byte) 0x45)
        .put((byte) 0)
        .putShort((short) (20 + data.length))
        .putShort((short) id)
        .putShort((short) flags)
        .put((byte) ttl)
        .put((byte) protocol)
        .putShort((short) 0)
        .put(address(source))
        .put(address(destination))
        .put(data)
        .array();
  }

  static byte[] udp(int source, int destination, byte[] data) {
    return ByteBuffer.allocate(8 + data.length)
        .putShort((short) source)
        .putShort((short) destination)
        .putShort((short) (8 + data.length))
        .putShort((short) 0)
        .put(data)
        .array();
  }

  static byte[] tcp(int source, int destination, int sequence, int ack, int flags, byte[] data) {
    return ByteBuffer.allocate(20 + data.length)
        .putShort((short) source)
        .putShort((short) destination)
        .putInt(sequence)
        .putInt(ack)
        .putShort((short) (0x5000 | flags))
        .putShort((short) 500)
        .putInt(0)
        .put(data)
        .array();
  }

  static byte[] echo(int type, int id, int sequence, byte[] data) {
    return ByteBuffer.allocate(8 + data.length)
        .put((byte) type)
        .put((byte) 0)
        .putShort((short) 0)
        .putShort((short) id)
        .putShort((short) sequence)
        .put(data)
        .array();
  }

  /** What a tunnel's packet carries in its UDP payload. */
  static byte[] vxlan(byte[] frame) {
    return ByteBuffer.allocate(8 + frame.length)
        .put((byte) 0x08)
        .put(new byte[3])
        .putInt(1 << 8)
        .put(frame)
        .array();
  }

  /** A part of some bytes. */
  static byte[] part(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] address(String dotted) {
    byte[] bytes = new byte[4];
    String[] parts = dotted.split("\\.", -1);
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return bytes;
  }
}
