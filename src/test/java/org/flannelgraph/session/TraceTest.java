package org.flannelgraph.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.flannelgraph.cluster.Backend;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.journey.Place;
import org.flannelgraph.journey.Request;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.Shell;
import org.flannelgraph.traffic.Probe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packets of whole labs go the way that the kernel's tables promise, and each hop has its reason.
 */
@Tag("kernel")
@Tag("root")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class TraceTest {
  private static final List<String> OVERLAY =
      List.of(
          "red/eth0 sent",
          "node1/veth crossed",
          "node1/cni0 bridged",
          "node1/flannel.1 routed",
          "node1/eth0 encapsulated",
          "underlay/p1 crossed",
          "underlay/p2 bridged",
          "node2/eth0 crossed",
          "node2/flannel.1 decapsulated",
          "node2/cni0 routed",
          "node2/veth bridged",
          "green/eth0 delivered");

  private static final List<String> HOST_GATEWAY =
      List.of(
          "red/eth0 sent",
          "node1/veth crossed",
          "node1/cni0 bridged",
          "node1/eth0 routed",
          "underlay/p1 crossed",
          "underlay/p2 bridged",
          "node2/eth0 crossed",
          "node2/cni0 routed",
          "node2/veth bridged",
          "green/eth0 delivered");

  private static final List<String> ONE_NODE =
      List.of("red/eth0 sent", "node1/veth crossed", "node1/veth bridged", "blue/eth0 delivered");

  static Stream<Arguments> paths() {
    Cluster overlay = Clusters.twoNodes();
    Cluster dual = Clusters.fourPods(Clusters.dualStack(Clusters.empty("test")));
    Cluster gateway = Clusters.with(overlay, new Backend.HostGw());
    return Stream.of(
        Arguments.of("overlay", overlay, "10.244.2.2", OVERLAY),
        Arguments.of("IPv6 overlay", dual, null, sixth(OVERLAY)),
        Arguments.of("host-gw", gateway, "10.244.2.2", HOST_GATEWAY),
        Arguments.of("one node", overlay, "10.244.1.3", ONE_NODE));
  }

  private static List<String> sixth(List<String> path) {
    return path.stream().map(hop -> hop.replace("flannel.1", "flannel-v6.1")).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("paths")
  void aRequestGoesAsPromisedAndEachHopHasItsReason(
      String name, Cluster cluster, @Nullable String address, List<String> path) {
    try (Lab lab = new Lab(cluster)) {
      String to = address == null ? six(cluster, "green") : address;
      TraceOptions options = Traces.of("red", to, new Probe.Http(8080, "/"));
      lab.session().trace(options); // the first waits until IPv6 addresses are known to be unique
      JourneyReport report = lab.session().trace(options);
      assertThat(report.requests())
          .singleElement()
          .extracting(Request::result)
          .isEqualTo(Request.Result.ANSWERED);
      List<Journey> ours = report.journeys().stream().filter(it -> it.request() != null).toList();
      assertThat(ours).hasSizeGreaterThanOrEqualTo(8);
      for (Journey journey : ours) {
        assertThat(journey.outcome()).as(journey.toString()).isEqualTo(Outcome.DELIVERED);
        assertThat(journey.hops().stream().map(Hop::place).toList())
            .as(journey.toString())
            .isEqualTo(journey.expected());
        assertThat(journey.hops()).allMatch(TraceTest::hasReason, "has a reason of the kernel's");
      }
      assertThat(ours.getFirst().hops().stream().map(TraceTest::words).toList()).isEqualTo(path);
      assertThat(ours.getFirst().source().pod()).isEqualTo("red");
    }
  }

  private static String six(Cluster cluster, String pod) {
    return requireNonNull(cluster.pod(pod).orElseThrow().address6()).address().getHostAddress();
  }

  private static boolean hasReason(Hop hop) {
    return hop.evidence().stream().anyMatch(it -> it.kind() != Evidence.Kind.FRAME);
  }

  private static String words(Hop hop) {
    String device = hop.device().startsWith("veth") ? "veth" : hop.device();
    return hop.namespace() + "/" + device + " " + hop.action().label();
  }

  @Test
  void thePiecesOfALongPacketAreOneJourney() {
    try (Lab lab = new Lab(Clusters.twoNodes())) {
      JourneyReport report = lab.session().trace(Traces.ping("red", "10.244.2.2", 3000));
      Journey request =
          report.journeys().stream().filter(it -> it.request() != null).findFirst().orElseThrow();
      assertThat(request.outcome()).as(request.toString()).isEqualTo(Outcome.DELIVERED);
      assertThat(request.hops().stream().filter(it -> it.namespace().equals("green"))).hasSize(3);
    }
  }

  /** What answers a closed port is a journey of its own, because of the first. */
  @Test
  void aRefusalIsTiedToWhatItRefuses() {
    try (Lab lab = new Lab(Clusters.twoNodes())) {
      JourneyReport tcp = lab.session().trace(Traces.of("red", "10.244.2.2", new Probe.Tcp(81)));
      JourneyReport udp =
          lab.session().trace(Traces.of("red", "10.244.2.2", new Probe.Udp(81, 8, false)));
      for (JourneyReport report : List.of(tcp, udp)) {
        assertThat(report.requests().getFirst().result()).isEqualTo(Request.Result.REFUSED);
        Journey refusal =
            report.journeys().stream()
                .filter(it -> it.causedBy() != null)
                .findFirst()
                .orElseThrow();
        assertThat(refusal.first().namespace()).isEqualTo("green");
        assertThat(refusal.request()).isEqualTo(1);
      }
    }
  }

  /** A pod that talks to the other node is given its own node's address on the way. */
  @Test
  void maskingIsSeen() {
    try (Lab lab = new Lab(Clusters.twoNodes())) {
      JourneyReport report = lab.session().trace(Traces.ping("red", "192.168.0.12", 56));
      Journey request =
          report.journeys().stream().filter(it -> it.request() != null).findFirst().orElseThrow();
      Hop translated =
          request.hops().stream()
              .filter(it -> it.action() == Action.TRANSLATED)
              .findFirst()
              .orElseThrow();
      assertThat(translated.place()).isEqualTo(new Place("node1", "eth0"));
      assertThat(translated.evidence())
          .as(translated.evidence().toString())
          .anyMatch(it -> it.kind() == Evidence.Kind.NFT && it.text().contains("masquerade"));
      assertThat(translated.evidence())
          .as(translated.evidence().toString())
          .anyMatch(
              it -> it.kind() == Evidence.Kind.CONNTRACK && it.text().contains("src=10.244.1.2"));
      assertThat(Shell.sh("ip netns exec node1 nft list tables")).doesNotContain("flannelgraph");
    }
  }

  /** Frames alone can't tell that the switch has no way on. */
  @Test
  void whatNobodyHasIsLostWhereTheWayEnds() {
    try (Lab lab = new Lab(Clusters.twoNodes())) {
      JourneyReport report = lab.session().trace(Traces.ping("red", "10.9.9.9", 56));
      Journey request =
          report.journeys().stream().filter(it -> it.request() != null).findFirst().orElseThrow();
      assertThat(request.outcome()).isEqualTo(Outcome.LOST);
      Cause cause = requireNonNull(request.cause());
      assertThat(cause.namespace() + "/" + cause.device()).isEqualTo("underlay/br0");
      assertThat(cause.id()).isIn(Cause.Id.NO_ROUTE, Cause.Id.FORWARDING_OFF);
    }
  }
}
