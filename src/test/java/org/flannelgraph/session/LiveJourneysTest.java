package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.journey.Place;
import org.flannelgraph.journey.Request;
import org.flannelgraph.linux.NothingLeaked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Packets are followed while they pass, and the kernel is asked while it still knows. */
@Tag("kernel")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class LiveJourneysTest {
  private static final Duration REST = Duration.ofMillis(50);
  private static final Duration MOST = Duration.ofSeconds(5);
  private static final Place TUNNEL = new Place("node1", "flannel.1");
  private static final String ROUTE = "10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink";

  private static LiveOptions all() {
    return new LiveOptions(
        CaptureOptions.DEFAULT, Duration.ofSeconds(60), 64 << 20, false, true, frame -> {});
  }

  private static void ping(Lab lab, String to) {
    lab.run("red", "ping -c 1 -W 1 " + to);
  }

  private static boolean isRequest(Journey journey) {
    return journey.summary().equals("ICMP echo request")
        && journey.first().namespace().equals("red");
  }

  private static boolean hasArrived(Journey journey) {
    return isRequest(journey) && journey.outcome() == Outcome.DELIVERED;
  }

  private static Optional<String> route(Journey journey) {
    return journey.hops().stream()
        .filter(hop -> hop.place().equals(TUNNEL))
        .flatMap(hop -> hop.evidence().stream())
        .filter(evidence -> evidence.kind() == Evidence.Kind.ROUTE)
        .map(Evidence::text)
        .findFirst();
  }

  private static String kernelsRoute() {
    return sh("ip -n node1 route show 10.244.2.0/24").strip().replaceAll(" +", " ");
  }

  /** While nothing is settled yet: that would take a minute of quiet. */
  @Test
  void aJourneyIsHandedOutAtOnceAndItsReasonsAreThoseOfThen() {
    Heard heard = new Heard();
    try (Lab lab = new Lab(Clusters.twoNodes());
        LiveJourneys journeys = lab.session().watch(all(), heard)) {
      ping(lab, "10.244.2.2");
      Journey first =
          heard
              .await(JourneyUpdate.Explained.class, it -> hasArrived(it) && isExplained(it))
              .journey();
      assertThat(first.settled()).isFalse();
      assertThat(first.source().pod()).isEqualTo("red");
      assertThat(first.hops().stream().map(Hop::place).toList()).isEqualTo(first.expected());
      String before = kernelsRoute();
      assertThat(route(first)).contains(before);

      heard.clear();
      sh("ip -n node1 route replace " + ROUTE + " mtu 1300");
      ping(lab, "10.244.2.2");
      Journey second =
          heard
              .await(JourneyUpdate.Explained.class, it -> hasArrived(it) && isExplained(it))
              .journey();
      assertThat(second.id()).isGreaterThan(first.id());
      assertThat(kernelsRoute()).isNotEqualTo(before);
      assertThat(route(second)).contains(kernelsRoute());

      journeys.settle(REST, MOST);
      JourneyUpdate.Explained last = last(heard, first.id());
      assertThat(last.explanation().isFinal()).isTrue();
      assertThat(last.explanation().source()).isEqualTo(Explanation.Source.KERNEL);
      assertThat(last.explanation().changes()).isEmpty();
      assertThat(route(last.journey())).contains(before);
    }
  }

  private static boolean isExplained(Journey journey) {
    return journey.hops().stream()
        .allMatch(hop -> hop.evidence().stream().anyMatch(it -> it.kind() != Evidence.Kind.FRAME));
  }

  private static JourneyUpdate.Explained last(Heard heard, long id) {
    return heard.all().stream()
        .filter(update -> update.id() == id && update instanceof JourneyUpdate.Explained)
        .map(JourneyUpdate.Explained.class::cast)
        .reduce((one, next) -> next)
        .orElseThrow();
  }

  /** Each is opened once and first, settled once, and has all frames in the end. */
  @Test
  void updatesComeInOrderAndHoldEveryFrame() {
    Heard heard = new Heard();
    try (Lab lab = new Lab(Clusters.twoNodes());
        LiveJourneys journeys = lab.session().watch(all(), heard)) {
      lab.output("red", "curl -s http://10.244.2.2:8080/");
      lab.run("red", "ping -c 1 -W 1 -s 3000 10.244.2.2");
      journeys.settle(REST, MOST);
      long least = journeys.statistics().joined().frames();
      Map<Long, List<String>> kinds = new TreeMap<>();
      Map<Long, Integer> frames = new TreeMap<>();
      for (JourneyUpdate update : heard.all()) {
        kinds
            .computeIfAbsent(update.id(), any -> new ArrayList<>())
            .add(update.getClass().getSimpleName());
        switch (update) {
          case JourneyUpdate.Known known -> frames.put(update.id(), known.journey().hops().size());
          case JourneyUpdate.Joined joined -> frames.remove(joined.id());
          case JourneyUpdate.Left left -> throw new AssertionError(left.toString());
        }
      }
      assertThat(kinds.values())
          .allSatisfy(
              it -> {
                assertThat(it.getFirst()).isEqualTo("Opened");
                assertThat(it.stream().filter("Opened"::equals)).hasSize(1);
                if (!it.contains("Joined")) {
                  assertThat(it.stream().filter("Settled"::equals)).hasSize(1);
                  assertThat(it.getLast()).isEqualTo("Explained");
                }
              });
      assertThat(frames.values().stream().mapToLong(it -> it).sum())
          .isBetween(least, journeys.statistics().joined().frames());
    }
  }

  /** A view that is always on asks for what was selected, however late. */
  @Test
  void aSelectedJourneyIsExplainedAndWhatChangedMeanwhileIsSaid() {
    Heard heard = new Heard();
    try (Lab lab = new Lab(Clusters.twoNodes());
        LiveJourneys journeys = lab.session().watch(LiveOptions.DEFAULT, heard)) {
      ping(lab, "10.244.2.2");
      Journey settled =
          heard.await(JourneyUpdate.Settled.class, LiveJourneysTest::hasArrived).journey();
      assertThat(heard.all()).noneMatch(JourneyUpdate.Explained.class::isInstance);
      assertThat(route(settled)).isEmpty();

      journeys.explain(settled);
      JourneyUpdate.Explained soon = heard.await(JourneyUpdate.Explained.class, it -> true);
      assertThat(soon.id()).isEqualTo(settled.id());
      assertThat(soon.explanation().isFinal()).isTrue();
      assertThat(soon.explanation().changes()).isEmpty();
      assertThat(route(soon.journey())).contains(kernelsRoute());

      heard.clear();
      sh("ip -n node1 route replace " + ROUTE + " mtu 1300");
      journeys.explain(settled);
      JourneyUpdate.Explained late = heard.await(JourneyUpdate.Explained.class, it -> true);
      assertThat(route(late.journey())).contains(kernelsRoute());
      assertThat(late.explanation().changes().toString()).contains("mtu 1300");
    }
  }

  @Test
  void aLossIsExplainedOnceItHasSettled() {
    Heard heard = new Heard();
    try (Lab lab = new Lab(Clusters.twoNodes());
        LiveJourneys journeys = lab.session().watch(all(), heard)) {
      sh("ip -n node1 neigh del 10.244.2.0 dev flannel.1");
      ping(lab, "10.244.2.2");
      journeys.settle(REST, MOST);
      Journey lost =
          heard.await(JourneyUpdate.Explained.class, it -> isRequest(it) && it.settled()).journey();
      assertThat(lost.outcome()).isEqualTo(Outcome.LOST);
      assertThat(Optional.ofNullable(lost.cause()).map(Cause::id)).contains(Cause.Id.NO_NEIGHBOUR);
    }
  }

  /** It goes on while the lab becomes another, and captures what has come. */
  @Test
  void interfacesAndPodsThatComeAreFollowed() {
    Heard heard = new Heard();
    Cluster cluster = Clusters.twoNodes();
    try (Lab lab = new Lab(cluster);
        LiveJourneys journeys = lab.session().watch(LiveOptions.DEFAULT, heard)) {
      lab.session().apply(Clusters.withPod(cluster, "late", "node1", Clusters.WEB));

      lab.run("late", "ping -c 1 -W 1 10.244.2.2");
      Journey arrived =
          heard
              .await(
                  JourneyUpdate.Settled.class,
                  it ->
                      it.first().namespace().equals("late")
                          && !it.protocol().equals("arp")
                          && it.summary().equals("ICMP echo request"))
              .journey();
      assertThat(arrived.source().pod()).isEqualTo("late");
      assertThat(arrived.outcome()).isEqualTo(Outcome.DELIVERED);
      assertThat(arrived.hops()).hasSize(12);
      assertThat(journeys.topology().current().namespace("late")).isPresent();

      lab.session().apply(cluster);
      assertThat(journeys.topology().sync().namespace("late")).isEmpty();
      heard.clear();
      ping(lab, "10.244.2.2");
      heard.await(JourneyUpdate.Settled.class, LiveJourneysTest::hasArrived);
    }
  }

  @Test
  void memoryIsBoundedAndWhatLeavesIsSaid() {
    Heard heard = new Heard();
    LiveOptions little =
        new LiveOptions(
            CaptureOptions.DEFAULT, Duration.ofMillis(50), 20_000, false, false, frame -> {});
    try (Lab lab = new Lab(Clusters.twoNodes());
        LiveJourneys journeys = lab.session().watch(little, heard)) {
      lab.run("red", "ping -c 20 -i 0.05 10.244.2.2");
      heard.await(
          "a journey that left",
          update ->
              update instanceof JourneyUpdate.Left left ? Optional.of(left) : Optional.empty());
      journeys.settle(REST, MOST);
      assertThat(journeys.statistics().joined().bytes()).isLessThanOrEqualTo(20_000);
      assertThat(journeys.statistics().joined().left()).isPositive();
    }
  }

  @Test
  void whatIsClosedSaysSo() {
    try (Lab lab = new Lab(Clusters.twoNodes())) {
      LiveJourneys journeys = lab.session().watch(LiveOptions.DEFAULT, new Heard());
      journeys.close();
      journeys.close();
      assertThatThrownBy(() -> journeys.settle(REST, MOST)).hasMessageContaining("no more");
    }
  }

  /** The first packets of thirty requests are told of before the last request is answered. */
  @Test
  void aTraceTellsOfPacketsBeforeTheTrafficEnds() {
    List<String> told = new ArrayList<>();
    try (Lab lab = new Lab(Clusters.twoNodes())) {
      TraceOptions one = Traces.ping("red", "10.244.2.2", 56);
      TraceOptions thirty =
          new TraceOptions(
              one.from(),
              one.to(),
              one.probe(),
              30,
              Duration.ofSeconds(5),
              Duration.ofMillis(100),
              one.quiet(),
              one.capture(),
              one.tap(),
              one.notice());
      lab.session()
          .trace(
              thirty,
              new TraceListener() {
                @Override
                public void answered(Request request) {
                  told.add("answered " + request.id());
                }

                @Override
                public void passed(Journey journey, long underWay) {
                  if (isRequest(journey)) {
                    told.add("passed " + journey.request());
                  }
                }
              });
    }
    assertThat(told).hasSize(60);
    assertThat(told.indexOf("passed 1")).isLessThan(told.indexOf("answered 30"));
    for (int i = 1; i <= 30; i++) {
      assertThat(told.indexOf("passed " + i)).isGreaterThan(told.indexOf("answered " + i));
    }
    assertThat(told.stream().filter(it -> it.startsWith("passed")).toList())
        .isSortedAccordingTo(Comparator.comparingInt(it -> Integer.parseInt(it.substring(7))));
  }
}
