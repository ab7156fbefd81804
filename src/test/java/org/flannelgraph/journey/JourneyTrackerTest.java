package org.flannelgraph.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Nobody sends any more: what was seen is at its end, without a quiet time. */
  @Test
  void allCanBeTakenToBeAtTheirEnd() throws Exception {
    List<CapturedFrame> frames = Captures.golden("cross-node-ping");
    JourneyTracker tracker = new JourneyTracker(TrackerOptions.DEFAULT);
    frames.forEach(tracker::add);
    tracker.settleAll();
    assertThat(tracker.changed()).hasSize(8).allMatch(Journey::settled);
    assertThat(tracker.statistics().open()).isZero();
  }

  @Test
  void whatLeavesAfterItWasHandedOutIsTold() {
    JourneyTracker tracker = new JourneyTracker(TrackerOptions.DEFAULT.withMemory(100_000));
    Set<Long> held = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      byte[] packet =
          Bytes.ipv4("10.0.0.1", "10.0.0.2", 64, i, 0, 17, Bytes.udp(1, 2, Bytes.payload(50, i)));
      Tape tape = new Tape().pass(10_000L * i).see("red/eth0", Bytes.ethernet(1, 2, packet));
      tracker.add(tape.frames().getFirst());
      tracker.changed().forEach(journey -> held.add(journey.id()));
      held.removeAll(tracker.gone());
    }
    TrackerStatistics statistics = tracker.statistics();
    assertThat(statistics.left()).isPositive();
    assertThat(held).hasSize((int) (statistics.open() + statistics.settled()));
  }

  /** Two segments are two packets until the one is seen that offload made of them. */
  @Test
  void whatIsFoundToBeAPartOfAnotherIsTold() {
    byte[] stream = Bytes.payload(2000, 8);
    Tape tape = new Tape();
    for (int i = 0; i < 2; i++) {
      byte[] part = Bytes.part(stream, i * 1000, i * 1000 + 1000);
      tape.see("red/eth0", segment(50 + i, 1 + i * 1000, part));
    }
    tape.see("green/eth0", segment(50, 1, stream));
    JourneyTracker tracker = new JourneyTracker(TrackerOptions.DEFAULT);
    List<List<Long>> held = new ArrayList<>();
    List<Map<Long, Long>> joined = new ArrayList<>();
    for (CapturedFrame frame : tape.frames()) {
      tracker.add(frame);
      held.add(tracker.changed().stream().map(Journey::id).toList());
      joined.add(Map.copyOf(tracker.joined()));
    }
    assertThat(held).containsExactly(List.of(1L), List.of(2L), List.of(1L));
    assertThat(joined).containsExactly(Map.of(), Map.of(), Map.of(2L, 1L));
  }

  private static byte[] segment(int id, int sequence, byte[] data) {
    byte[] tcp = Bytes.tcp(4000, 80, sequence, 1, Bytes.ACK, data);
    return Bytes.ethernet(
        1, 2, Bytes.ipv4("10.0.0.1", "10.0.0.2", 64, id, Bytes.DONT_FRAGMENT, 6, tcp));
  }

  private static Map<String, Integer> paths(List<Journey> journeys) {
    Map<String, Integer> paths = new TreeMap<>();
    journeys.forEach(journey -> paths.merge(Captures.path(journey), 1, Integer::sum));
    return paths;
  }
}
