package org.flannelgraph.ui.lanes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Place;

/**
 * A journey as time against interfaces.
 *
 * @param lanes the interfaces, in the order in which the packet came to them; then those that it
 *     was promised to lead over, and did not
 * @param dots the hops, in their order
 * @param ways from hop to hop
 * @param start the first time stamp, in nanoseconds since 1970
 * @param span from the first time stamp to the last, in nanoseconds
 * @param lost the number of the hop after which it was lost; 0 if it was not
 */
record Lanes(List<Lane> lanes, List<Dot> dots, List<Way> ways, long start, long span, int lost) {
  static final Lanes EMPTY = new Lanes(List.of(), List.of(), List.of(), 0, 0, 0);

  Lanes {
    lanes = List.copyOf(lanes);
    dots = List.copyOf(dots);
    ways = List.copyOf(ways);
  }

  /**
   * An interface.
   *
   * @param isSeen whether the packet was seen there; else it was only promised
   */
  record Lane(Place place, boolean isSeen) {
    String label() {
      return place.namespace() + " " + place.device();
    }
  }

  /**
   * A hop.
   *
   * @param hop its number, from 1
   * @param lane the index of its lane
   * @param nanos after the first time stamp of the journey
   * @param isWrapped whether the packet is inside a tunnel's
   */
  record Dot(int hop, int lane, long nanos, boolean isWrapped) {}

  /**
   * From a hop to the next.
   *
   * @param from the number of the hop
   * @param isBackwards whether the next is stamped earlier
   */
  record Way(int from, int to, boolean isBackwards) {}

  static Lanes of(Journey journey) {
    Map<Place, Integer> numbers = new LinkedHashMap<>();
    List<Lane> lanes = new ArrayList<>();
    for (Hop hop : inTime(journey)) {
      add(hop.place(), true, numbers, lanes);
    }
    for (Place promised : journey.expected()) {
      add(promised, false, numbers, lanes);
    }
    long first = journey.hops().stream().mapToLong(Hop::time).min().orElse(0);
    long last = journey.hops().stream().mapToLong(Hop::time).max().orElse(first);
    int[] wrapped = wrapped(journey);
    List<Dot> dots = new ArrayList<>();
    List<Way> ways = new ArrayList<>();
    for (Hop hop : journey.hops()) {
      int lane = numbers.getOrDefault(hop.place(), 0);
      dots.add(new Dot(hop.index(), lane, hop.time() - first, wrapped[hop.index()] > 0));
      Integer previous = hop.previous();
      if (previous != null) {
        boolean isBackwards = hop.time() < journey.hop(previous).time();
        ways.add(new Way(previous, hop.index(), isBackwards));
      }
    }
    return new Lanes(lanes, dots, ways, first, last - first, lost(journey));
  }

  /**
   * The hops as they came to pass, so that what branches off stands beside where it does; but none
   * before the one that it came from, whatever the stamps say.
   */
  private static List<Hop> inTime(Journey journey) {
    long[] times = new long[journey.hops().size() + 1];
    for (Hop hop : journey.hops()) {
      Integer previous = hop.previous();
      times[hop.index()] = Math.max(hop.time(), previous == null ? 0 : times[previous]);
    }
    return journey.hops().stream()
        .sorted(
            Comparator.comparingLong((Hop hop) -> times[hop.index()]).thenComparingInt(Hop::index))
        .toList();
  }

  private static void add(
      Place place, boolean isSeen, Map<Place, Integer> numbers, List<Lane> lanes) {
    if (numbers.putIfAbsent(place, lanes.size()) == null) {
      lanes.add(new Lane(place, isSeen));
    }
  }

  /**
   * How many tunnels' packets are around it, by the number of the hop. A capture may begin inside a
   * tunnel, of which then only the end is seen.
   */
  private static int[] wrapped(Journey journey) {
    int[] depth = new int[journey.hops().size() + 1];
    int least = 0;
    for (Hop hop : journey.hops()) {
      Integer previous = hop.previous();
      int before = previous == null ? 0 : depth[previous];
      int step =
          hop.action() == Action.ENCAPSULATED ? 1 : hop.action() == Action.DECAPSULATED ? -1 : 0;
      depth[hop.index()] = before + step;
      least = Math.min(least, before + step);
    }
    for (int i = 0; i < depth.length; i++) {
      depth[i] -= least;
    }
    return depth;
  }

  private static int lost(Journey journey) {
    Cause cause = journey.cause();
    if (cause == null) {
      return 0;
    }
    Place where = new Place(cause.namespace(), cause.device());
    return journey.hops().reversed().stream()
        .filter(hop -> hop.place().equals(where))
        .findFirst()
        .orElse(journey.hops().getLast())
        .index();
  }

  /** The hop with that number. */
  Dot dot(int hop) {
    return dots.get(hop - 1);
  }

  /** How many hops are stamped before the one that they came from. */
  long backwards() {
    return ways.stream().filter(Way::isBackwards).count();
  }

  /** The hops on the way to this one, and from it on where it goes on first; all for 0. */
  Set<Integer> path(int hop) {
    Map<Integer, Integer> before = new LinkedHashMap<>();
    Map<Integer, Integer> after = new LinkedHashMap<>();
    for (Way way : ways) {
      before.put(way.to(), way.from());
      after.putIfAbsent(way.from(), way.to());
    }
    int start = hop == 0 ? 1 : hop;
    Set<Integer> path = new HashSet<>();
    for (Integer at = start; at != null; at = before.get(at)) {
      path.add(at);
    }
    for (Integer at = after.get(start); at != null; at = after.get(at)) {
      path.add(at);
    }
    return path;
  }
}
