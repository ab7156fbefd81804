package org.flannelgraph.journey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.flannelgraph.capture.Direction;

/** What a frame that went one way teaches about the wiring. See {@link WiringLessons}. */
final class PathLessons {
  private static final double MORE_LIKELY = 0.6;
  private static final double LESS_LIKELY = 0.4;

  /** How far stamps may lie apart that the kernel made equal: nanoseconds. */
  static final double SAME_STAMP = 500;

  private final LearnedWiring wiring;
  private final IntPredicate uppers;

  PathLessons(LearnedWiring wiring, IntPredicate uppers) {
    this.wiring = wiring;
    this.uppers = uppers;
  }

  /** Learns from the passages of a frame, in the order of time. */
  void learn(List<Passage> passages) {
    List<Passage> path = inOrder(passages);
    if (path.size() < 2) {
      voteUpperOnTheWay(path.getFirst());
      return;
    }
    Sighting frame = path.getFirst().members().getFirst();
    double sure = path.getFirst().isBefore(path.getLast());
    wiring.voteOwner(frame.sourceMac(), path.getFirst().namespace(), sure);
    wiring.voteOwner(frame.destinationMac(), path.getLast().namespace(), sure);
    for (int i = 0; i < path.size() - 1; i++) {
      votePair(path.get(i), path.get(i + 1), i == 0);
    }
    voteUpperOfOrigin(path.getFirst());
    path.subList(1, path.size() - 1).forEach(this::voteUpperOnTheWay);
    voteUpperOfEnd(path.getLast());
    votePorts(path);
  }

  /** Puts the only two namespaces that have one interface at the ends: on the way it takes two. */
  private static List<Passage> inOrder(List<Passage> passages) {
    List<Passage> ends = passages.stream().filter(p -> p.members().size() == 1).toList();
    if (passages.size() < 3 || ends.size() != 2) {
      return passages;
    }
    passages.removeAll(ends);
    passages.addFirst(ends.getFirst());
    passages.addLast(ends.getLast());
    return passages;
  }

  /** The wire between a namespace of the path and the next. */
  private void votePair(Passage before, Passage after, boolean isOrigin) {
    Map<Sighting, Double> entries =
        Passage.first(Passage.notGoing(Direction.OUT, after.ports(uppers).members()));
    double sure = before.isBefore(after);
    exits(before.ports(uppers), isOrigin)
        .forEach(
            (exit, leaving) ->
                entries.forEach(
                    (entry, coming) ->
                        wiring.votePair(exit.place, entry.place, sure * leaving * coming)));
  }

  private static Map<Sighting, Double> exits(Passage passage, boolean isOrigin) {
    if (isOrigin || passage.members().size() == 1) {
      return Passage.last(Passage.notGoing(Direction.IN, passage.members()));
    }
    Map<Sighting, Double> exits = new LinkedHashMap<>();
    Passage.first(Passage.notGoing(Direction.OUT, passage.members()))
        .forEach(
            (entry, likely) -> {
              List<Sighting> others = Passage.notGoing(Direction.IN, passage.without(entry));
              for (Sighting other : others) {
                exits.merge(other, likely * exit(other, entry, others), Double::sum);
              }
            });
    return exits;
  }

  /** How likely a frame that came in by one port left by another, rather than by a third. */
  private static double exit(Sighting port, Sighting entry, List<Sighting> others) {
    if (others.size() == 1) {
      return 1;
    }
    Sighting next = others.getFirst();
    double oneOfRest = 1.0 / (others.size() - 1);
    // The next is the bridge's own copy if it has the stamp of the port of entry; else the exit.
    double copy = Math.exp(-Math.abs(next.time() - entry.time()) / SAME_STAMP);
    return port == next
        ? (1 - copy) * MORE_LIKELY
        : copy * oneOfRest + (1 - copy) * LESS_LIKELY * oneOfRest;
  }

  /** What sends a frame itself sees it before the port that it leaves by. */
  void voteUpperOfOrigin(Passage origin) {
    if (origin.members().size() > 1) {
      voteUpper(Passage.first(origin.members()));
    }
  }

  /** What takes a frame up sees it after the port that it came in by. */
  void voteUpperOfEnd(Passage end) {
    if (end.members().size() > 1) {
      voteUpper(Passage.last(end.members()));
    }
  }

  /**
   * Of three that saw it pass, one is the port of entry, one that of exit, and one is over both.
   */
  private void voteUpperOnTheWay(Passage passage) {
    if (passage.members().size() < 3) {
      return;
    }
    Map<Sighting, Double> shares = new LinkedHashMap<>();
    Passage.first(passage.members())
        .forEach(
            (entry, likely) -> {
              List<Sighting> others = passage.without(entry);
              shares.merge(entry, 0.0, Double::sum);
              for (Sighting other : others) {
                double upper = likely * (1 - exit(other, entry, others));
                shares.merge(other, upper, Double::sum);
              }
            });
    voteUpper(shares);
  }

  private void voteUpper(Map<Sighting, Double> shares) {
    shares.forEach((member, likely) -> wiring.voteUpper(member.place, likely, shares.size(), 1));
  }

  /** Where a path passes through by two interfaces, or ends at one, these are over none. */
  private void votePorts(List<Passage> path) {
    for (int i = 0; i < path.size(); i++) {
      List<Sighting> members = path.get(i).members();
      boolean isEnd = i == 0 || i == path.size() - 1;
      if (members.size() == (isEnd ? 1 : 2)) {
        members.forEach(member -> wiring.votePort(member.place));
      }
    }
  }
}
