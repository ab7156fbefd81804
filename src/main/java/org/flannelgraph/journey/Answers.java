package org.flannelgraph.journey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ties an error to the packet that caused it: an ICMP error to the packet that it quotes, an RST to
 * the SYN that it refuses.
 */
final class Answers {
  private final Map<Long, Asked> byName = new HashMap<>();

  /** A packet that may be answered, and the one before it that has the same name. */
  private record Asked(long journey, List<Sighting> packet, @Nullable Asked before) {}

  /** Notes a packet by all its names. */
  void note(long journey, List<Sighting> packet) {
    long noted = 0;
    for (Sighting sighting : packet) {
      if (sighting.header != noted) {
        noted = sighting.header;
        note(noted, journey, packet);
      }
      if (sighting.name != 0) {
        note(sighting.name, journey, packet);
      }
    }
  }

  private void note(long name, long journey, List<Sighting> packet) {
    Asked before = byName.get(name);
    if (before == null || before.journey() != journey) {
      byName.put(name, new Asked(journey, packet, before));
    }
  }

  /** The journey of the packet that this one answers as an error; null if it answers none. */
  @Nullable Long causeOf(List<Sighting> packet) {
    for (Sighting sighting : packet) {
      if (sighting.answers != 0) {
        Asked asked = byName.get(sighting.answers);
        while (asked != null && !isBefore(asked.packet(), packet)) {
          asked = asked.before();
        }
        if (asked != null) {
          return asked.journey();
        }
      }
    }
    return null;
  }

  private static boolean isBefore(List<Sighting> question, List<Sighting> answer) {
    return question != answer && first(question) <= first(answer);
  }

  private static long first(List<Sighting> packet) {
    return packet.stream().mapToLong(Sighting::time).min().orElseThrow();
  }
}
