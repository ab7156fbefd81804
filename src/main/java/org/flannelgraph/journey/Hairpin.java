package org.flannelgraph.journey;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Knows a flooded frame that a bridge port in hairpin mode sent back to its sender. */
final class Hairpin {
  // Stamps may be off by this much, and a bridge does not keep a frame for longer: nanoseconds.
  private static final long STAMP_ERROR = 5_000;
  private static final long AT_ONCE = 10_000_000;

  private Hairpin() {}

  /**
   * Whether what was seen twice as often as the rest is the way back of the same packets, rather
   * than the way of packets that got no further.
   *
   * @param states the sightings of each step, ordered by time; the direction of none is known
   * @param most how many the step with the most has
   */
  static boolean explains(Collection<List<Sighting>> states, int most) {
    if (most % 2 != 0 || !states.iterator().next().getFirst().isMulticast()) {
      return false;
    }
    List<List<Sighting>> twice =
        states.stream()
            .filter(state -> state.size() == most)
            .sorted(Comparator.comparing(List::getFirst, Sighting::compare))
            .toList();
    boolean restOnce = states.stream().allMatch(s -> s.size() == most || s.size() == most / 2);
    if (!restOnce || twice.size() != 2 || twice.size() == states.size()) {
      return false;
    }
    return goesBack(twice.get(0), twice.get(1)) || goesBack(twice.get(1), twice.get(0));
  }

  /** Whether each second sighting at the port comes before the sender's own second. */
  private static boolean goesBack(List<Sighting> sender, List<Sighting> port) {
    for (int i = 0; i < sender.size(); i += 2) {
      long sent = sender.get(i).time();
      long returned = sender.get(i + 1).time();
      long error = returned - sent < AT_ONCE ? STAMP_ERROR : 0;
      boolean forth = sent <= port.get(i).time() + error;
      boolean back = port.get(i + 1).time() <= returned + error;
      if (!forth || !back) {
        return false;
      }
    }
    return true;
  }
}
