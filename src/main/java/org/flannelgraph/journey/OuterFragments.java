package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The later fragments of a tunnel's packet. What they carry can't be seen, so they go where the
 * first fragment goes, in which the packet inside is still to be read.
 */
@SuppressWarnings("IdentityHashMapUsage") // identity is what is meant
final class OuterFragments {
  private OuterFragments() {}

  /** Takes the later fragments of tunnels' packets out of a list of sightings, and returns them. */
  static List<Sighting> takeFrom(List<Sighting> sightings) {
    List<Sighting> later = new ArrayList<>();
    for (Sighting sighting : sightings) {
      if (sighting.isFragment && sighting.depth() == 0 && sighting.pieceStart > 0) {
        if (sightings.stream().anyMatch(first -> isFirstOf(first, sighting))) {
          later.add(sighting);
        }
      }
    }
    sightings.removeAll(later);
    return later;
  }

  private static boolean isFirstOf(Sighting first, Sighting later) {
    return first.isOuterFragment && first.datagram == later.datagram;
  }

  /** Puts them to the steps of their first fragments. */
  static void attach(List<Sighting> later, Step root) {
    if (later.isEmpty()) {
      return;
    }
    List<Sighting> left = new ArrayList<>(later);
    List<Step> steps = root.inOrder();
    while (!left.isEmpty()) {
      long content = left.getFirst().content;
      Map<Step, Step> attached = new IdentityHashMap<>();
      for (Step step : steps) {
        Sighting here = take(left, content, step.sighting);
        if (here != null) {
          Step before = step.parent == null ? null : attached.get(step.parent);
          Step after =
              before == null
                  ? new Step(here, step.parent == null ? step : step.parent, Action.FRAGMENTED)
                  : new Step(here, before, step.action);
          after.isCopy = step.isCopy;
          attached.put(step, after);
        }
      }
      left.removeIf(
          rest -> {
            if (rest.content == content) {
              new Step(rest, root, Action.FRAGMENTED);
            }
            return rest.content == content;
          });
    }
  }

  private static @Nullable Sighting take(List<Sighting> left, long content, Sighting first) {
    for (Sighting later : left) {
      if (later.content == content && later.place == first.place && isFirstOf(first, later)) {
        left.remove(later);
        return later;
      }
    }
    return null;
  }
}
