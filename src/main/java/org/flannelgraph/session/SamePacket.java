package org.flannelgraph.session;

import java.nio.ByteBuffer;
import org.flannelgraph.linux.netfilter.TracedPacket;

/** Tells whether a traced packet is one that was captured, by what routers do not change. */
final class SamePacket {
  private static final int ICMP = 1;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final int IPV6_HEADER = 40;

  private SamePacket() {}

  /** A number that is equal for packets that are the same; the same one may stand for others. */
  static int key(ByteBuffer packet) {
    int length = packet.remaining();
    if (length >= 20 && version(packet) == 4) {
      return 31 * hash(packet, 4, 2) + hash(packet, 12, 8);
    }
    return length >= IPV6_HEADER ? hash(packet, 8, 32) : 0;
  }

  private static int hash(ByteBuffer bytes, int at, int length) {
    return bytes.slice(bytes.position() + at, length).hashCode();
  }

  /**
   * Compares.
   *
   * @param packet the captured bytes from the IP header on
   */
  static boolean isSame(TracedPacket traced, ByteBuffer packet) {
    ByteBuffer network = traced.network();
    if (network.remaining() < 20 || packet.remaining() < 20) {
      return false;
    }
    int version = version(network);
    if (version != version(packet)) {
      return false;
    }
    return version == 4 ? isSame4(traced, network, packet) : isSame6(traced, network, packet);
  }

  private static int version(ByteBuffer ip) {
    return ip.get(ip.position()) >> 4 & 0xf;
  }

  private static boolean isSame4(TracedPacket traced, ByteBuffer network, ByteBuffer packet) {
    boolean sameHeader =
        same(network, 4, packet, 4, 2) // identification
            && same(network, 9, packet, 9, 1)
            && same(network, 12, packet, 12, 8);
    int header = (packet.get(packet.position()) & 0xf) * 4;
    return sameHeader
        && sameTransport(traced.transport(), packet, header, packet.get(packet.position() + 9));
  }

  private static boolean isSame6(TracedPacket traced, ByteBuffer network, ByteBuffer packet) {
    boolean sameHeader =
        network.remaining() >= IPV6_HEADER
            && packet.remaining() >= IPV6_HEADER
            && same(network, 6, packet, 6, 1)
            && same(network, 8, packet, 8, 32);
    return sameHeader
        && sameTransport(
            traced.transport(), packet, IPV6_HEADER, packet.get(packet.position() + 6));
  }

  /** The first bytes of it, but for the checksum. */
  private static boolean sameTransport(
      ByteBuffer transport, ByteBuffer packet, int offset, int protocol) {
    if (transport.remaining() < 8) {
      return true; // a fragment has none
    }
    return switch (protocol) {
      case ICMP, ICMPV6 ->
          same(transport, 0, packet, offset, 2) && same(transport, 4, packet, offset + 4, 4);
      case UDP -> same(transport, 0, packet, offset, 6);
      default -> same(transport, 0, packet, offset, Math.min(transport.remaining(), 14));
    };
  }

  private static boolean same(ByteBuffer one, int at, ByteBuffer other, int there, int length) {
    if (one.remaining() < at + length || other.remaining() < there + length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (one.get(one.position() + at + i) != other.get(other.position() + there + i)) {
        return false;
      }
    }
    return true;
  }
}
