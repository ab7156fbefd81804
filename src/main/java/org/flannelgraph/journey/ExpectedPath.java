package org.flannelgraph.journey;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares where a packet was promised to go with where it was seen. */
public final class ExpectedPath {
  private ExpectedPath() {}

  /**
   * The first place of a journey's expected path at which the packet was not seen, though it was
   * seen or expected before it; null if it kept to its path, or none was worked out.
   */
  public static @Nullable Place parting(Journey journey) {
    return parting(journey.expected(), journey.hops());
  }

  static @Nullable Place parting(List<Place> expected, List<Hop> hops) {
    Set<Place> seen = new HashSet<>();
    hops.forEach(hop -> seen.add(hop.place()));
    return expected.stream().filter(place -> !seen.contains(place)).findFirst().orElse(null);
  }
}
