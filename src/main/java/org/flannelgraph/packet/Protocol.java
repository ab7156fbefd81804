package org.flannelgraph.packet;

import java.util.List;

/** The headers that we know: a line each, told in full by the class of that name. */
// Lists and functions can be changed for all that Error Prone knows; a header's never are.
@SuppressWarnings("ImmutableEnumChecker")
public enum Protocol {
  ETHERNET(Ethernet.HEADER),
  VLAN(Vlan.HEADER),
  SERVICE_VLAN(Vlan.SERVICE),
  SLL(Sll.HEADER),
  SLL2(Sll2.HEADER),
  LOOPBACK(Loopback.HEADER),
  LLC(Llc.HEADER),
  STP(Stp.HEADER),
  ARP(Arp.HEADER),
  /** IPv4 or IPv6, as the first four bits tell. A dissection has no layer of that name. */
  IP(Header.of("ip", "ip", "IP", Ipv4::dissectEither)),
  IPV4(Ipv4.HEADER),
  IPV6(Ipv6.HEADER),
  HOP_BY_HOP(Ipv6Options.HOP_BY_HOP),
  ROUTING(Ipv6Routing.HEADER),
  FRAGMENT(Ipv6Fragment.HEADER),
  DESTINATION(Ipv6Options.DESTINATION),
  AH(Ah.HEADER),
  ICMP(Icmp.HEADER),
  ICMPV6(Icmpv6.HEADER),
  IGMP(Igmp.HEADER),
  UDP(Udp.HEADER),
  TCP(Tcp.HEADER),
  VXLAN(Vxlan.HEADER),
  GENEVE(Geneve.HEADER),
  GRE(Gre.HEADER),
  WIREGUARD(WireGuard.HEADER),
  DNS(Dns.HEADER),
  DHCP(Dhcp.HEADER),
  HTTP(Http.HEADER);

  private final Header header;
  private final Header.Dissector dissector;

  Protocol(Header header) {
    this.header = header;
    this.dissector = header.dissector();
  }

  Header header() {
    return header;
  }

  Header.Dissector dissector() {
    return dissector;
  }

  /** Its name in our JSON: {@code ipv4}. */
  public String label() {
    return header.label();
  }

  /** Its name in Wireshark's display filters: {@code ip}. */
  public String filter() {
    return header.filter();
  }

  /** Its name for people: {@code IPv4}. */
  public String title() {
    return header.title();
  }

  /**
   * The fields that such a header has at most once, in the order of their bytes. Those that repeat
   * (options, records) are only in {@link Dissection#fields}.
   */
  public List<Field> fields() {
    return header.fields();
  }

  /** Whether a frame starts with it. */
  public boolean isLink() {
    return switch (this) {
      case ETHERNET, SLL, SLL2, LOOPBACK -> true;
      default -> false;
    };
  }

  /** Whether it is a VLAN tag. */
  public boolean isVlan() {
    return this == VLAN || this == SERVICE_VLAN;
  }

  /** Whether a packet of its own follows, which hosts in between do not look at. */
  public boolean isTunnel() {
    return this == VXLAN || this == GENEVE || this == GRE;
  }

  /** Whether it carries addresses that routers read: IPv4 and IPv6. */
  public boolean isIp() {
    return this == IPV4 || this == IPV6;
  }

  /** Whether it stands between an IP header and what that carries, as IPv6's extension headers. */
  public boolean isExtension() {
    return switch (this) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION, AH -> true;
      default -> false;
    };
  }
}
