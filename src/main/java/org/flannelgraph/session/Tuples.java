package org.flannelgraph.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.flannelgraph.linux.netfilter.Tuple;

/** Reads from a packet by what connection tracking knows it. */
final class Tuples {
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final int IPV6_HEADER = 40;
  private static final int LEAST = 8;

  private Tuples() {}

  /**
   * The tuple of a packet of TCP, UDP or an echo; empty for others.
   *
   * @param packet its bytes from the IP header on
   */
  static Optional<Tuple> of(ByteBuffer packet) {
    ByteBuffer ip = packet.slice();
    if (ip.remaining() < 20) {
      return Optional.empty();
    }
    boolean isIpv6 = (ip.get(0) >> 4 & 0xf) == 6;
    int header = isIpv6 ? IPV6_HEADER : (ip.get(0) & 0xf) * 4;
    if (ip.remaining() < header + LEAST) {
      return Optional.empty();
    }
    InetAddress source = isIpv6 ? address(ip, 8, 16) : address(ip, 12, 4);
    InetAddress destination = isIpv6 ? address(ip, 24, 16) : address(ip, 16, 4);
    int first = Short.toUnsignedInt(ip.getShort(header));
    int second = Short.toUnsignedInt(ip.getShort(header + 2));
    return switch (ip.get(isIpv6 ? 6 : 9)) {
      case TCP -> Optional.of(Tuple.tcp(source, first, destination, second));
      case UDP -> Optional.of(Tuple.udp(source, first, destination, second));
      case ICMP, ICMPV6 ->
          Optional.of(
              Tuple.echo(source, destination, Short.toUnsignedInt(ip.getShort(header + 4))));
      default -> Optional.empty();
    };
  }

  private static InetAddress address(ByteBuffer ip, int at, int length) {
    byte[] bytes = new byte[length];
    ip.get(at, bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
