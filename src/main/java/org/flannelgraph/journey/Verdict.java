package org.flannelgraph.journey;

import java.util.List;
import org.flannelgraph.capture.LinkType;

/** What became of a packet, as far as frames can tell. */
final class Verdict {
  private Verdict() {}

  /** The outcome; marks the steps at which the packet was taken up. */
  static Outcome of(Step root, Wiring wiring, Residents residents) {
    if (root.sighting.isMulticast()) {
      return flooded(root, wiring);
    }
    if (isToItself(root.sighting)) {
      root.end().action = root.end() == root ? root.action : Action.DELIVERED;
      return Outcome.DELIVERED;
    }
    Step end = root.end();
    Outcome outcome = outcome(end, wiring, residents);
    if (outcome == Outcome.DELIVERED && end.parent != null) {
      end.action = Action.DELIVERED;
    }
    return Pieces.areIn(root) ? Pieces.outcome(root, end, outcome) : outcome;
  }

  /** Whether it was seen on lo: what is sent there is received there. */
  private static boolean isToItself(Sighting sighting) {
    return sighting.isIp()
        && sighting.depth() == 0
        && sighting.sourceMac() == 0
        && sighting.destinationMac() == 0
        && sighting.captured.where().linkType() == LinkType.ETHERNET;
  }

  private static Outcome flooded(Step root, Wiring wiring) {
    List<Step> steps = root.inOrder();
    for (Step step : steps) {
      boolean arrived =
          step.action == Action.CROSSED
              || step.action == Action.FLOODED && wiring.isUpper(step.sighting.place);
      if (arrived && !step.goesOn()) {
        step.action = Action.DELIVERED;
      }
    }
    return steps.size() > 1 ? Outcome.DELIVERED : Outcome.UNKNOWN;
  }

  private static Outcome outcome(Step end, Wiring wiring, Residents residents) {
    Sighting last = end.sighting;
    int home = last.isIp() ? residents.home(last.destination) : wiring.owner(last.destinationMac());
    if (home == Residents.UNSEEN) {
      return Outcome.UNKNOWN; // lost on the way there, or not captured there
    }
    if (home != Wiring.NONE) {
      return home == last.namespace && last.depth() == 0 ? Outcome.DELIVERED : Outcome.LOST;
    }
    boolean elsewhere =
        end.parent == null
            || last.depth() > 0
            || residents.isRouter(last.namespace)
            || wiring.peer(last.place) != Wiring.NONE && end.action != Action.CROSSED;
    return elsewhere ? Outcome.UNKNOWN : Outcome.DELIVERED;
  }
}
