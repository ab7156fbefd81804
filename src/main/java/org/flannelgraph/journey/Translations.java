package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins what NAT parted: the sightings of a packet before and after its addresses were written
 * over. All else is the same.
 *
 * <p>The namespace that did it saw both. A router lets the time to live fall while it does; a
 * bridge leaves the sender's MAC address, and only what is sent on has other addresses: the sender
 * itself never saw them. If that namespace was not captured, one of the two ends must still be the
 * same.
 */
final class Translations {
  // What a namespace makes of one packet it makes at once: nanoseconds.
  private static final long AT_ONCE = 10_000_000;

  private Translations() {}

  /** The sightings of a packet, and those with the addresses that it had last. */
  private record Chain(List<Sighting> all, List<Sighting> last) {
    Sighting first() {
      return Translations.first(last);
    }
  }

  /**
   * Joins packets over different addresses.
   *
   * @param variants for each pair of addresses the packets that have them
   */
  static List<List<Sighting>> join(List<List<List<Sighting>>> variants) {
    List<List<List<Sighting>>> ordered = new ArrayList<>(variants);
    ordered.sort(
        Comparator.<List<List<Sighting>>>comparingInt(variant -> -highest(variant.getFirst()))
            .thenComparing(variant -> first(variant.getFirst()), Sighting::compare));
    List<Chain> chains = new ArrayList<>();
    for (List<List<Sighting>> variant : ordered) {
      List<Chain> open = new ArrayList<>(chains);
      List<Chain> extended = new ArrayList<>();
      for (List<Sighting> packet : variant) {
        Chain before = before(packet, open);
        Chain twin = before == null ? twin(packet, extended) : null;
        if (twin != null) {
          twin.all().addAll(packet);
          continue;
        }
        List<Sighting> all = new ArrayList<>(packet);
        Chain chain = new Chain(all, packet);
        if (before != null) {
          open.remove(before);
          chains.remove(before);
          all.addAll(before.all());
          extended.add(chain);
        }
        chains.add(chain);
      }
    }
    List<List<Sighting>> joined = new ArrayList<>();
    chains.forEach(chain -> joined.add(chain.all()));
    joined.sort(Comparator.comparing(Translations::first, Sighting::compare));
    return joined;
  }

  private static @Nullable Chain before(List<Sighting> packet, List<Chain> open) {
    long time = first(packet).time();
    return open.stream()
        .filter(chain -> isRouted(chain.last(), packet) || isBridged(chain, packet))
        .min(Comparator.comparingLong(chain -> Math.abs(time - chain.first().time())))
        .orElse(null);
  }

  /** A promiscuous bridge with NAT sees the same frame twice: then only one packet came in. */
  private static @Nullable Chain twin(List<Sighting> packet, List<Chain> extended) {
    Sighting start = first(packet);
    return extended.stream()
        .filter(chain -> Math.abs(start.time() - chain.first().time()) < AT_ONCE)
        .filter(chain -> chain.last().stream().anyMatch(s -> s.namespace == start.namespace))
        .findFirst()
        .orElse(null);
  }

  private static boolean isRouted(List<Sighting> before, List<Sighting> after) {
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
    return sawBoth || Relation.endsTranslated(ends.getFirst(), starts.getFirst()) < 2;
  }

  private static boolean isBridged(Chain before, List<Sighting> after) {
    Sighting start = first(after);
    Sighting sent = before.first();
    return start.place != sent.place
        && start.time() >= sent.time()
        && before.last().stream().anyMatch(end -> Relation.isTranslatedByBridge(end, start));
  }

  private static int highest(List<Sighting> packet) {
    return packet.stream().mapToInt(Sighting::ttl).max().orElseThrow();
  }

  private static Sighting first(List<Sighting> packet) {
    return packet.stream().min(Sighting::compare).orElseThrow();
  }
}
