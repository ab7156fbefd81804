package org.flannelgraph.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flannelgraph.journey.Journey;
import org.jspecify.annotations.Nullable;

/**
 * Puts complete journeys in order again: by their ids, and none before the result of the request is
 * known that it may belong to.
 */
final class Departures {
  /**
   * A journey that was opened.
   *
   * @param first when its packet was first seen
   * @param isSettled whether nothing but its reasons is missing
   * @param whole as it is in the end; null until then
   */
  private record Waiting(long first, boolean isSettled, @Nullable Journey whole) {}

  private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
  private long open;
  private long lost;

  /**
   * Starts.
   *
   * @param open journeys that were first seen from then on have to wait, in nanoseconds since 1970
   */
  Departures(long open) {
    this.open = open;
  }

  /** All results are known of what was sent before then. */
  void open(long time) {
    open = time;
  }

  /** Hears of what became of journeys; returns those whose turn it is. */
  List<Journey> heard(List<JourneyUpdate> updates) {
    for (JourneyUpdate update : updates) {
      switch (update) {
        case JourneyUpdate.Opened(Journey journey) -> put(journey, false, null);
        case JourneyUpdate.Settled(Journey journey) -> put(journey, true, null);
        case JourneyUpdate.Explained(Journey journey, Explanation explanation) -> {
          if (explanation.isFinal()) {
            put(journey, true, journey);
          }
        }
        case JourneyUpdate.Grew _ -> {}
        case JourneyUpdate.Joined joined -> waiting.remove(joined.id());
        case JourneyUpdate.Left(long id) -> {
          Waiting left = waiting.get(id);
          if (left != null && !left.isSettled()) {
            waiting.remove(id);
            lost++;
          }
        }
      }
    }
    return ready();
  }

  private void put(Journey journey, boolean isSettled, @Nullable Journey whole) {
    waiting.put(journey.id(), new Waiting(journey.first().time(), isSettled, whole));
  }

  /** Those whose turn it is. */
  List<Journey> ready() {
    Deque<Journey> ready = new ArrayDeque<>();
    for (Map.Entry<Long, Waiting> next = waiting.firstEntry();
        next != null;
        next = waiting.firstEntry()) {
      Journey whole = next.getValue().whole();
      if (whole == null || next.getValue().first() >= open) {
        break;
      }
      ready.add(whole);
      waiting.pollFirstEntry();
    }
    return List.copyOf(ready);
  }

  /** How many have to wait. */
  int waiting() {
    return waiting.size();
  }

  /** How many were let go of before they were complete. */
  long lost() {
    return lost;
  }
}
