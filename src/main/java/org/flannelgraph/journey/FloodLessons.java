package org.flannelgraph.journey;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.flannelgraph.capture.Direction;

/**
 * What a frame that bridges flooded teaches about the wiring: less than one that went one way,
 * since the branches of a tree pass at the same time. See {@link WiringLessons}.
 */
@SuppressWarnings("ReferenceEquality") // identity is what is meant
final class FloodLessons {
  private static final double HINT = 0.1;
  private static final double SAME_STAMP_WEIGHT = 4;

  private final LearnedWiring wiring;
  private final PathLessons paths;
  private final IntPredicate uppers;

  FloodLessons(LearnedWiring wiring, PathLessons paths, IntPredicate uppers) {
    this.wiring = wiring;
    this.paths = paths;
    this.uppers = uppers;
  }

  /** Learns from a frame and its passages, in the order of time. */
  void learn(List<Sighting> frame, List<Passage> passages) {
    votePortsOfReturns(frame);
    if (passages.size() < 2) {
      return;
    }
    Passage origin = passages.getFirst();
    double sure = origin.isBefore(passages.getLast());
    wiring.voteOwner(frame.getFirst().sourceMac(), origin.namespace(), sure);
    paths.voteUpperOfOrigin(origin);
    passages.subList(1, passages.size()).forEach(this::voteUpperByStamp);
    if (origin.ports(uppers).members().size() == 1) {
      voteEntry(origin, passages.get(1));
    }
    for (Passage passage : passages) {
      voteBranches(passage, passage == origin, passages);
    }
  }

  /** What is sent back where it came from, is so by a port, in hairpin mode. */
  private void votePortsOfReturns(List<Sighting> frame) {
    Set<Integer> seen = new HashSet<>();
    for (Sighting sighting : frame) {
      if (sighting.isMulticast() && !seen.add(sighting.place)) {
        wiring.votePort(sighting.place);
      }
    }
  }

  /** The wire from the only interface of the sender to the first namespace that floods. */
  private void voteEntry(Passage origin, Passage next) {
    Sighting exit = origin.ports(uppers).members().getFirst();
    double sure = origin.isBefore(next);
    Passage.first(Passage.notGoing(Direction.OUT, next.ports(uppers).members()))
        .forEach((entry, likely) -> wiring.votePair(exit.place, entry.place, sure * likely));
  }

  /** The wires from the ports that a namespace flooded to, to namespaces that saw it after that. */
  private void voteBranches(Passage passage, boolean isOrigin, List<Passage> passages) {
    List<Sighting> ports = passage.ports(uppers).members();
    List<Sighting> exits =
        Passage.notGoing(Direction.IN, isOrigin ? ports : ports.subList(1, ports.size()));
    if (exits.isEmpty()) {
      return;
    }
    List<Sighting> entries =
        passages.stream()
            .filter(other -> other != passage)
            .map(other -> other.ports(uppers).members().getFirst())
            .filter(entry -> entry.time() >= exits.getFirst().time())
            .sorted(Comparator.comparing(entry -> entry, Sighting::compare))
            .toList();
    for (int i = 0; i < entries.size(); i++) {
      // A bridge serves its ports one after the other, and each end takes up in that order.
      Sighting exit =
          entries.size() == exits.size() ? exits.get(i) : lastBefore(entries.get(i), exits);
      wiring.votePair(exit.place, entries.get(i).place, HINT);
    }
  }

  private static Sighting lastBefore(Sighting entry, List<Sighting> exits) {
    Sighting last = exits.getFirst();
    for (Sighting exit : exits) {
      if (exit.time() <= entry.time()) {
        last = exit;
      }
    }
    return last;
  }

  /** What has the very stamp of the port of entry is more likely over it. */
  private void voteUpperByStamp(Passage passage) {
    if (passage.members().size() < 2) {
      return;
    }
    Map<Sighting, Double> shares = new LinkedHashMap<>();
    Passage.first(passage.members())
        .forEach(
            (entry, likely) -> {
              List<Sighting> others = passage.without(entry);
              double sum = others.stream().mapToDouble(other -> weight(other, entry)).sum();
              shares.merge(entry, 0.0, Double::sum);
              for (Sighting other : others) {
                shares.merge(other, likely * weight(other, entry) / sum, Double::sum);
              }
            });
    shares.forEach((member, likely) -> wiring.voteUpper(member.place, likely, shares.size(), HINT));
  }

  private static double weight(Sighting other, Sighting entry) {
    double apart = Math.abs(other.time() - entry.time());
    return apart < PathLessons.SAME_STAMP ? SAME_STAMP_WEIGHT : 1;
  }
}
