package org.flannelgraph.topology;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last versions of a topology, at most so many. For all threads. */
final class History {
  private final int most;
  private final Deque<Topology> versions = new ArrayDeque<>();
  private volatile Topology current = Topology.EMPTY;

  History(int most) {
    this.most = most;
  }

  Topology current() {
    return current;
  }

  synchronized void add(Topology next) {
    if (versions.size() == most) {
      versions.removeFirst();
    }
    versions.addLast(next);
    current = next;
  }

  /** The version that held then; empty if that is too long ago. */
  synchronized Optional<Topology> at(Instant time) {
    for (Topology version : (Iterable<Topology>) versions::descendingIterator) {
      if (!version.time().isAfter(time)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  synchronized List<Topology> all() {
    return List.copyOf(versions);
  }
}
