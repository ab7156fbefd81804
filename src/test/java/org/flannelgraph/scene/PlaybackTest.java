package org.flannelgraph.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Place;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.topology.Topology;
import org.junit.jupiter.api.Test;

/** Journeys of a real request, on the layout of the lab in which it was made. */
class PlaybackTest {
  private final Layout layout = Recorded.layout();
  private final Bricks bricks = new Bricks(Ports.DEFAULT);
  private final List<Journey> http = Recorded.http();
  private final Track syn = track(journey("SYN"));
  private final Track answer = track(journey("SYN ACK"));

  @Test
  void aTrackFollowsWhatIsDrawn() {
    assertThat(syn.stops()).hasSize(12);
    for (Track.Stop stop : syn.stops().subList(1, 12)) {
      Track.Stop previous = syn.stops().get(stop.hop().index() - 2);
      assertThat(stop.way().getFirst()).isEqualTo(previous.at());
      assertThat(stop.way().getLast()).isEqualTo(stop.at());
      assertThat(stop.strays()).isFalse();
    }
    assertThat(syn.stops().stream().filter(stop -> stop.wrapping().added() == 4)).hasSize(1);
    assertThat(syn.stops().stream().filter(stop -> stop.wrapping().removed() == 4)).hasSize(1);
    assertThat(syn.parting()).isNull();
    assertThat(syn.end()).isNull();
  }

  @Test
  void aHopTakesAUnitAndAnAnswerWaitsForItsQuestion() {
    Timeline timeline = Timeline.of(List.of(syn, answer));
    assertThat(timeline.of(syn, 1)).isZero();
    assertThat(timeline.of(syn, 12)).isEqualTo(11);
    assertThat(timeline.of(answer, 1)).isEqualTo(11);
    assertThat(timeline.length()).isEqualTo(22);
    assertThat(timeline.time(0)).isEqualTo(syn.journey().first().time());
    assertThat(timeline.time(22)).isEqualTo(answer.stops().getLast().hop().time());
    assertThat(timeline.time(3.5)).isBetween(timeline.time(3), timeline.time(4));
    assertThat(timeline.passed(syn, 4.9)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    assertThat(timeline.passed(answer, 4.9)).isEmpty();
  }

  @Test
  void aSecondInWhichNothingHappensTakesNoTime() {
    Track early = track(journey("ARP who has 10.244.1.1"));
    Timeline timeline = Timeline.of(List.of(early, syn, answer));
    assertThat(timeline.of(syn, 1)).isEqualTo(timeline.of(early, 1) + 3);
    Track all = track(http.getLast());
    Timeline whole = Timeline.of(List.of(track(http.getFirst()), all));
    assertThat(whole.seconds()).isGreaterThan(0.1);
    assertThat(whole.length()).isLessThan(20);
  }

  @Test
  void itIsWrappedWhereItStandsAndUnwrappedWhereItComesTo() {
    Timeline timeline = Timeline.of(List.of(syn));
    int into = wrapped(0) - 2; // the moment of the hop before
    Flight closing = timeline.flights(into + 0.2).getFirst();
    assertThat(closing.at()).isEqualTo(syn.stops().get(into).at());
    assertThat(closing.wrapped()).isCloseTo(0.5, within(0.01));
    int out = wrapped(1) - 2;
    Flight opening = timeline.flights(out + 0.8).getFirst();
    assertThat(opening.at()).isEqualTo(syn.stops().get(out + 1).at());
    assertThat(opening.wrapped()).isCloseTo(0.5, within(0.01));
    assertThat(opening.stack(HeaderStack.Style.WORDS).bounds().height())
        .isLessThan(
            timeline.flights(out).getFirst().stack(HeaderStack.Style.WORDS).bounds().height());
  }

  @Test
  void everyMomentHasThePacketOnceAndItNeverLeaps() {
    Timeline timeline = Timeline.of(List.of(syn));
    Point last = syn.stops().getFirst().at();
    for (double position = 0; position <= timeline.length(); position += 1 / 64.0) {
      List<Flight> flights = timeline.flights(position);
      assertThat(flights).as("at %s", position).hasSize(1);
      assertThat(flights.getFirst().at().distance(last)).isLessThan(30);
      last = flights.getFirst().at();
    }
    assertThat(last).isEqualTo(syn.stops().getLast().at());
    assertThat(timeline.flights(timeline.length()).getFirst().state())
        .isEqualTo(Flight.State.ARRIVED);
  }

  @Test
  void aFloodBranches() {
    Journey flood =
        http.stream()
            .filter(journey -> journey.summary().startsWith("ARP who has 10.244.1.1"))
            .findFirst()
            .orElseThrow();
    Timeline timeline = Timeline.of(List.of(track(flood)));
    double second = timeline.of(timeline.tracks().getFirst(), 2);
    assertThat(timeline.flights(second - 0.5)).hasSize(1);
    assertThat(timeline.flights(second + 0.5)).hasSizeGreaterThan(2);
    Track track = timeline.tracks().getFirst();
    for (double at = 0; at <= timeline.length(); at += 0.5) {
      for (int hop : timeline.passed(track, at)) {
        assertThat(timeline.of(track, hop)).as("hop %d at %f", hop, at).isLessThanOrEqualTo(at);
      }
    }
  }

  @Test
  void aLossIsShownWhereItHappened() {
    Journey whole = journey("SYN");
    Journey cut =
        whole
            .withHops(whole.hops().subList(0, 4))
            .withExpected(
                whole.hops().stream().map(it -> new Place(it.namespace(), it.device())).toList())
            .lost(
                new Cause(
                    Cause.Id.NO_FDB_ENTRY,
                    "node1",
                    "flannel.1",
                    "flannel.1 knows no way",
                    List.of()));
    Track track = track(cut);
    assertThat(track.end()).isNotNull();
    assertThat(Objects.requireNonNull(track.parting()).promised())
        .isEqualTo(new Place("node1", "eth0"));
    Timeline timeline = Timeline.of(List.of(track));
    assertThat(timeline.length()).isEqualTo(4);
    Flight last = timeline.flights(4).getFirst();
    assertThat(last.state()).isEqualTo(Flight.State.LOST);
    assertThat(last.at())
        .isEqualTo(
            layout.port(layout.topology().link("node1", "flannel.1").orElseThrow()).orElseThrow());
    Picture picture = TrackArt.onto(plain(), track, Set.of(1, 2, 3, 4));
    assertThat(picture.items().stream().map(Item::text)).contains("lost: flannel.1 knows no way");
    assertThat(TrackArt.onto(plain(), track, Set.of(1, 2, 3)).items().stream().map(Item::role))
        .doesNotContain("loss");
  }

  @Test
  void dotsLieOverDevicesAndLinesUnder() {
    Picture picture = TrackArt.onto(plain(), syn, Set.of(1, 2, 3, 4));
    List<ItemId> ids = picture.items().stream().map(Item::id).toList();
    int way = ids.indexOf(new ItemId.Way(syn.journey().id()));
    int device =
        ids.indexOf(new ItemId.Device(layout.topology().link("node1", "flannel.1").orElseThrow()));
    int dot = ids.indexOf(new ItemId.Sighting(syn.journey().id(), 4));
    assertThat(way).isPositive().isLessThan(device);
    assertThat(device).isLessThan(dot);
    assertThat(picture.items().get(dot).text()).isEqualTo("hop 4, routed at node1/flannel.1");
    assertThat(picture.at(syn.stops().get(3).at()).map(Item::id)).contains(ids.get(dot));
  }

  @Test
  void whatTheLayoutDoesNotHaveStandsWhereThePacketWas() {
    Layout empty = Layout.of(Topology.EMPTY, Recorded.places(Recorded.twoNodes()), 1.6);
    Track track = Track.of(journey("SYN"), empty, bricks);
    assertThat(track.stops()).hasSize(12).allSatisfy(stop -> assertThat(stop.way()).isEmpty());
    assertThat(Timeline.of(List.of(track)).flights(5)).hasSize(1);
  }

  @Test
  void itIsPlayedByWhoeverHasAClock() {
    Playback still = Playback.of(Timeline.of(List.of(syn)), 2);
    assertThat(still.after(5)).isEqualTo(still);
    Playback playing = still.play().after(1.25);
    assertThat(playing.position()).isEqualTo(2.5);
    assertThat(playing.forward().position()).isEqualTo(3);
    assertThat(playing.back().position()).isEqualTo(2);
    assertThat(playing.back().back().position()).isEqualTo(1);
    assertThat(playing.home().back().position()).isZero();
    assertThat(playing.end().forward().position()).isEqualTo(11);
    Playback over = playing.after(100);
    assertThat(over.position()).isEqualTo(11);
    assertThat(over.isPlaying()).isFalse();
    assertThat(over.play().position()).isZero();
    assertThat(over.looping(true).play().after(5).isPlaying()).isTrue();
    assertThat(over.looping(true).play().after(7).position()).isZero();
    assertThat(playing.slowdown()).isGreaterThan(1000);
    assertThatThrownBy(() -> playing.withSpeed(0)).hasMessageContaining("0.0 hops a second");
  }

  @Test
  void withoutJourneysNothingMoves() {
    Playback nothing = Playback.of(Timeline.EMPTY, 1).play().after(3);
    assertThat(nothing.position()).isZero();
    assertThat(nothing.flights()).isEmpty();
    assertThat(nothing.slowdown()).isEqualTo(1);
  }

  private Picture plain() {
    return Pictures.of(Recorded.places(Recorded.twoNodes()), layout, View.PLAIN);
  }

  private int wrapped(int which) {
    return syn.stops().stream()
        .filter(stop -> which == 0 ? stop.wrapping().added() > 0 : stop.wrapping().removed() > 0)
        .findFirst()
        .orElseThrow()
        .hop()
        .index();
  }

  private Track track(Journey journey) {
    return Track.of(journey, layout, bricks);
  }

  private Journey journey(String summary) {
    return http.stream()
        .filter(journey -> journey.summary().startsWith(summary))
        .findFirst()
        .orElseThrow();
  }
}
