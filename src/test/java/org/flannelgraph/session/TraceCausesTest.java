package org.flannelgraph.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.journey.Place;
import org.flannelgraph.journey.Request;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.traffic.Probe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Labs are broken in each way that a packet can be lost there, and the loss is found: what, where,
 * why.
 */
@Tag("kernel")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class TraceCausesTest {
  private static final Path LABS =
      Path.of(System.getProperty("flannelgraph.checkout", "")).resolve("labs");

  @Nested
  class TwoNodes extends OnTheWay {
    TwoNodes() {
      super(Way.TWO_NODES);
    }
  }

  @Nested
  class HostGateway extends OnTheWay {
    HostGateway() {
      super(Way.HOST_GATEWAY);
    }

    /** The wrong gateway knows the right one, and says so. */
    @Test
    void aWayRoundIsNoLoss() {
      String change = "ip -n node1 route change 10.244.2.0/24 via %s dev eth0";
      sh(change.formatted("192.168.0.13"));
      try {
        JourneyReport report = lab.session().trace(Traces.ping("red", "10.244.2.2", 56));
        Journey journey = request(report);
        assertThat(journey.outcome()).as(journey.toString()).isEqualTo(Outcome.DELIVERED);
        assertThat(journey.hops().stream().map(Hop::place).toList())
            .isEqualTo(journey.expected())
            .contains(new Place("node3", "eth0"));
      } finally {
        sh(change.formatted("192.168.0.12"));
      }
    }
  }

  /** Beside the tunnel for IPv4, by the same port. */
  @Nested
  class DualStackIpv6 extends OnTheWay {
    DualStackIpv6() {
      super(Way.DUAL_STACK_IPV6);
    }

    /** What nobody listens for has arrived all the same. */
    @Test
    void aRefusalIsTiedToWhatItRefuses() {
      for (Probe closed : List.of(new Probe.Tcp(81), new Probe.Udp(81, 8, false))) {
        JourneyReport report = lab.session().trace(Traces.of("red", way.to(), closed));
        assertThat(report.requests().getFirst().result()).isEqualTo(Request.Result.REFUSED);
        Journey refused = request(report);
        assertThat(refused.outcome()).as(refused.toString()).isEqualTo(Outcome.DELIVERED);
        assertThat(report.journeys())
            .filteredOn(it -> it.causedBy() != null && it.causedBy() == refused.id())
            .singleElement()
            .matches(it -> it.first().namespace().equals("green"))
            .extracting(Journey::outcome)
            .isEqualTo(Outcome.DELIVERED);
      }
    }
  }

  /** All in one lab, which is mended after each. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnTheWay {
    final Way way;
    Lab lab;

    OnTheWay(Way way) {
      this.way = way;
    }

    @BeforeAll
    void build() {
      lab = new Lab(ClusterFile.read(LABS.resolve(way.lab())).cluster());
      JourneyReport report = lab.session().trace(Traces.ping("red", way.to(), 1300));
      assertThat(request(report).outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @AfterAll
    void close() {
      if (lab != null) {
        lab.close();
      }
    }

    Stream<Break> breaks() {
      return new Breaks(way).all();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aLossIsExplained(Break broken) {
      sh(broken.breaking());
      try {
        JourneyReport report = lab.session().trace(Traces.lost("red", way.to(), broken.probe()));
        demand(broken, request(report));
      } finally {
        sh(broken.mending());
        sh("ip netns exec red ping -n -c 1 -i 0.2 -w 5 " + way.to());
      }
    }
  }

  private static void demand(Break broken, Journey lost) {
    assertThat(lost.outcome()).as(lost.toString()).isEqualTo(Outcome.LOST);
    Cause cause = requireNonNull(lost.cause(), lost::toString);
    assertThat(cause.id()).as(cause.toString()).isEqualTo(broken.cause());
    String device = cause.device().startsWith("veth") ? "veth" : cause.device();
    assertThat(cause.namespace() + "/" + device).as(cause.toString()).isEqualTo(broken.place());
    assertThat(cause.evidence())
        .anyMatch(it -> it.kind() == broken.kind() && it.text().contains(broken.evidence()));
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
