package org.flannelgraph.journey;

import java.util.List;

/** What became of a packet that went in pieces. */
final class Pieces {
  private Pieces() {}

  /** Whether any part of the packet's way was gone in pieces. */
  static boolean areIn(Step root) {
    return areIn(root, root.sighting);
  }

  private static boolean areIn(Step step, Sighting first) {
    if (step.sighting.isOtherPiece(first)) {
      return true;
    }
    for (Step next : step.children) {
      if (areIn(next, first)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The outcome, given that of the first piece; marks the steps at which others were taken up.
   *
   * @param end where the first piece was seen last
   */
  static Outcome outcome(Step root, Step end, Outcome first) {
    List<Step> steps = root.inOrder();
    if (first != Outcome.DELIVERED) {
      return first;
    }
    List<Step> arrived =
        steps.stream().filter(step -> step.sighting.place == end.sighting.place).toList();
    for (Step step : arrived) {
      if (!step.goesOn() && step.action == Action.CROSSED) {
        step.action = Action.DELIVERED;
      }
    }
    boolean all =
        steps.stream()
            .filter(step -> step.sighting.place == root.sighting.place)
            .allMatch(sent -> isCovered(sent.sighting, arrived));
    return all ? Outcome.DELIVERED : Outcome.PARTIAL;
  }

  /** Whether all bytes of a piece are in others. */
  private static boolean isCovered(Sighting piece, List<Step> others) {
    int covered = 0;
    boolean progress = true;
    while (progress && covered < piece.pieceLength) {
      progress = false;
      for (Step other : others) {
        int from = other.sighting.pieceStart - piece.pieceStart;
        int to = from + other.sighting.pieceLength;
        if (from <= covered && to > covered) {
          covered = to;
          progress = true;
        }
      }
    }
    return covered >= piece.pieceLength;
  }
}
