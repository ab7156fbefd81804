package org.flannelgraph.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.util.List;
import java.util.stream.Stream;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.linux.NothingLeaked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A lab is broken in each way that a packet can be lost, and the loss is found: what, where, why.
 */
@Tag("kernel")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class TraceCausesTest {
  /**
   * A way to break the lab of two nodes.
   *
   * @param breaking commands, to be run by sh
   * @param place where the packet from red to green is lost
   * @param evidence a part of the text that proves it
   */
  record Break(Cause.Id cause, String breaking, String place, Evidence.Kind kind, String evidence) {
    @Override
    public String toString() {
      return cause.label() + " by " + breaking.lines().findFirst().orElse("");
    }
  }

  static Stream<Break> breaks() {
    return Stream.of(
        new Break(
            Cause.Id.NO_ROUTE,
            "ip -n node1 route replace unreachable 10.244.2.0/24",
            "node1/cni0",
            Evidence.Kind.ROUTE,
            "EHOSTUNREACH"),
        new Break(
            Cause.Id.NO_ROUTE,
            "ip -n node1 route del 10.244.2.0/24; ip -n node1 route del default",
            "node1/cni0",
            Evidence.Kind.ROUTE,
            "ENETUNREACH"),
        new Break(
            Cause.Id.NO_NEIGHBOUR,
            "ip -n node1 neigh del 10.244.2.0 dev flannel.1",
            "node1/flannel.1",
            Evidence.Kind.NEIGHBOUR,
            "10.244.2.0"),
        new Break(
            Cause.Id.NO_FDB_ENTRY,
            """
            bridge -n node1 fdb del $(bridge -n node1 fdb show dev flannel.1 | cut -d ' ' -f 1) \
                dev flannel.1 dst 192.168.0.12
            """,
            "node1/flannel.1",
            Evidence.Kind.TUNNEL_FDB,
            "no entry for"),
        new Break(
            Cause.Id.LINK_DOWN,
            "ip -n underlay link set p2 down",
            "underlay/p2",
            Evidence.Kind.VETH_PEER,
            "state DOWN"),
        new Break(
            Cause.Id.LINK_DOWN,
            "ip -n green link set eth0 down",
            "green/eth0",
            Evidence.Kind.VETH_PEER,
            "state DOWN"),
        new Break(
            Cause.Id.TOO_BIG,
            "ip -n underlay link set p1 mtu 1000",
            "underlay/p1",
            Evidence.Kind.VETH_PEER,
            "mtu 1000"),
        new Break(
            Cause.Id.TTL_EXCEEDED,
            "ip netns exec red sysctl -qw net.ipv4.ip_default_ttl=1",
            "node1/cni0",
            Evidence.Kind.SYSCTL,
            "IpInHdrErrors grew by 1"),
        new Break(
            Cause.Id.TTL_EXCEEDED,
            "ip netns exec red sysctl -qw net.ipv4.ip_default_ttl=2",
            "node2/flannel.1",
            Evidence.Kind.FRAME,
            "time to live 1"),
        new Break(
            Cause.Id.REVERSE_PATH,
            """
            ip netns exec node2 sysctl -qw net.ipv4.conf.flannel/1.rp_filter=1
            ip -n node2 route replace 10.244.1.0/24 via 192.168.0.1 dev eth0
            """,
            "node2/flannel.1",
            Evidence.Kind.SYSCTL,
            "TcpExtIPReversePathFilter grew by 1"),
        new Break(
            Cause.Id.FORWARDING_OFF,
            "ip netns exec node2 sysctl -qw net.ipv4.ip_forward=0",
            "node2/flannel.1",
            Evidence.Kind.SYSCTL,
            "net.ipv4.conf.flannel/1.forwarding = 0"),
        new Break(
            Cause.Id.WRONG_VNI,
            """
            mac=$(ip -n node2 -o link show flannel.1 | sed 's/.*ether //; s/ .*//')
            ip -n node2 link del flannel.1
            ip -n node2 link add flannel.1 address $mac type vxlan id 2 local 192.168.0.12 \
                dev eth0 dstport 8472 nolearning
            ip -n node2 link set flannel.1 up
            """,
            "node2/eth0",
            Evidence.Kind.LOCAL,
            "VNI 2"),
        new Break(
            Cause.Id.NO_TUNNEL_SOCKET,
            "ip -n node2 link del flannel.1",
            "node2/eth0",
            Evidence.Kind.SYSCTL,
            "UdpNoPorts grew by 1"),
        new Break(
            Cause.Id.NOT_MY_MAC,
            """
            ip -n node1 neigh replace 10.244.2.0 lladdr 02:11:22:33:44:55 dev flannel.1 nud permanent
            bridge -n node1 fdb add 02:11:22:33:44:55 dev flannel.1 dst 192.168.0.12
            """,
            "node2/flannel.1",
            Evidence.Kind.LOCAL,
            "link/ether"),
        new Break(
            Cause.Id.RULE,
            """
            ip netns exec node2 nft 'add table inet wall
            add chain inet wall forward { type filter hook forward priority 0; }
            add rule inet wall forward ip daddr 10.244.2.2 icmp type echo-request drop'
            """,
            "node2/flannel.1",
            Evidence.Kind.NFT,
            "icmp type echo-request drop"),
        new Break(
            Cause.Id.RULE,
            """
            ip netns exec green nft 'add table ip wall
            add chain ip wall input { type filter hook input priority 0; policy drop; }'
            """,
            "green/eth0",
            Evidence.Kind.NFT,
            "ip wall input: policy drop"),
        new Break(
            Cause.Id.BAD_CHECKSUM,
            """
            ip netns exec node1 nft 'add table ip damage
            add chain ip damage forward { type filter hook forward priority 300; }
            add rule ip damage forward icmp type echo-request @th,16,16 set 0x1234'
            """,
            "green/eth0",
            Evidence.Kind.SYSCTL,
            "IcmpInCsumErrors grew by 1"));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void aLossIsExplained(Break broken) {
    Cluster cluster = Clusters.twoNodes();
    try (Lab lab = new Lab(cluster)) {
      JourneyReport well = lab.session().trace(Traces.ping("red", "10.244.2.2", 900));
      assertThat(request(well).outcome()).isEqualTo(Outcome.DELIVERED);
      sh(broken.breaking);

      JourneyReport report = lab.session().trace(Traces.ping("red", "10.244.2.2", 1100));
      Journey lost = request(report);
      assertThat(lost.outcome()).as(lost.toString()).isEqualTo(Outcome.LOST);
      Cause cause = requireNonNull(lost.cause(), lost::toString);
      assertThat(cause.id()).isEqualTo(broken.cause);
      assertThat(cause.namespace() + "/" + cause.device()).isEqualTo(broken.place);
      assertThat(cause.evidence())
          .anyMatch(it -> it.kind() == broken.kind && it.text().contains(broken.evidence));
    }
  }

  /** The first packet of the request. */
  private static Journey request(JourneyReport report) {
    List<Journey> sent =
        report.journeys().stream()
            .filter(it -> Integer.valueOf(1).equals(it.request()))
            .filter(it -> it.first().namespace().equals("red"))
            .toList();
    assertThat(sent).as(report.requests().toString()).isNotEmpty();
    return sent.getFirst();
  }
}
