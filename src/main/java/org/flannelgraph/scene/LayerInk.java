package org.flannelgraph.scene;

import org.flannelgraph.packet.Protocol;

/** The colour of each layer, the same everywhere. */
public final class LayerInk {
  private LayerInk() {}

  /** For its edge and text. */
  public static Ink of(Protocol protocol) {
    return switch (protocol) {
      case ETHERNET, SLL, SLL2, LOOPBACK -> Ink.ETHERNET;
      case ARP, VLAN, SERVICE_VLAN, LLC, STP -> Ink.LINK;
      case IP, IPV4, IPV6, HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION, AH -> Ink.IP;
      case ICMP, ICMPV6, IGMP -> Ink.ICMP;
      case UDP -> Ink.UDP;
      case TCP -> Ink.TCP;
      case VXLAN, GENEVE, GRE, WIREGUARD -> Ink.TUNNEL;
      case DNS, DHCP, HTTP -> Ink.PAYLOAD;
    };
  }

  /** What it is filled with. */
  static Ink fill(Protocol protocol) {
    return Ink.values()[of(protocol).ordinal() + 1]; // the one after it, by its name
  }
}
