package org.flannelgraph.packet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers that we know: one line each, told in full by the class of the same name.
 *
 * <p>Every field table is in the order of the bytes.
 */
public enum Protocol {
  ETHERNET("ethernet", "eth", "Ethernet", Ethernet::dissect, Ethernet.FIELDS),
  VLAN("vlan", "vlan", "802.1Q VLAN", Vlan::dissect, Vlan.FIELDS),
  SLL("sll", "sll", "Linux cooked capture", Sll::dissect, Sll.FIELDS),
  SLL2("sll2", "sll", "Linux cooked capture v2", Sll2::dissect, Sll2.FIELDS),
  LOOPBACK("loopback", "null", "BSD loopback", Loopback::dissect, Loopback.FIELDS),
  ARP("arp", "arp", "ARP", Arp::dissect, Arp.FIELDS),
  /** No header of its own: IPv4 or IPv6, as the first four bits tell. Never in a layer table. */
  IP("ip", "ip", "IP", Ipv4::dissectEither, List.of()),
  IPV4("ipv4", "ip", "IPv4", Ipv4::dissect, Ipv4.FIELDS),
  IPV6("ipv6", "ipv6", "IPv6", Ipv6::dissect, Ipv6.FIELDS),
  HOP_BY_HOP(
      "hop-by-hop", "ipv6.hopopts", "IPv6 Hop-by-Hop", Ipv6Options::hopByHop, Ipv6Options.FIELDS),
  ROUTING("routing", "ipv6.routing", "IPv6 Routing", Ipv6Routing::dissect, Ipv6Routing.FIELDS),
  FRAGMENT(
      "fragment", "ipv6.fraghdr", "IPv6 Fragment", Ipv6Fragment::dissect, Ipv6Fragment.FIELDS),
  DESTINATION(
      "destination", "ipv6.dstopts", "IPv6 Destination", Ipv6Options::destination, Ipv6Options.FIELDS),
  AH("ah", "ah", "Authentication Header", Ah::dissect, Ah.FIELDS),
  ICMP("icmp", "icmp", "ICMP", Icmp::dissect, Icmp.FIELDS),
  ICMPV6("icmpv6", "icmpv6", "ICMPv6", Icmpv6::dissect, Icmpv6.FIELDS),
  UDP("udp", "udp", "UDP", Udp::dissect, Udp.FIELDS),
  TCP("tcp", "tcp", "TCP", Tcp::dissect, Tcp.FIELDS),
  VXLAN("vxlan", "vxlan", "VXLAN", Vxlan::dissect, Vxlan.FIELDS);

  /** Reads one header where the dissection stands. */
  @FunctionalInterface
  interface Dissector {
    /** Notes the layer and returns what follows it, or {@code null} if nothing that we know. */
    @Nullable Protocol dissect(Dissection dissection);
  }

  private static final Protocol[] VALUES = values();

  private final String label;
  private final String filter;
  private final String title;
  private final Dissector dissector;
  private final List<Field> fields;
  private final Parts.Repeated repeated;

  Protocol(String label, String filter, String title, Dissector dissector, List<Field> fields) {
    this(label, filter, title, dissector, fields, (dissection, layer, parts) -> {});
  }

  Protocol(
      String label,
      String filter,
      String title,
      Dissector dissector,
      List<Field> fields,
      Parts.Repeated repeated) {
    this.label = label;
    this.filter = filter;
    this.title = title;
    this.dissector = dissector;
    this.fields = fields;
    this.repeated = repeated;
  }

  static Protocol of(int ordinal) {
    return VALUES[ordinal];
  }

  Dissector dissector() {
    return dissector;
  }

  Parts.Repeated repeated() {
    return repeated;
  }

  /** Its name in our JSON: {@code ipv4}. */
  public String label() {
    return label;
  }

  /** Its name in Wireshark's display filters: {@code ip}. */
  public String filter() {
    return filter;
  }

  /** Its name for people: {@code IPv4}. */
  public String title() {
    return title;
  }

  /**
   * The fields that such a header has at most once, in the order of their bytes. Those that repeat
   * (options, records) are only in {@link Dissection#fields}.
   */
  public List<Field> fields() {
    return fields;
  }

  /** Whether a packet of its own follows, which hosts in between do not look at. */
  public boolean isTunnel() {
    return this == VXLAN;
  }

  /** Whether it carries addresses that routers read: IPv4 and IPv6. */
  public boolean isIp() {
    return this == IPV4 || this == IPV6;
  }
}
