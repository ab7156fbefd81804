package org.flannelgraph.ui.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.scene.Timeline;
import org.flannelgraph.ui.GoldenJourneys;
import org.flannelgraph.ui.GoldenTracks;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.junit.jupiter.api.Test;

/** The player and the selection, with the time told by the test. */
class PlaybackModelTest {
  private static final long FRAME = 16_000_000;
  private static final List<Journey> PINGS =
      GoldenJourneys.of("/golden/cross-node-ping").stream()
          .filter(journey -> journey.protocol().equals("icmp"))
          .limit(2)
          .toList();
  private static final Journey PING = PINGS.getFirst();

  private final Selection selection = new Selection(new Journeys());
  private final PlaybackModel model = new PlaybackModel(selection);
  private long now = 1_000;

  private void pass(double seconds) {
    for (long end = now + (long) (seconds * 1e9); now < end; ) {
      now += FRAME;
      model.pulse(now);
    }
  }

  private static Timeline one() {
    return GoldenTracks.timeline(List.of(PING));
  }

  @Test
  void withoutJourneysThereIsNothingToPlay() {
    model.toggle();
    model.forward();
    pass(1);
    assertThat(model.playing().get()).isFalse();
    assertThat(model.length().get()).isZero();
    assertThat(selection.journey().get()).isNull();
  }

  @Test
  void hopsAreSelectedAsTheyPass() {
    model.speed().set(2);
    model.play(one());
    assertThat(selection.journey().get()).isSameAs(PING);
    assertThat(selection.hop().get()).isEqualTo(1);
    pass(0.9);
    assertThat(selection.hop().get()).isEqualTo(2);
    assertThat(model.time().get()).isBetween(PING.hop(2).time(), PING.hop(3).time());
    pass(0.2);
    assertThat(selection.hop().get()).isEqualTo(3);
    pass(60);
    assertThat(model.playing().get()).isFalse();
    assertThat(model.position().get()).isEqualTo(model.length().get());
    assertThat(model.time().get()).isZero();
  }

  @Test
  void whoWatchesIsToldTheHopOfNow() {
    model.show(one());
    List<Integer> told = new ArrayList<>();
    model.playback().addListener((at, before, after) -> told.add(model.hop()));
    model.home();
    model.forward();
    model.forward();
    assertThat(told).containsExactly(2, 3);
  }

  @Test
  void anotherHopSelectedStopsThere() {
    model.play(one());
    pass(1);
    selection.select(7);
    assertThat(model.playing().get()).isFalse();
    assertThat(model.position().get())
        .isEqualTo(
            model
                .playback()
                .get()
                .timeline()
                .of(model.playback().get().timeline().tracks().getFirst(), 7));
    assertThat(selection.hop().get()).isEqualTo(7);
  }

  @Test
  void itStepsAndScrubs() {
    model.show(one());
    assertThat(selection.hop().get()).isZero();
    model.forward();
    assertThat(selection.hop().get()).isEqualTo(2);
    model.back();
    assertThat(selection.hop().get()).isEqualTo(1);
    model.end();
    assertThat(model.position().get()).isEqualTo(model.length().get());
    model.home();
    assertThat(model.position().get()).isZero();
    model.scrub(3.4);
    assertThat(selection.hop().get()).isEqualTo(4);
    assertThat(model.hop()).isEqualTo(4);
    assertThat(model.hops()).isEqualTo(PING.hops().size());
  }

  @Test
  void aSelectedHopIsWhereANewTimeLineBegins() {
    selection.select(PING, 5);
    model.show(one());
    assertThat(model.hop()).isEqualTo(5);
    assertThat(model.playing().get()).isFalse();
  }

  @Test
  void ofBranchesTheOneThatGoesOnIsSelected() {
    model.speed().set(2);
    model.play(one());
    pass(60);
    Hop arrived =
        PING.hops().stream()
            .filter(hop -> hop.action() == Action.DELIVERED)
            .findFirst()
            .orElseThrow();
    assertThat(selection.hop().get()).isEqualTo(arrived.index()).isLessThan(PING.hops().size());
    selection.select(PING.hops().size());
    assertThat(model.hop()).isEqualTo(PING.hops().size());
    assertThat(model.position().get()).isLessThan(model.length().get());
  }

  @Test
  void itBeginsAgainIfItLoops() {
    model.speed().set(20);
    model.loop().set(true);
    model.play(one());
    int wraps = 0;
    double before = 0;
    for (int i = 0; i < 400; i++) {
      pass(0.02);
      wraps += model.position().get() < before ? 1 : 0;
      before = model.position().get();
    }
    assertThat(wraps).isGreaterThan(1);
    assertThat(model.playing().get()).isTrue();
  }

  @Test
  void afterARequestItsReplyIsSelected() {
    model.speed().set(4);
    model.play(GoldenTracks.timeline(PINGS));
    pass(60);
    Journey last = selection.journey().get();
    assertThat(last).isNotNull().isSameAs(PINGS.get(1));
  }

  @Test
  void aJourneyThatGrowsDoesNotDisturb() {
    model.play(one());
    pass(2);
    double position = model.position().get();
    model.show(GoldenTracks.timeline(PINGS));
    assertThat(model.position().get()).isEqualTo(position);
    assertThat(model.playing().get()).isTrue();
  }

  @Test
  void aPauseOfTheWindowIsNoTimeToPlayIn() {
    model.speed().set(1);
    model.play(one());
    pass(0.1);
    now += 60_000_000_000L;
    model.pulse(now);
    assertThat(model.position().get()).isLessThan(0.5);
  }

  @Test
  void theSpeedGoesFromVerySlowToReal() {
    SpeedScale scale = SpeedScale.of(12, 168e-6);
    assertThat(scale.speed(0)).isEqualTo(0.05);
    assertThat(scale.speed(1)).isEqualTo(12 / 168e-6, org.assertj.core.api.Assertions.within(1.0));
    for (double value = 0; value <= 1; value += 0.125) {
      assertThat(scale.value(scale.speed(value)))
          .isEqualTo(value, org.assertj.core.api.Assertions.within(1e-9));
    }
    assertThat(SpeedScale.of(12, 0).speed(1)).isEqualTo(SpeedScale.FOLLOWED);
  }
}
