package org.flannelgraph.journey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ties an error to the packet that caused it: an ICMP error to the packet that it quotes, an RST to
 * the SYN that it refuses.
 */
final class Answers {
  private final LongMap<Asked> byName = new LongMap<>();

  /** A packet that may be answered, and the one before it with the same name, to bridge a twin. */
  private record Asked(long journey, long first, @Nullable Asked before) {}

  /** Notes a packet by all its names. */
  void note(long journey, List<Sighting> packet) {
    long first = first(packet);
    Sighting before = null;
    for (Sighting sighting : packet) {
      if (before == null || !sameNames(sighting, before)) {
        note(sighting.header, journey, first);
        if (sighting.name != 0) {
          note(sighting.name, journey, first);
        }
      }
      before = sighting;
    }
  }

  private void note(long name, long journey, long first) {
    Asked before = byName.get(name);
    if (before == null) {
      byName.put(name, new Asked(journey, first, null));
    } else if (before.journey() != journey) {
      byName.put(
          name, new Asked(journey, first, new Asked(before.journey(), before.first(), null)));
    }
  }

  private static boolean sameNames(Sighting one, Sighting other) {
    return one.header == other.header && one.name == other.name;
  }

  /** Forgets packets, by their sightings. */
  void forget(List<Sighting> sightings, List<Long> journeys) {
    Sighting before = null;
    for (Sighting sighting : sightings) {
      if (before == null || !sameNames(sighting, before)) {
        forget(sighting.header, journeys);
        forget(sighting.name, journeys);
      }
      before = sighting;
    }
  }

  private void forget(long name, List<Long> journeys) {
    Asked asked = byName.get(name);
    if (asked != null && journeys.contains(asked.journey())) {
      byName.remove(name, asked);
    }
  }

  /** The journey of the packet that this one answers as an error; null if it answers none. */
  @Nullable Long causeOf(List<Sighting> packet) {
    long first = first(packet);
    for (Sighting sighting : packet) {
      if (sighting.answers != 0) {
        Asked asked = byName.get(sighting.answers);
        while (asked != null && asked.first() > first) {
          asked = asked.before();
        }
        if (asked != null) {
          return asked.journey();
        }
      }
    }
    return null;
  }

  private static long first(List<Sighting> packet) {
    long first = Long.MAX_VALUE;
    for (Sighting sighting : packet) {
      first = Math.min(first, sighting.time());
    }
    return first;
  }
}
