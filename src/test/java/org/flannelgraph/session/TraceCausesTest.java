package org.flannelgraph.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.linux.NothingLeaked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
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
  }

  @Nested
  class DualStack extends OnTheWay {
    DualStack() {
      super(Way.DUAL_STACK);
    }
  }

  @Nested
  class DualStackIpv6 extends OnTheWay {
    DualStackIpv6() {
      super(Way.DUAL_STACK_IPV6);
    }
  }

  /** All in one lab, which is mended after each. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnTheWay {
    private final Way way;
    private Lab lab;

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
        JourneyReport report = lab.session().trace(Traces.of("red", way.to(), broken.probe()));
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
