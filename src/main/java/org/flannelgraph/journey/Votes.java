package org.flannelgraph.journey;

import java.util.HashMap;
import java.util.Map;

/** Who got how many votes for what: a sparse table of numbers. */
final class Votes {
  private final Map<Long, Map<Integer, Double>> table = new HashMap<>();

  void add(long subject, int candidate, double weight) {
    table.computeIfAbsent(subject, any -> new HashMap<>()).merge(candidate, weight, Double::sum);
  }

  double get(long subject, int candidate) {
    return table.getOrDefault(subject, Map.of()).getOrDefault(candidate, 0.0);
  }

  Map<Integer, Double> of(long subject) {
    return table.getOrDefault(subject, Map.of());
  }

  /**
   * The candidate with the most votes for a subject (of equals, the lowest), or {@link
   * Wiring#NONE}.
   */
  int best(long subject) {
    int best = Wiring.NONE;
    double most = 0;
    for (Map.Entry<Integer, Double> entry : of(subject).entrySet()) {
      double votes = entry.getValue();
      if (votes > most || votes == most && entry.getKey() < best) {
        most = votes;
        best = entry.getKey();
      }
    }
    return best;
  }
}
