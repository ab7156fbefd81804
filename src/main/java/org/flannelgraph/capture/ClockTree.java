package org.flannelgraph.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.capture.ClockOffset.Basis;
import org.jspecify.annotations.Nullable;

/**
 * Compares the clocks of several files with the first one's: each by the best founded comparison
 * that leads there, over other files if need be, since two nodes may share packets with the switch
 * between them only.
 */
final class ClockTree {
  private static final Comparator<ClockEstimate> BEST_FIRST =
      Comparator.comparing(ClockEstimate::basis).thenComparingLong(ClockEstimate::uncertainty);

  /** A file that could be compared next. */
  private record Step(int file, ClockEstimate estimate) {}

  private ClockTree() {}

  /** One offset a file. */
  static List<ClockOffset> offsets(List<String> files, List<PacketPrints> prints) {
    @Nullable ClockEstimate[] known = new @Nullable ClockEstimate[files.size()];
    known[0] = new ClockEstimate(0, 0, Integer.MAX_VALUE, Basis.REFERENCE);
    ClockEstimate[][] pairs = compareAll(prints);
    for (Optional<Step> step = best(known, pairs); step.isPresent(); step = best(known, pairs)) {
      known[step.get().file] = step.get().estimate;
    }
    List<ClockOffset> offsets = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      ClockEstimate estimate = known[i] == null ? ClockEstimate.NOTHING : known[i];
      offsets.add(
          new ClockOffset(
              files.get(i),
              files.getFirst(),
              estimate.nanoseconds(),
              estimate.uncertainty(),
              estimate.basis() == Basis.REFERENCE ? 0 : estimate.packets(),
              estimate.basis()));
    }
    return offsets;
  }

  private static ClockEstimate[][] compareAll(List<PacketPrints> prints) {
    ClockEstimate[][] pairs = new ClockEstimate[prints.size()][prints.size()];
    for (int i = 0; i < prints.size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs[j][i] = ClockEstimate.of(prints.get(j), prints.get(i));
        pairs[i][j] = pairs[j][i].reversed();
      }
    }
    return pairs;
  }

  /** The best founded comparison of a file that is known with one that is not. */
  private static Optional<Step> best(@Nullable ClockEstimate[] known, ClockEstimate[][] pairs) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < known.length; i++) {
      ClockEstimate from = known[i];
      for (int j = 0; from != null && j < known.length; j++) {
        if (known[j] == null && pairs[i][j].basis() != Basis.NOTHING) {
          steps.add(new Step(j, from.then(pairs[i][j])));
        }
      }
    }
    return steps.stream().min(Comparator.comparing(Step::estimate, BEST_FIRST));
  }
}
