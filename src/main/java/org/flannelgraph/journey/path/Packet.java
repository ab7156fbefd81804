package org.flannelgraph.journey.path;

import java.net.InetAddress;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.RouteQuestion;
import org.jspecify.annotations.Nullable;

/**
 * What of a frame decides where it goes.
 *
 * @param from its source MAC address
 * @param to its destination MAC address
 * @param length bytes of the frame, its Ethernet header included
 * @param ip the IP packet that it carries; null if it carries none
 */
record Packet(MacAddress from, MacAddress to, int length, @Nullable Ip ip) {
  private static final long MULTICAST = 1L << 40;
  private static final int TCP = 6;
  private static final int UDP = 17;

  /** What a VLAN tag takes. */
  private static final int VLAN_TAG = 4;

  /** What the header of Ethernet takes. */
  static final int ETHERNET = 14;

  /** Whether it is for many. */
  boolean isMulticast() {
    return (to.value() & MULTICAST) != 0;
  }

  /**
   * Whether it is a super-packet where an interface of this MTU has it: segments that are not cut
   * yet (GSO) or merged already (GRO). No other is longer than what the interface takes.
   */
  boolean isSuperPacket(int mtu) {
    return length - ETHERNET > mtu + VLAN_TAG && ip != null && ip.isDivisible();
  }

  /** The same, sent on over the next link. */
  Packet sent(MacAddress by, MacAddress next) {
    return new Packet(by, next, length, ip == null ? null : ip.aged());
  }

  /**
   * An IP packet.
   *
   * @param protocol the number of what it carries
   * @param sourcePort 0 where there is none
   * @param destinationPort 0 where there is none
   * @param ttl time to live, or hop limit
   * @param length bytes, its header included
   * @param mayBeCut whether routers may send it on in fragments
   * @param inside what a VXLAN device put into it; null if none did
   */
  record Ip(
      InetAddress source,
      InetAddress destination,
      int protocol,
      int sourcePort,
      int destinationPort,
      int ttl,
      int length,
      boolean mayBeCut,
      @Nullable Tunnelled inside) {
    Ip aged() {
      return new Ip(
          source,
          destination,
          protocol,
          sourcePort,
          destinationPort,
          ttl - 1,
          length,
          mayBeCut,
          inside);
    }

    /** The question for its route. */
    RouteQuestion question() {
      return RouteQuestion.to(destination)
          .from(source)
          .carrying(protocol, sourcePort, destinationPort);
    }

    /** Whether it carries what can be cut into segments: TCP or, less often, UDP; also inside. */
    boolean isDivisible() {
      if (inside != null) {
        return inside.packet().ip() != null && inside.packet().ip().isDivisible();
      }
      return protocol == TCP || protocol == UDP;
    }

    int family() {
      return Family.of(destination);
    }
  }

  /** A frame in a VXLAN packet. */
  record Tunnelled(int vni, Packet packet) {}
}
