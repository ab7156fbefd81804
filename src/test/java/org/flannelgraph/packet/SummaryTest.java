package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          arp request              | arp       | ARP who has 10.244.2.2? tell 10.244.1.2
          arp reply                | arp       | ARP 10.244.1.2 is at 0a:00:00:00:00:01
          stp                      | stp       | STP configuration
          unknown ethertype        | ethernet  | EtherType 0x88b5
          first fragment           | ipv4      | IPv4 fragment of UDP, bytes 0 to 1479
          last fragment            | ipv4      | IPv4 fragment of UDP, bytes 1480 to 2007
          ipv6 first fragment      | fragment  | IPv6 fragment of UDP, bytes 0 to 1231
          ipv6 atomic fragment     | icmpv6    | ICMPv6 echo request
          protocol 132             | ipv4      | IPv4 protocol 132
          syn                      | tcp       | SYN ECE CWR
          syn ack                  | tcp       | SYN ACK
          push                     | tcp       | PSH ACK, 43 bytes
          fin ack                  | tcp       | FIN ACK
          rst                      | tcp       | RST
          no flags                 | tcp       | none
          udp                      | udp       | UDP 43 bytes
          echo request             | icmp      | ICMP echo request
          echo reply               | icmp      | ICMP echo reply
          port unreachable         | icmp      | ICMP port unreachable
          fragmentation needed     | icmp      | ICMP fragmentation needed, MTU 1450
          time exceeded            | icmp      | ICMP time exceeded
          packet too big           | icmpv6    | ICMPv6 packet too big, MTU 1430
          neighbour solicitation   | icmpv6    | ND who has fe80::1?
          neighbour advertisement  | icmpv6    | ND here is fe80::1
          mldv2 report             | icmpv6    | ICMPv6 MLDv2 report
          igmp v3 report           | igmp      | IGMP v3 membership report
          vxlan                    | tcp       | SYN
          vxlan in vxlan           | tcp       | SYN
          gre with all             | icmpv6    | ICMPv6 echo request
          wireguard initiation     | wireguard | WireGuard handshake initiation
          wireguard data           | wireguard | WireGuard transport data
          dns query                | dns       | DNS A? green.default.svc.cluster.local
          dns answer               | dns       | DNS A green.default.svc.cluster.local: 5 answers
          dns no such name         | dns       | DNS A green.default.svc.cluster.local: no such name
          dhcp discover            | dhcp      | DHCP discover
          dhcp ack                 | dhcp      | DHCP ack
          http request             | http      | HTTP GET /index.html
          http response            | http      | HTTP 200 OK
          tcp header too short     | tcp       | malformed TCP
          cut in IPv4              | ipv4      | cut off IPv4
          """)
  void aFrameInALine(String sample, String protocol, String text) {
    Dissection d = Objects.requireNonNull(Samples.all().get(sample), sample).decode();
    assertThat(Summary.text(d)).isEqualTo(text);
    assertThat(Summary.protocol(d)).isEqualTo(protocol);
  }
}
