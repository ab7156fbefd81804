package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.flannelgraph.capture.Direction;

/**
 * The interfaces of one namespace that saw a frame, in the order of time, each once.
 *
 * @param namespace its number
 * @param members never empty
 */
record Passage(int namespace, List<Sighting> members) {
  // How far a stamp may be off, in nanoseconds: what lies further apart is all the surer in order.
  private static final double USUAL_ERROR = 2_000;

  // What the order of frames with the same stamp counts: as good as nothing.
  private static final double BY_FRAME_NUMBER = 1e-7;

  /** The passages of a frame, in the order of their first stamps. */
  static List<Passage> of(List<Sighting> frame) {
    Map<Integer, Passage> byNamespace = new HashMap<>();
    List<Passage> passages = new ArrayList<>();
    BitSet seen = new BitSet(); // what a hairpin port sends back teaches nothing
    List<Sighting> ordered = new ArrayList<>(frame);
    ordered.sort(Sighting::compare);
    for (Sighting sighting : ordered) {
      if (!seen.get(sighting.place)) {
        seen.set(sighting.place);
        byNamespace
            .computeIfAbsent(
                sighting.namespace,
                namespace -> {
                  passages.add(new Passage(namespace, new ArrayList<>()));
                  return passages.getLast();
                })
            .members
            .add(sighting);
      }
    }
    return passages;
  }

  /** When it was first seen in the namespace. */
  long time() {
    return members.getFirst().time();
  }

  /** How sure it is that one passage was before another: from 0, for the same time, up to 1. */
  double isBefore(Passage other) {
    double gap = Math.abs(other.time() - time());
    return gap / (gap + USUAL_ERROR);
  }

  /** Without the interface that is over the others, if it is known and not the only one. */
  Passage ports(IntPredicate uppers) {
    List<Sighting> ports = new ArrayList<>();
    for (Sighting member : members) {
      if (!uppers.test(member.place)) {
        ports.add(member);
      }
    }
    return ports.isEmpty() ? this : new Passage(namespace, ports);
  }

  /** The other members. */
  List<Sighting> without(Sighting one) {
    List<Sighting> others = new ArrayList<>(members);
    others.remove(one);
    return others;
  }

  /** For each of some members, how likely it was the first: together 1. */
  static Map<Sighting, Double> first(List<Sighting> members) {
    return shares(members, members.getFirst());
  }

  /** For each of some members, how likely it was the last: together 1. */
  static Map<Sighting, Double> last(List<Sighting> members) {
    return shares(members.reversed(), members.getLast());
  }

  private static Map<Sighting, Double> shares(List<Sighting> members, Sighting outermost) {
    Map<Sighting, Double> shares = new LinkedHashMap<>();
    double sum = 0;
    for (Sighting member : members) {
      double apart = Math.abs(member.time() - outermost.time());
      double weight = Math.max(0, Math.exp(-apart / USUAL_ERROR) - shares.size() * BY_FRAME_NUMBER);
      shares.put(member, weight);
      sum += weight;
    }
    double all = sum;
    shares.replaceAll((member, weight) -> weight / all);
    return shares;
  }

  /** Without those that are known to go a way that makes no sense, unless that leaves none. */
  static List<Sighting> notGoing(Direction way, List<Sighting> members) {
    List<Sighting> others = new ArrayList<>();
    for (Sighting member : members) {
      if (member.direction() != way) {
        others.add(member);
      }
    }
    return others.isEmpty() ? members : others;
  }
}
