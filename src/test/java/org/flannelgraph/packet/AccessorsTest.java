package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The static accessors read what the tables of fields read, which tshark agrees with. */
class AccessorsTest {
  /** A static accessor of a header's class. */
  @FunctionalInterface
  interface Accessor {
    long read(byte[] bytes, int index);
  }

  private static Arguments of(Protocol protocol, String field, Accessor accessor) {
    return Arguments.of(protocol, field, accessor);
  }

  private static Accessor flag(FlagAccessor accessor) {
    return (bytes, index) -> accessor.read(bytes, index) ? 1 : 0;
  }

  /** A static accessor of a flag. */
  @FunctionalInterface
  interface FlagAccessor {
    boolean read(byte[] bytes, int index);
  }

  static Stream<Arguments> accessors() {
    return Stream.of(links(), ip(), transport(), messages()).flatMap(accessors -> accessors);
  }

  private static Stream<Arguments> links() {
    return Stream.of(
        of(Protocol.ETHERNET, "destination", Ethernet::destination),
        of(Protocol.ETHERNET, "source", Ethernet::source),
        of(Protocol.ETHERNET, "type", Ethernet::type),
        of(Protocol.VLAN, "id", Vlan::id),
        of(Protocol.VLAN, "priority", Vlan::priority),
        of(Protocol.SERVICE_VLAN, "type", Vlan::type),
        of(Protocol.SLL2, "interfaceIndex", Sll2::interfaceIndex),
        of(Protocol.ARP, "operation", Arp::operation),
        of(Protocol.ARP, "senderMac", Arp::senderMac),
        of(Protocol.ARP, "senderIp", Arp::senderIp),
        of(Protocol.ARP, "targetMac", Arp::targetMac),
        of(Protocol.ARP, "targetIp", Arp::targetIp),
        of(Protocol.VXLAN, "vni", Vxlan::vni),
        of(Protocol.VXLAN, "vniFlag", flag(Vxlan::hasVni)),
        of(Protocol.VXLAN, "groupPolicyFlag", flag(Vxlan::hasGroupPolicy)),
        of(Protocol.VXLAN, "groupPolicyId", Vxlan::groupPolicyId),
        of(Protocol.GENEVE, "vni", Geneve::vni),
        of(Protocol.GRE, "key", Gre::key),
        of(Protocol.GRE, "keyFlag", flag(Gre::hasKey)),
        of(Protocol.GRE, "checksumFlag", flag(Gre::hasChecksum)));
  }

  private static Stream<Arguments> ip() {
    return Stream.of(
        of(Protocol.IPV4, "version", Ipv4::version),
        of(Protocol.IPV4, "headerLength", Ipv4::headerLength),
        of(Protocol.IPV4, "dscp", Ipv4::dscp),
        of(Protocol.IPV4, "ecn", Ipv4::ecn),
        of(Protocol.IPV4, "totalLength", Ipv4::totalLength),
        of(Protocol.IPV4, "identification", Ipv4::identification),
        of(Protocol.IPV4, "dontFragment", flag(Ipv4::dontFragment)),
        of(Protocol.IPV4, "moreFragments", flag(Ipv4::moreFragments)),
        of(Protocol.IPV4, "fragmentOffset", Ipv4::fragmentOffset),
        of(Protocol.IPV4, "ttl", Ipv4::ttl),
        of(Protocol.IPV4, "protocol", Ipv4::protocol),
        of(Protocol.IPV4, "checksum", Ipv4::checksum),
        of(Protocol.IPV4, "source", (b, i) -> Ipv4.source(b, i) & 0xffff_ffffL),
        of(Protocol.IPV4, "destination", (b, i) -> Ipv4.destination(b, i) & 0xffff_ffffL),
        of(Protocol.IPV6, "dscp", (b, i) -> Ipv6.trafficClass(b, i) >> 2),
        of(Protocol.IPV6, "ecn", (b, i) -> Ipv6.trafficClass(b, i) & 3),
        of(Protocol.IPV6, "flowLabel", Ipv6::flowLabel),
        of(Protocol.IPV6, "payloadLength", Ipv6::payloadLength),
        of(Protocol.IPV6, "nextHeader", Ipv6::nextHeader),
        of(Protocol.IPV6, "hopLimit", Ipv6::hopLimit),
        of(Protocol.IPV6, "source", Ipv6::sourceLow),
        of(Protocol.IPV6, "destination", Ipv6::destinationLow),
        of(Protocol.FRAGMENT, "fragmentOffset", Ipv6Fragment::fragmentOffset),
        of(Protocol.FRAGMENT, "moreFragments", flag(Ipv6Fragment::moreFragments)),
        of(Protocol.FRAGMENT, "identification", Ipv6Fragment::identification),
        of(Protocol.ROUTING, "segmentsLeft", Ipv6Routing::segmentsLeft),
        of(Protocol.ROUTING, "routingType", Ipv6Routing::type));
  }

  private static Stream<Arguments> transport() {
    return Stream.of(
        of(Protocol.UDP, "sourcePort", Udp::sourcePort),
        of(Protocol.UDP, "destinationPort", Udp::destinationPort),
        of(Protocol.UDP, "length", Udp::length),
        of(Protocol.UDP, "checksum", Udp::checksum),
        of(Protocol.TCP, "sourcePort", Tcp::sourcePort),
        of(Protocol.TCP, "destinationPort", Tcp::destinationPort),
        of(Protocol.TCP, "sequence", (b, i) -> Tcp.sequence(b, i) & 0xffff_ffffL),
        of(Protocol.TCP, "acknowledgment", (b, i) -> Tcp.acknowledgment(b, i) & 0xffff_ffffL),
        of(Protocol.TCP, "headerLength", Tcp::headerLength),
        of(Protocol.TCP, "flags", Tcp::flags),
        of(Protocol.TCP, "window", Tcp::window),
        of(Protocol.TCP, "checksum", Tcp::checksum));
  }

  private static Stream<Arguments> messages() {
    return Stream.of(
        of(Protocol.ICMP, "type", Icmp::type),
        of(Protocol.ICMP, "code", Icmp::code),
        of(Protocol.ICMP, "checksum", Icmp::checksum),
        of(Protocol.ICMP, "identifier", Icmp::identifier),
        of(Protocol.ICMP, "sequence", Icmp::sequence),
        of(Protocol.ICMP, "nextHopMtu", Icmp::nextHopMtu),
        of(Protocol.ICMP, "gateway", Icmp::gateway),
        of(Protocol.ICMPV6, "type", Icmpv6::type),
        of(Protocol.ICMPV6, "code", Icmpv6::code),
        of(Protocol.ICMPV6, "checksum", Icmpv6::checksum),
        of(Protocol.ICMPV6, "identifier", Icmpv6::identifier),
        of(Protocol.ICMPV6, "sequence", Icmpv6::sequence),
        of(Protocol.ICMPV6, "mtu", Icmpv6::mtu),
        of(Protocol.ICMPV6, "target", Icmpv6::targetLow),
        of(Protocol.IGMP, "type", Igmp::type),
        of(Protocol.DNS, "id", Dns::id),
        of(Protocol.DNS, "response", flag(Dns::isResponse)),
        of(Protocol.DNS, "responseCode", Dns::responseCode),
        of(Protocol.DNS, "queries", Dns::queries),
        of(Protocol.DNS, "answers", Dns::answers),
        of(Protocol.WIREGUARD, "type", WireGuard::type));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("accessors")
  void readsWhatTheFieldReads(Protocol protocol, String name, Accessor accessor) {
    int compared = 0;
    for (CapturedFrame frame : Samples.all().values()) {
      Dissection d = frame.decode();
      for (int layer = 0; layer < d.layers(); layer++) {
        if (d.protocol(layer) != protocol || !d.isWhole(layer)) {
          continue;
        }
        for (Field field : protocol.fields()) {
          if (field.name().equals(name) && field.isPresent(d, layer)) {
            assertThat(accessor.read(d.bytes(), d.index(layer))).isEqualTo(field.number(d, layer));
            compared++;
          }
        }
      }
    }
    assertThat(compared).as("samples that have it").isPositive();
  }

  @Test
  void theUpperHalvesOfAddresses() {
    byte[] packet = Frames.ipv6(59, new byte[0]);
    assertThat(Ipv6.sourceHigh(packet, 0)).isEqualTo(0xfd00_0010_0244_0001L);
    assertThat(Ipv6.destinationHigh(packet, 0)).isEqualTo(0xfd00_0010_0244_0002L);
    byte[] solicitation = Frames.icmpv6(135, 0, new byte[4], Frames.ip(Frames.B6));
    assertThat(Icmpv6.targetHigh(solicitation, 0)).isEqualTo(0xfd00_0010_0244_0002L);
  }
}
