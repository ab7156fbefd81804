package org.flannelgraph.journey;

import java.util.HashMap;
import java.util.Map;

/** Who got how many votes for what: a sparse table of numbers. */
final class Votes {
  /** The votes for one subject, and who leads: that is asked more often than anybody votes. */
  private static final class Ballot {
    final Map<Integer, Double> votes = new HashMap<>();
    int best = Wiring.NONE;
    double most;

    void add(int candidate, double weight) {
      double now = votes.merge(candidate, weight, Double::sum);
      if (now > most || now == most && candidate < best) {
        best = candidate;
        most = now;
      }
    }
  }

  private final LongMap<Ballot> ballots = new LongMap<>();

  /**
   * Adds a vote.
   *
   * @param weight 0 or more
   */
  void add(long subject, int candidate, double weight) {
    Ballot ballot = ballots.get(subject);
    if (ballot == null) {
      ballot = new Ballot();
      ballots.put(subject, ballot);
    }
    ballot.add(candidate, weight);
  }

  Map<Integer, Double> of(long subject) {
    Ballot ballot = ballots.get(subject);
    return ballot == null ? Map.of() : ballot.votes;
  }

  /**
   * The candidate with the most votes for a subject (of equals, the lowest), or {@link
   * Wiring#NONE}.
   */
  int best(long subject) {
    Ballot ballot = ballots.get(subject);
    return ballot == null ? Wiring.NONE : ballot.best;
  }
}
