package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins what NAT parted: the sightings of a packet before and after its addresses were written over.
 * All else is the same. The namespace that did it saw both, and routed the packet while it did, so
 * the time to live fell there; if it was not captured, one of the two ends must still be the same.
 */
final class Translations {
  private Translations() {}

  /**
   * Joins packets over different addresses.
   *
   * @param variants for each pair of addresses the packets that have them
   */
  static List<List<Sighting>> join(List<List<List<Sighting>>> variants) {
    List<List<List<Sighting>>> ordered = new ArrayList<>(variants);
    ordered.sort(Comparator.comparingInt(variant -> -highest(variant.getFirst())));
    List<List<Sighting>> joined = new ArrayList<>();
    for (List<List<Sighting>> variant : ordered) {
      List<List<Sighting>> taken = new ArrayList<>();
      for (List<Sighting> packet : variant) {
        List<Sighting> before = before(packet, joined, taken);
        if (before == null) {
          joined.add(new ArrayList<>(packet));
          taken.add(joined.getLast());
        } else {
          before.addAll(packet);
          taken.add(before);
        }
      }
    }
    joined.sort(Comparator.comparing(Translations::first, Sighting::compare));
    return joined;
  }

  private static @Nullable List<Sighting> before(
      List<Sighting> packet, List<List<Sighting>> candidates, List<List<Sighting>> taken) {
    long time = first(packet).time();
    return candidates.stream()
        .filter(candidate -> taken.stream().noneMatch(other -> other == candidate))
        .filter(candidate -> continues(candidate, packet))
        .min(Comparator.comparingLong(candidate -> Math.abs(time - first(candidate).time())))
        .orElse(null);
  }

  private static boolean continues(List<Sighting> before, List<Sighting> after) {
    int lowest = before.stream().mapToInt(Sighting::ttl).min().orElseThrow();
    int highest = highest(after);
    if (lowest <= highest) {
      return false;
    }
    List<Sighting> ends = before.stream().filter(s -> s.ttl() == lowest).toList();
    List<Sighting> starts = after.stream().filter(s -> s.ttl() == highest).toList();
    boolean sawBoth =
        starts.stream()
            .anyMatch(start -> ends.stream().anyMatch(end -> end.namespace == start.namespace));
    Sighting end = ends.getFirst();
    Sighting start = starts.getFirst();
    return sawBoth || end.from == start.from || end.to == start.to;
  }

  private static int highest(List<Sighting> packet) {
    return packet.stream().mapToInt(Sighting::ttl).max().orElseThrow();
  }

  private static Sighting first(List<Sighting> packet) {
    return packet.stream().min(Sighting::compare).orElseThrow();
  }
}
