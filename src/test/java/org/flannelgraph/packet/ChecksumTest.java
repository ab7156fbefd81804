package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {
  @ParameterizedTest
  @CsvSource({
    "push, IPV4, CORRECT",
    "push, TCP, CORRECT",
    "tcp over ipv6, TCP, CORRECT",
    "udp over ipv6, UDP, CORRECT",
    "echo request, ICMP, CORRECT",
    "icmpv6 echo request, ICMPV6, CORRECT",
    "igmp v2 report, IGMP, CORRECT",
    "gre with all, GRE, CORRECT",
    "gre, GRE, ABSENT",
    "vxlan, VXLAN, ABSENT",
    "udp without checksum, UDP, ABSENT",
    "ipv4 with a wrong checksum, IPV4, WRONG",
    "ipv4 with a wrong checksum, TCP, CORRECT",
    "udp with a wrong checksum, UDP, WRONG",
    "tcp with a wrong checksum, TCP, WRONG",
    "tcp with a partial checksum, TCP, PARTIAL",
    "first fragment, UDP, CUT",
    "cut by the snap length, UDP, CUT",
    "cut by the snap length, IPV4, CORRECT",
    "'routing, segments left', ICMPV6, CORRECT",
    "segment routing, ICMPV6, CORRECT",
    "ah, ICMPV6, CORRECT",
    "'4in6', TCP, CORRECT"
  })
  void verified(String sample, Protocol protocol, Checksum expected) {
    Dissection d = Objects.requireNonNull(Samples.all().get(sample), sample).decode();
    assertThat(Checksum.of(d, d.findLast(protocol))).isEqualTo(expected);
  }
}
