package org.flannelgraph.linux.netfilter;

import java.net.InetAddress;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/**
 * By what conntrack knows the packets of one direction of a connection
 * (linux/netfilter/nfnetlink_conntrack.h, CTA_TUPLE_).
 *
 * @param protocol the number of the protocol above IP
 */
public record Tuple(InetAddress source, InetAddress destination, int protocol, Key key) {
  /** What tells connections between two addresses apart. */
  public sealed interface Key {}

  /** Of TCP, UDP, UDP-Lite, SCTP and DCCP; of GRE its keys. */
  public record Ports(int source, int destination) implements Key {}

  /** Of ICMP and ICMPv6. */
  public record Icmp(int type, int code, int id) implements Key {}

  /** Other protocols have nothing. */
  public record None() implements Key {}

  private static final int ECHO_REPLY = 0;
  private static final int ECHO_REQUEST = 8;
  private static final int ECHO_REQUEST_V6 = 128;
  private static final int ECHO_REPLY_V6 = 129;

  private static final Attribute<InetAddress> CTA_IP_V4_SRC =
      new Attribute<>(1, "CTA_IP_V4_SRC", Format.IP);
  private static final Attribute<InetAddress> CTA_IP_V4_DST =
      new Attribute<>(2, "CTA_IP_V4_DST", Format.IP);
  private static final Attribute<InetAddress> CTA_IP_V6_SRC =
      new Attribute<>(3, "CTA_IP_V6_SRC", Format.IP);
  private static final Attribute<InetAddress> CTA_IP_V6_DST =
      new Attribute<>(4, "CTA_IP_V6_DST", Format.IP);
  private static final AttributeTable ADDRESSES =
      AttributeTable.of(CTA_IP_V4_SRC, CTA_IP_V4_DST, CTA_IP_V6_SRC, CTA_IP_V6_DST);

  private static final Attribute<Integer> CTA_PROTO_NUM =
      new Attribute<>(1, "CTA_PROTO_NUM", Format.U8);
  private static final Attribute<Integer> CTA_PROTO_SRC_PORT =
      new Attribute<>(2, "CTA_PROTO_SRC_PORT", Format.BE16);
  private static final Attribute<Integer> CTA_PROTO_DST_PORT =
      new Attribute<>(3, "CTA_PROTO_DST_PORT", Format.BE16);
  private static final Attribute<Integer> CTA_PROTO_ICMP_ID =
      new Attribute<>(4, "CTA_PROTO_ICMP_ID", Format.BE16);
  private static final Attribute<Integer> CTA_PROTO_ICMP_TYPE =
      new Attribute<>(5, "CTA_PROTO_ICMP_TYPE", Format.U8);
  private static final Attribute<Integer> CTA_PROTO_ICMP_CODE =
      new Attribute<>(6, "CTA_PROTO_ICMP_CODE", Format.U8);
  private static final Attribute<Integer> CTA_PROTO_ICMPV6_ID =
      new Attribute<>(7, "CTA_PROTO_ICMPV6_ID", Format.BE16);
  private static final Attribute<Integer> CTA_PROTO_ICMPV6_TYPE =
      new Attribute<>(8, "CTA_PROTO_ICMPV6_TYPE", Format.U8);
  private static final Attribute<Integer> CTA_PROTO_ICMPV6_CODE =
      new Attribute<>(9, "CTA_PROTO_ICMPV6_CODE", Format.U8);
  private static final AttributeTable PROTOCOL =
      AttributeTable.of(
          CTA_PROTO_NUM,
          CTA_PROTO_SRC_PORT,
          CTA_PROTO_DST_PORT,
          CTA_PROTO_ICMP_ID,
          CTA_PROTO_ICMP_TYPE,
          CTA_PROTO_ICMP_CODE,
          CTA_PROTO_ICMPV6_ID,
          CTA_PROTO_ICMPV6_TYPE,
          CTA_PROTO_ICMPV6_CODE);

  private static final Attribute<Attributes> CTA_TUPLE_IP =
      new Attribute<>(1, "CTA_TUPLE_IP", Format.nested(ADDRESSES));
  private static final Attribute<Attributes> CTA_TUPLE_PROTO =
      new Attribute<>(2, "CTA_TUPLE_PROTO", Format.nested(PROTOCOL));
  static final AttributeTable TABLE = AttributeTable.of(CTA_TUPLE_IP, CTA_TUPLE_PROTO);

  /** Packets of TCP. */
  public static Tuple tcp(
      InetAddress source, int sourcePort, InetAddress destination, int destinationPort) {
    return new Tuple(source, destination, Protocols.TCP, new Ports(sourcePort, destinationPort));
  }

  /** Packets of UDP. */
  public static Tuple udp(
      InetAddress source, int sourcePort, InetAddress destination, int destinationPort) {
    return new Tuple(source, destination, Protocols.UDP, new Ports(sourcePort, destinationPort));
  }

  /**
   * The echo requests of one ping, of ICMP or ICMPv6 as the addresses are.
   *
   * @param id the identifier in its header
   */
  public static Tuple echo(InetAddress source, InetAddress destination, int id) {
    return Addresses.isIpv6(source)
        ? new Tuple(source, destination, Protocols.ICMPV6, new Icmp(ECHO_REQUEST_V6, 0, id))
        : new Tuple(source, destination, Protocols.ICMP, new Icmp(ECHO_REQUEST, 0, id));
  }

  /**
   * That of the packets which answer these where no address is translated. Of ICMP only echoes are
   * known here to have answers.
   */
  public Tuple turned() {
    Key turned =
        switch (key) {
          case Ports(int from, int to) -> new Ports(to, from);
          case Icmp(int type, int code, int id) -> new Icmp(answer(type), code, id);
          case None none -> none;
        };
    return new Tuple(/* source= */ destination, /* destination= */ source, protocol, turned);
  }

  private int answer(int type) {
    if (protocol == Protocols.ICMP) {
      return type == ECHO_REQUEST ? ECHO_REPLY : type == ECHO_REPLY ? ECHO_REQUEST : type;
    }
    return type == ECHO_REQUEST_V6 ? ECHO_REPLY_V6 : type == ECHO_REPLY_V6 ? ECHO_REQUEST_V6 : type;
  }

  /** Whether its addresses are those of IPv6. */
  public boolean isIpv6() {
    return Addresses.isIpv6(source);
  }

  /** The family of its addresses. */
  NetfilterFamily family() {
    return isIpv6() ? NetfilterFamily.IP6 : NetfilterFamily.IP;
  }

  Attributes attributes() {
    Attributes addresses = new Attributes();
    addresses.put(isIpv6() ? CTA_IP_V6_SRC : CTA_IP_V4_SRC, source);
    addresses.put(isIpv6() ? CTA_IP_V6_DST : CTA_IP_V4_DST, destination);
    Attributes proto = new Attributes().put(CTA_PROTO_NUM, protocol);
    switch (key) {
      case Ports(int from, int to) ->
          proto.put(CTA_PROTO_SRC_PORT, from).put(CTA_PROTO_DST_PORT, to);
      case Icmp(int type, int code, int id) when protocol == Protocols.ICMP ->
          proto
              .put(CTA_PROTO_ICMP_ID, id)
              .put(CTA_PROTO_ICMP_TYPE, type)
              .put(CTA_PROTO_ICMP_CODE, code);
      case Icmp(int type, int code, int id) ->
          proto
              .put(CTA_PROTO_ICMPV6_ID, id)
              .put(CTA_PROTO_ICMPV6_TYPE, type)
              .put(CTA_PROTO_ICMPV6_CODE, code);
      case None() -> {}
    }
    return new Attributes().put(CTA_TUPLE_IP, addresses).put(CTA_TUPLE_PROTO, proto);
  }

  /** Reads one; empty if it lacks an address. */
  static Optional<Tuple> find(Attributes tuple) {
    Attributes addresses = tuple.get(CTA_TUPLE_IP, new Attributes());
    Attributes proto = tuple.get(CTA_TUPLE_PROTO, new Attributes());
    Optional<InetAddress> source =
        addresses.find(CTA_IP_V4_SRC).or(() -> addresses.find(CTA_IP_V6_SRC));
    Optional<InetAddress> destination =
        addresses.find(CTA_IP_V4_DST).or(() -> addresses.find(CTA_IP_V6_DST));
    if (source.isEmpty() || destination.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Tuple(source.get(), destination.get(), proto.get(CTA_PROTO_NUM, 0), key(proto)));
  }

  private static Key key(Attributes proto) {
    if (proto.has(CTA_PROTO_SRC_PORT)) {
      return new Ports(proto.get(CTA_PROTO_SRC_PORT, 0), proto.get(CTA_PROTO_DST_PORT, 0));
    }
    if (proto.has(CTA_PROTO_ICMP_TYPE)) {
      return new Icmp(
          proto.get(CTA_PROTO_ICMP_TYPE, 0),
          proto.get(CTA_PROTO_ICMP_CODE, 0),
          proto.get(CTA_PROTO_ICMP_ID, 0));
    }
    if (proto.has(CTA_PROTO_ICMPV6_TYPE)) {
      return new Icmp(
          proto.get(CTA_PROTO_ICMPV6_TYPE, 0),
          proto.get(CTA_PROTO_ICMPV6_CODE, 0),
          proto.get(CTA_PROTO_ICMPV6_ID, 0));
    }
    return new None();
  }

  /** As conntrack prints it: {@code src=10.0.0.2 dst=10.0.1.2 sport=4000 dport=53}. */
  @Override
  public String toString() {
    String addresses = "src=" + Addresses.format(source) + " dst=" + Addresses.format(destination);
    return switch (key) {
      case Ports(int from, int to) when protocol == Protocols.GRE ->
          "%s srckey=0x%x dstkey=0x%x".formatted(addresses, from, to);
      case Ports(int from, int to) -> addresses + " sport=" + from + " dport=" + to;
      case Icmp(int type, int code, int id) ->
          addresses + " type=" + type + " code=" + code + " id=" + id;
      case None() -> addresses;
    };
  }
}
