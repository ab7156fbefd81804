package org.flannelgraph.ui.inspector.place;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.flannelgraph.linux.route.Link.Counter;
import org.flannelgraph.linux.route.LinkStatistics;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.ui.model.LinkCounters;

/** What was counted at one link within the last minute. */
final class CounterHistory {
  /** Samples that are kept. */
  static final int MOST = 60;

  private static final double NANOS = 1e9;

  /** A sample. */
  private record Sample(long time, LinkStatistics link) {}

  private final LinkId id;
  private final Deque<Sample> samples = new ArrayDeque<>();

  CounterHistory(LinkId id) {
    this.id = id;
  }

  /** Takes a sample, if the link is in it. */
  void take(LinkCounters counters) {
    LinkStatistics link = counters.links().get(id);
    if (link != null && (samples.isEmpty() || samples.getLast().time < counters.time())) {
      samples.addLast(new Sample(counters.time(), link));
      if (samples.size() > MOST) {
        samples.removeFirst();
      }
    }
  }

  boolean isEmpty() {
    return samples.isEmpty();
  }

  /** What a counter stands at. */
  long now(Counter counter) {
    return samples.isEmpty() ? 0 : samples.getLast().link.count(counter);
  }

  /** How much a second it grew from each sample to the next, the oldest first. */
  List<Double> rates(Counter counter) {
    List<Double> rates = new ArrayList<>();
    Sample before = null;
    for (Sample sample : samples) {
      if (before != null) {
        long grown = sample.link.count(counter) - before.link.count(counter);
        rates.add(Math.max(0, grown) * NANOS / (sample.time - before.time));
      }
      before = sample;
    }
    return rates;
  }
}
