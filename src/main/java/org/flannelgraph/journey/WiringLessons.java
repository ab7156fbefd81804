package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.flannelgraph.capture.Direction;

/**
 * What the sightings of one packet teach about the wiring.
 *
 * <p>The sightings with the very same bytes are one frame that wires and switches carried. Its path
 * enters a namespace by a port, and leaves it by another or ends there, and these are facts about
 * Linux, not about names:
 *
 * <ul>
 *   <li>The port by which a frame enters a namespace is never stamped later than others there.
 *   <li>A bridge's own copy of a frame that came in by a port has that port's stamp or a later one; of
 *       a frame that it sends itself, an earlier one than the port has.
 *   <li>Where a path ends or begins in a namespace and two interfaces saw it, one stands over the
 *       other. Where it passes through and three saw it, one of them stands over the two others; if
 *       none has the stamp of the port of entry, it is more likely the last.
 *   <li>Where the time to live falls from one frame to the next, the namespace that saw both is a
 *       router, and has the first one's destination MAC address and the second one's source.
 * </ul>
 */
final class WiringLessons {
  private static final double PROVEN = 10;
  private static final double HINT = 0.1;
  private static final double MORE_LIKELY = 0.6;
  private static final double LESS_LIKELY = 0.4;

  // How far a stamp may be off, in nanoseconds: what lies further apart is all the surer in order.
  private static final double USUAL_ERROR = 2_000;

  // What the order of frames with the same stamp counts: as good as nothing.
  private static final double BY_FRAME_NUMBER = 1e-7;

  // How far stamps may lie apart that the kernel made equal: nanoseconds.
  private static final double SAME_STAMP = 500;

  private final LearnedWiring wiring;
  private final IntPredicate uppers;

  /**
   * Teaches a wiring.
   *
   * @param uppers which interfaces are known to stand over others: so they are no end of a wire
   */
  WiringLessons(LearnedWiring wiring, IntPredicate uppers) {
    this.wiring = wiring;
    this.uppers = uppers;
  }

  /** The interfaces of one namespace that saw a frame, in the order of time. */
  private record Passage(int namespace, List<Sighting> members) {
    long time() {
      return members.getFirst().time();
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
        double weight =
            Math.max(0, Math.exp(-apart / USUAL_ERROR) - shares.size() * BY_FRAME_NUMBER);
        shares.put(member, weight);
        sum += weight;
      }
      double all = sum;
      shares.replaceAll((member, weight) -> weight / all);
      return shares;
    }

    List<Sighting> without(Sighting one) {
      return members.stream().filter(member -> member != one).toList();
    }
  }

  /** Learns from one packet. */
  void learn(List<Sighting> packet) {
    Map<Long, List<Sighting>> frames = new LinkedHashMap<>();
    for (Sighting sighting : packet) {
      frames.computeIfAbsent(sighting.frame, any -> new ArrayList<>()).add(sighting);
    }
    for (List<Sighting> frame : frames.values()) {
      learnFrame(frame, packet);
    }
    learnRouters(packet);
  }

  private void learnFrame(List<Sighting> frame, List<Sighting> packet) {
    long[] inTunnel = tunnelTimes(frame.getFirst(), packet);
    if (inTunnel.length == 0) {
      learnPath(frame);
      return;
    }
    // Seen before a tunnel and after it, with the same bytes: two paths.
    long middle = inTunnel[0] + (inTunnel[1] - inTunnel[0]) / 2;
    List<Sighting> before = frame.stream().filter(s -> s.time() <= middle).toList();
    List<Sighting> after = frame.stream().filter(s -> s.time() > middle).toList();
    if (isOneSide(before, packet) && isOneSide(after, packet)) {
      learnPath(before);
      learnPath(after);
      voteEnds(before, after);
    }
  }

  /** Whether no more than one end of the tunnel is among those that saw a frame outside of it. */
  private static boolean isOneSide(List<Sighting> frame, List<Sighting> packet) {
    return frame.stream()
            .filter(s -> packet.stream().anyMatch(o -> o.namespace == s.namespace && isIn(s, o)))
            .mapToInt(s -> s.namespace)
            .distinct()
            .count()
        == 1;
  }

  private static boolean isIn(Sighting plain, Sighting tunnelled) {
    return tunnelled.depth() > plain.depth() && plain.sameInside(tunnelled);
  }

  private void voteEnds(List<Sighting> before, List<Sighting> after) {
    List<Passage> first = passages(before);
    if (first.size() == 1) {
      wiring.voteOwner(before.getFirst().sourceMac(), first.getFirst().namespace(), 1);
    }
    List<Passage> last = passages(after);
    if (last.size() == 1 && !after.getFirst().isMulticast()) {
      wiring.voteOwner(after.getFirst().destinationMac(), last.getFirst().namespace(), 1);
    }
  }

  /** When it was first and last seen inside a tunnel's packet; empty if it was not. */
  private static long[] tunnelTimes(Sighting plain, List<Sighting> packet) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Sighting other : packet) {
      if (isIn(plain, other)) {
        first = Math.min(first, other.time());
        last = Math.max(last, other.time());
      }
    }
    return first > last ? new long[0] : new long[] {first, last};
  }

  private static List<Passage> passages(List<Sighting> frame) {
    Map<Integer, List<Sighting>> byNamespace = new HashMap<>();
    List<Passage> passages = new ArrayList<>();
    frame.stream()
        .sorted(Sighting::compare)
        .forEach(
            sighting ->
                byNamespace
                    .computeIfAbsent(
                        sighting.namespace,
                        namespace -> {
                          List<Sighting> members = new ArrayList<>();
                          passages.add(new Passage(namespace, members));
                          return members;
                        })
                    .add(sighting));
    passages.replaceAll(WiringLessons::withoutReturns);
    return passages;
  }

  /** Only the first sighting at each interface: what a hairpin port sends back teaches nothing. */
  private static Passage withoutReturns(Passage passage) {
    Set<Integer> seen = new HashSet<>();
    return new Passage(
        passage.namespace(),
        passage.members().stream().filter(member -> seen.add(member.place)).toList());
  }

  /** Puts the only two namespaces that have one interface at the ends: on the way it takes two. */
  private static List<Passage> path(List<Sighting> frame) {
    List<Passage> passages = passages(frame);
    List<Passage> ends = passages.stream().filter(p -> p.members().size() == 1).toList();
    if (passages.size() < 3 || ends.size() != 2) {
      return passages;
    }
    passages.removeAll(ends);
    passages.addFirst(ends.getFirst());
    passages.addLast(ends.getLast());
    return passages;
  }

  private void learnPath(List<Sighting> frame) {
    List<Passage> path = path(frame);
    boolean flood =
        frame.stream().anyMatch(Sighting::isMulticast) || hasRepeats(frame); // a tree, not a path
    for (Passage passage : path) {
      for (Sighting member : passage.members()) {
        wiring.together(passage.members().getFirst().place, member.place);
      }
      voteUpperByDirection(passage);
    }
    if (frame.getFirst().isMulticast()) {
      votePortsOfReturns(frame);
    }
    if (path.size() < 2) {
      if (!flood) {
        voteUpperOnTheWay(path.getFirst());
      }
      return;
    }
    double sure = certainty(path.getFirst(), path.getLast());
    wiring.voteOwner(frame.getFirst().sourceMac(), path.getFirst().namespace(), sure);
    votePairs(path, 0);
    voteUpperOfOrigin(path.getFirst());
    if (flood) {
      path.subList(1, path.size()).forEach(this::voteUpperByStamp);
      return;
    }
    wiring.voteOwner(frame.getFirst().destinationMac(), path.getLast().namespace(), sure);
    for (int i = 1; i < path.size() - 1; i++) {
      votePairs(path, i);
      voteUpperOnTheWay(path.get(i));
    }
    voteUpperOfEnd(path.getLast());
    votePorts(path);
  }

  /** How sure it is that one was before the other: from 0, for the same time, up to 1. */
  private static double certainty(Passage one, Passage other) {
    double gap = Math.abs(other.time() - one.time());
    return gap / (gap + USUAL_ERROR);
  }

  /** What is sent back where it came from, is so by a port, in hairpin mode. */
  private void votePortsOfReturns(List<Sighting> frame) {
    Set<Integer> seen = new HashSet<>();
    for (Sighting sighting : frame) {
      if (!seen.add(sighting.place)) {
        wiring.votePort(sighting.place);
      }
    }
  }

  private static boolean hasRepeats(List<Sighting> frame) {
    return frame.stream().mapToInt(sighting -> sighting.place).distinct().count() < frame.size();
  }

  /** The wire between a namespace of the path and the next. */
  private void votePairs(List<Passage> path, int index) {
    Passage passage = ports(path.get(index));
    Map<Sighting, Double> entries =
        Passage.first(notGoing(Direction.OUT, ports(path.get(index + 1)).members()));
    double sure = certainty(path.get(index), path.get(index + 1));
    exits(passage, index == 0)
        .forEach(
            (exit, leaving) ->
                entries.forEach(
                    (entry, coming) ->
                        wiring.votePair(exit.place, entry.place, sure * leaving * coming)));
  }

  /** Without the interface that is over the others, if that is known. */
  private Passage ports(Passage passage) {
    List<Sighting> ports =
        passage.members().stream().filter(member -> !uppers.test(member.place)).toList();
    return ports.isEmpty() ? passage : new Passage(passage.namespace(), ports);
  }

  private static Map<Sighting, Double> exits(Passage passage, boolean origin) {
    if (origin || passage.members().size() == 1) {
      return Passage.last(notGoing(Direction.IN, passage.members()));
    }
    Map<Sighting, Double> exits = new LinkedHashMap<>();
    Passage.first(notGoing(Direction.OUT, passage.members()))
        .forEach(
            (entry, likely) -> {
              List<Sighting> others = notGoing(Direction.IN, passage.without(entry));
              for (Sighting other : others) {
                exits.merge(other, likely * exit(other, entry, others), Double::sum);
              }
            });
    return exits;
  }

  /** Without those that are known to go a way that makes no sense, unless that leaves none. */
  private static List<Sighting> notGoing(Direction way, List<Sighting> members) {
    List<Sighting> others = members.stream().filter(member -> member.direction() != way).toList();
    return others.isEmpty() ? members : others;
  }

  /** How likely a frame that came in by one port left by another, rather than by a third. */
  private static double exit(Sighting port, Sighting entry, List<Sighting> others) {
    if (others.size() == 1) {
      return 1;
    }
    Sighting next = others.getFirst();
    double onlyRest = 1.0 / (others.size() - 1);
    // The next is the bridge's own copy if it has the stamp of the port of entry; else the exit.
    double copy = Math.exp(-Math.abs(next.time() - entry.time()) / SAME_STAMP);
    return port == next
        ? (1 - copy) * MORE_LIKELY
        : copy * onlyRest + (1 - copy) * LESS_LIKELY * onlyRest;
  }

  /** A frame comes in by one port; what else takes it in is over the ports. */
  private void voteUpperByDirection(Passage passage) {
    List<Sighting> in =
        passage.members().stream().filter(member -> member.direction() == Direction.IN).toList();
    if (in.stream().mapToInt(member -> member.place).distinct().count() > 1) {
      Passage.first(in)
          .forEach((member, entered) -> wiring.voteUpper(member.place, 1 - entered, PROVEN));
    }
  }

  /** Of a flood, what has the very stamp of the port of entry is more likely over it. */
  private void voteUpperByStamp(Passage passage) {
    Sighting entry = passage.members().getFirst();
    for (Sighting other : passage.without(entry)) {
      boolean same = Math.abs(other.time() - entry.time()) < SAME_STAMP;
      wiring.voteUpper(other.place, same ? MORE_LIKELY : LESS_LIKELY, HINT);
    }
  }

  private void voteUpperOfOrigin(Passage origin) {
    if (origin.members().size() > 1) {
      Passage.first(origin.members()).forEach(this::voteUpper);
    }
  }

  private void voteUpperOfEnd(Passage end) {
    if (end.members().size() > 1) {
      Passage.last(end.members()).forEach(this::voteUpper);
    }
  }

  /** Of three that saw it pass, one is the port of entry, one that of exit, and one is over both. */
  private void voteUpperOnTheWay(Passage passage) {
    if (passage.members().size() < 3) {
      return;
    }
    Map<Sighting, Double> uppers = new LinkedHashMap<>();
    Passage.first(passage.members())
        .forEach(
            (entry, likely) -> {
              List<Sighting> others = passage.without(entry);
              uppers.merge(entry, 0.0, Double::sum);
              for (Sighting other : others) {
                double upper = likely * (1 - exit(other, entry, others));
                uppers.merge(other, upper, Double::sum);
              }
            });
    uppers.forEach(this::voteUpper);
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

  private void voteUpper(Sighting sighting, double likely) {
    wiring.voteUpper(sighting.place, likely, 1);
  }

  /** Where the time to live falls, a namespace routed. */
  private void learnRouters(List<Sighting> packet) {
    int highest = packet.stream().mapToInt(Sighting::ttl).max().orElse(0);
    for (int ttl = highest; ttl > 1; ttl--) {
      int now = ttl;
      List<Sighting> before = packet.stream().filter(s -> s.ttl() == now).toList();
      List<Sighting> after = packet.stream().filter(s -> s.ttl() == now - 1).toList();
      if (after.isEmpty()) {
        return;
      }
      int[] both =
          before.stream()
              .mapToInt(s -> s.namespace)
              .distinct()
              .filter(namespace -> after.stream().anyMatch(s -> s.namespace == namespace))
              .toArray();
      if (both.length == 1) {
        learnRouter(both[0], before, after);
      }
    }
  }

  private void learnRouter(int router, List<Sighting> before, List<Sighting> after) {
    wiring.voteOwner(before.getFirst().level(0, Reading.DESTINATION), router, PROVEN);
    wiring.voteOwner(after.getFirst().level(0, Reading.SOURCE), router, PROVEN);
    List<Passage> in = passages(plainAt(router, before));
    if (!in.isEmpty()) {
      voteUpperOfEnd(in.getFirst());
    }
    List<Passage> out = passages(plainAt(router, after));
    if (!out.isEmpty()) {
      voteUpperOfOrigin(out.getFirst());
    }
  }

  private static List<Sighting> plainAt(int namespace, List<Sighting> sightings) {
    return sightings.stream().filter(s -> s.namespace == namespace && s.depth() == 0).toList();
  }
}
