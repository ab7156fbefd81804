package org.flannelgraph.ui.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Place;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.ui.GoldenJourneys;
import org.flannelgraph.ui.model.Microseconds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the lanes of real journeys show, and where. */
class LanesTest {
  private static final Journey PING = GoldenJourneys.longest("/golden/cross-node-ping", "icmp");

  @Test
  void everyHopIsADotOnTheLaneOfItsInterface() {
    Lanes lanes = Lanes.of(PING);
    assertThat(lanes.dots()).hasSameSizeAs(PING.hops());
    for (Hop hop : PING.hops()) {
      Lanes.Dot dot = lanes.dot(hop.index());
      assertThat(lanes.lanes().get(dot.lane()).place()).isEqualTo(hop.place());
      assertThat(dot.nanos()).isEqualTo(hop.time() - PING.first().time());
    }
    assertThat(lanes.ways()).hasSize(PING.hops().size() - 1);
    assertThat(lanes.span()).isPositive();
    assertThat(lanes.lost()).isZero();
  }

  @Test
  void whatIsInsideATunnelIsSaid() {
    Lanes lanes = Lanes.of(PING);
    for (Hop hop : PING.hops()) {
      boolean isUnderlay =
          hop.namespace().equals("sw")
              || hop.namespace().matches("n\\d") && hop.device().equals("eth0");
      assertThat(lanes.dot(hop.index()).isWrapped())
          .as("hop %d", hop.index())
          .isEqualTo(isUnderlay);
    }
  }

  @Test
  void aFloodBranches() {
    Journey flood =
        GoldenJourneys.of("/journey/floods").stream()
            .filter(
                it -> it.hops().stream().anyMatch(hop -> hop.action().label().equals("flooded")))
            .max(java.util.Comparator.comparingInt(it -> it.hops().size()))
            .orElseThrow();
    Lanes lanes = Lanes.of(flood);
    Set<Integer> starts = new HashSet<>();
    lanes.ways().forEach(way -> starts.add(way.from()));
    assertThat(starts).hasSizeLessThan(lanes.ways().size());
    int last = flood.hops().size();
    assertThat(lanes.path(last)).contains(1, last);
    assertThat(lanes.path(0)).contains(1).hasSizeLessThan(last);
  }

  @Test
  void equalAndReversedStampsAreShownAsTheyAre() {
    List<Hop> hops = new ArrayList<>(PING.hops());
    hops.set(1, at(hops.get(1), hops.getFirst().time()));
    hops.set(2, at(hops.get(2), hops.getFirst().time() - 3_000));
    Lanes lanes = Lanes.of(PING.withHops(hops));
    assertThat(lanes.dot(3).nanos()).isZero();
    assertThat(lanes.dot(1).nanos()).isEqualTo(3_000);
    assertThat(lanes.dot(2).nanos()).isEqualTo(3_000);
    assertThat(lanes.backwards()).isEqualTo(1);
    assertThat(lanes.ways().get(1).isBackwards()).isTrue();
    assertThat(lanes.ways().getFirst().isBackwards()).isFalse();
  }

  private static Hop at(Hop hop, long time) {
    var frame = hop.frame();
    return new Hop(
        hop.index(),
        hop.previous(),
        org.flannelgraph.capture.CapturedFrame.of(
            frame.ordinal(), frame.where(), time, frame.direction(), frame.bytes()),
        hop.direction(),
        hop.action(),
        hop.changes(),
        hop.evidence());
  }

  @Test
  void dotsOfOneLaneAndMomentStandBesideEachOther() {
    List<Hop> hops = new ArrayList<>();
    for (Hop hop : PING.hops()) {
      hops.add(at(PING.first(), PING.first().time() + hop.index() / 3));
    }
    List<Hop> numbered = new ArrayList<>();
    for (int i = 0; i < hops.size(); i++) {
      Hop hop = hops.get(i);
      numbered.add(
          new Hop(
              i + 1,
              i == 0 ? null : (Integer) i,
              hop.frame(),
              hop.direction(),
              hop.action(),
              List.of(),
              List.of()));
    }
    LanesLayout layout = layout(Lanes.of(PING.withHops(numbered.subList(0, 3))), 800, 200);
    assertThat(layout.point(1).distance(layout.point(2))).isGreaterThan(2 * LanesLayout.DOT);
    assertThat(layout.point(2).distance(layout.point(3))).isGreaterThan(2 * LanesLayout.DOT);
    assertThat(layout.hopAt(layout.point(2))).contains(2);
  }

  @Test
  void whatWasPromisedAndNotSeenHasALaneOfItsOwn() {
    Place elsewhere = new Place("node3", "eth0");
    Lanes lanes = Lanes.of(PING.withExpected(List.of(PING.first().place(), elsewhere)));
    assertThat(lanes.lanes().getLast()).isEqualTo(new Lanes.Lane(elsewhere, false));
    assertThat(lanes.lanes().stream().filter(Lanes.Lane::isSeen)).hasSize(lanes.lanes().size() - 1);
  }

  @Test
  void aLossIsAtItsHop() {
    Hop where = PING.hop(4);
    Cause cause =
        new Cause(Cause.Id.NO_ROUTE, where.namespace(), where.device(), "no route", List.of());
    assertThat(Lanes.of(PING.lost(cause)).lost()).isEqualTo(4);
    Cause elsewhere = new Cause(Cause.Id.NO_ROUTE, "node9", "eth0", "no route", List.of());
    assertThat(Lanes.of(PING.lost(elsewhere)).lost()).isEqualTo(PING.hops().size());
  }

  private static LanesLayout layout(Lanes lanes, double width, double height) {
    Rect plot = LanesLayout.plot(lanes, width, height, false);
    return LanesLayout.of(lanes, TimeScale.fit(lanes.span(), plot.width()), plot, 0);
  }

  @ParameterizedTest
  @CsvSource({"420, 160", "760, 260", "1280, 300", "3000, 700"})
  void labelsNeverOverlapOrAreCutOff(double width, double height) {
    List<Journey> all = new ArrayList<>(GoldenJourneys.of("/golden/cross-node-http"));
    all.addAll(GoldenJourneys.of("/journey/floods"));
    all.addAll(GoldenJourneys.of("/journey/fragments"));
    int labelled = 0;
    for (Journey journey : all) {
      Lanes lanes = Lanes.of(journey);
      LanesLayout fit = layout(lanes, width, height);
      for (double factor : new double[] {1, 3, 0.2}) {
        TimeScale scale = fit.scale().zoom(factor, fit.plot().width() / 3);
        LanesLayout layout = LanesLayout.of(lanes, scale, fit.plot(), 0);
        List<Labels.Label> labels = Labels.place(layout, 2);
        labelled += labels.size();
        for (Labels.Label label : labels) {
          assertThat(layout.plot().grow(2).contains(label.box())).isTrue();
          for (Labels.Label other : labels) {
            assertThat(other.equals(label) || !other.box().overlaps(label.box())).isTrue();
          }
          for (Point dot : layout.points()) {
            assertThat(label.box().contains(dot)).isFalse();
          }
        }
      }
    }
    assertThat(labelled).isGreaterThan(all.size());
  }

  @Test
  void allHopsOfAJourneyHaveALabelInAWindowOfTheUsualSize() {
    Lanes lanes = Lanes.of(PING);
    assertThat(Labels.place(layout(lanes, 1000, 400), 0)).hasSameSizeAs(lanes.dots());
  }

  @Test
  void howLongAllOfItTookIsAlwaysSaid() {
    Lanes lanes = Lanes.of(PING);
    for (int selected = 0; selected <= PING.hops().size(); selected++) {
      assertThat(Labels.place(layout(lanes, 760, 280), selected))
          .extracting(Labels.Label::text)
          .contains(Microseconds.text(lanes.span()));
    }
  }

  @Test
  void aHopIsFoundWhereItsDotIs() {
    LanesLayout layout = layout(Lanes.of(PING), 1000, 300);
    for (Lanes.Dot dot : layout.lanes().dots()) {
      assertThat(layout.hopAt(layout.point(dot.hop()))).contains(dot.hop());
    }
    assertThat(layout.hopAt(new Point(5, 5))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 µs",
    "900, 0.9 µs",
    "12700, 12.7 µs",
    "99960, 100 µs",
    "168200, 168 µs",
    "999700, 1.000 ms",
    "1234000, 1.234 ms",
    "999999700, 1.000000 s",
    "2000001000, 2.000001 s",
    "-3000, −3.0 µs"
  })
  void timesAreNeverCoarserThanAMicrosecond(long nanos, String text) {
    assertThat(Microseconds.text(nanos)).isEqualTo(text);
  }
}
