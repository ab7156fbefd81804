package org.flannelgraph.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flannelgraph.capture.CapturedFrame;
import org.junit.jupiter.api.Test;

/** Journeys that are handed out while frames still come. */
class JourneyTrackerTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void aJourneyKeepsItsIdWhileItGrowsAndSettlesAfterQuiet() throws Exception {
    List<CapturedFrame> syn = Captures.golden("cross-node-http").subList(32, 45);
    JourneyTracker tracker = new JourneyTracker(TrackerOptions.DEFAULT);
    for (int i = 0; i < syn.size(); i++) {
      tracker.add(syn.get(i));
      List<Journey> changed = tracker.changed();
      assertThat(changed).hasSize(1);
      assertThat(changed.getFirst().id()).isEqualTo(1);
      assertThat(changed.getFirst().settled()).isFalse();
      assertThat(changed.getFirst().hops()).hasSize(i + 1);
    }
    assertThat(tracker.changed()).isEmpty();
    tracker.advance(syn.getLast().time() + 2 * SECOND);
    assertThat(tracker.changed())
        .singleElement()
        .satisfies(journey -> assertThat(journey.settled()).isTrue());
  }

  @Test
  void whatItHandsOutInTheEndIsWhatJoiningTheWholeFileGives() throws Exception {
    for (String name : List.of("cross-node-http", "cross-node-ping", "same-node-http")) {
      List<CapturedFrame> frames = Captures.golden(name);
      JourneyTracker tracker = new JourneyTracker(TrackerOptions.DEFAULT);
      frames.forEach(tracker::add);
      tracker.advance(frames.getLast().time() + 2 * SECOND);
      assertThat(paths(tracker.changed())).as(name).isEqualTo(paths(Journeys.join(frames)));
    }
  }

  @Test
  void theOldestSettledJourneysLeaveFirstAndAreCounted() {
    JourneyTracker tracker = new JourneyTracker(TrackerOptions.DEFAULT.withMemory(100_000));
    int count = 2_000;
    for (int i = 0; i < count; i++) {
      byte[] packet =
          Bytes.ipv4("10.0.0.1", "10.0.0.2", 64, i, 0, 17, Bytes.udp(1, 2, Bytes.payload(50, i)));
      Tape tape = new Tape().pass(10_000L * i).see("red/eth0", Bytes.ethernet(1, 2, packet));
      tracker.add(tape.frames().getFirst());
    }
    TrackerStatistics statistics = tracker.statistics();
    assertThat(statistics.bytes()).isLessThanOrEqualTo(100_000);
    assertThat(statistics.left()).isPositive();
    assertThat(statistics.left() + statistics.open() + statistics.settled()).isEqualTo(count);
  }

  private static Map<String, Integer> paths(List<Journey> journeys) {
    Map<String, Integer> paths = new TreeMap<>();
    journeys.forEach(journey -> paths.merge(Captures.path(journey), 1, Integer::sum));
    return paths;
  }
}
