package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.BitSet;
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
 *   <li>A bridge's own copy of a frame that came in by a port has that port's stamp or a later one;
 *       of a frame that it sends itself, an earlier one than the port has.
 *   <li>Where a path ends or begins in a namespace and two interfaces saw it, one stands over the
 *       other. Where it passes through and three saw it, one of them stands over the two others; if
 *       none has the stamp of the port of entry, it is more likely the last.
 *   <li>Where the time to live falls from one frame to the next, the namespace that saw both is a
 *       router, and has the first one's destination MAC address and the second one's source.
 * </ul>
 */
final class WiringLessons {
  private static final double PROVEN = 10;

  private final LearnedWiring wiring;
  private final PathLessons paths;
  private final FloodLessons floods;

  /**
   * Teaches a wiring.
   *
   * @param uppers which interfaces are known to stand over others: so they are no end of a wire
   */
  WiringLessons(LearnedWiring wiring, IntPredicate uppers) {
    this.wiring = wiring;
    paths = new PathLessons(wiring, uppers);
    floods = new FloodLessons(wiring, paths, uppers);
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
      learnWay(frame);
      return;
    }
    // Seen before a tunnel and after it, with the same bytes: two paths.
    long middle = inTunnel[0] + (inTunnel[1] - inTunnel[0]) / 2;
    List<Sighting> before = frame.stream().filter(s -> s.time() <= middle).toList();
    List<Sighting> after = frame.stream().filter(s -> s.time() > middle).toList();
    if (isOneSide(before, packet) && isOneSide(after, packet)) {
      learnWay(before);
      learnWay(after);
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
    List<Passage> first = Passage.of(before);
    if (first.size() == 1) {
      wiring.voteOwner(before.getFirst().sourceMac(), first.getFirst().namespace(), 1);
    }
    List<Passage> last = Passage.of(after);
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

  private void learnWay(List<Sighting> frame) {
    List<Passage> passages = Passage.of(frame);
    for (Passage passage : passages) {
      for (Sighting member : passage.members()) {
        wiring.together(passage.members().getFirst().place, member.place);
      }
      voteUpperByDirection(passage);
    }
    if (frame.getFirst().isMulticast() || hasRepeats(frame)) {
      floods.learn(frame, passages);
    } else {
      paths.learn(passages);
    }
  }

  private static boolean hasRepeats(List<Sighting> frame) {
    BitSet seen = new BitSet();
    for (Sighting sighting : frame) {
      if (seen.get(sighting.place)) {
        return true;
      }
      seen.set(sighting.place);
    }
    return false;
  }

  /** A frame comes in by one port; what else takes it in is over the ports. */
  private void voteUpperByDirection(Passage passage) {
    List<Sighting> in = new ArrayList<>();
    for (Sighting member : passage.members()) {
      if (member.direction() == Direction.IN) {
        in.add(member);
      }
    }
    if (in.size() > 1) {
      Passage.first(in)
          .forEach((member, entered) -> wiring.voteUpper(member.place, 1 - entered, 2, PROVEN));
    }
  }

  /** Where the time to live falls, a namespace routed. */
  private void learnRouters(List<Sighting> packet) {
    int highest = 0;
    for (Sighting sighting : packet) {
      highest = Math.max(highest, sighting.ttl());
    }
    List<Sighting> before = withTtl(highest, packet);
    for (int ttl = highest - 1; ttl > 0; ttl--) {
      List<Sighting> after = withTtl(ttl, packet);
      if (after.isEmpty()) {
        return;
      }
      Set<Integer> both = namespaces(before);
      both.retainAll(namespaces(after));
      if (both.size() == 1) {
        learnRouter(both.iterator().next(), before, after);
      }
      before = after;
    }
  }

  private static List<Sighting> withTtl(int ttl, List<Sighting> packet) {
    List<Sighting> sightings = new ArrayList<>();
    for (Sighting sighting : packet) {
      if (sighting.ttl() == ttl) {
        sightings.add(sighting);
      }
    }
    return sightings;
  }

  private static Set<Integer> namespaces(List<Sighting> sightings) {
    Set<Integer> namespaces = new HashSet<>();
    for (Sighting sighting : sightings) {
      namespaces.add(sighting.namespace);
    }
    return namespaces;
  }

  private void learnRouter(int router, List<Sighting> before, List<Sighting> after) {
    wiring.voteOwner(before.getFirst().level(0, Reading.DESTINATION), router, PROVEN);
    wiring.voteOwner(after.getFirst().level(0, Reading.SOURCE), router, PROVEN);
    List<Passage> in = Passage.of(plainAt(router, before));
    if (!in.isEmpty()) {
      paths.voteUpperOfEnd(in.getFirst());
    }
    List<Passage> out = Passage.of(plainAt(router, after));
    if (!out.isEmpty()) {
      paths.voteUpperOfOrigin(out.getFirst());
    }
  }

  private static List<Sighting> plainAt(int namespace, List<Sighting> sightings) {
    return sightings.stream().filter(s -> s.namespace == namespace && s.depth() == 0).toList();
  }
}
