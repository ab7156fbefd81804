package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.capture.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Puts the sightings of one packet in order, by going the packet's way again.
 *
 * <p>It begins where the packet was sent: at the highest time to live, in the namespace that has
 * the source MAC address. From each interface it goes on as a frame does: within a namespace to the
 * others that saw the same bytes (a bridge), over the wire to the interface at the other end, and
 * from what a namespace took up to what it made of it: the packet taken out of a tunnel, put into
 * one, or routed. What can't be reached so, since captures have gaps, is put after what it most
 * likely came from.
 */
final class Walk {
  private static final int FAR = 1000;

  private final List<Sighting> left;
  private final Wiring wiring;
  private final List<Step> visited = new ArrayList<>();

  private Walk(List<Sighting> packet, Wiring wiring) {
    left = new ArrayList<>(packet);
    left.sort(Sighting::compare);
    this.wiring = wiring;
  }

  /** The first sighting, with all others below it. */
  static Step of(List<Sighting> packet, Wiring wiring) {
    Walk walk = new Walk(packet, wiring);
    List<Sighting> outerPieces = OuterFragments.takeFrom(walk.left);
    Step root = walk.take(walk.origin(), null, Action.SENT);
    walk.enter(root);
    walk.enterOtherPieces(root);
    while (!walk.left.isEmpty()) {
      walk.enter(walk.guess());
    }
    OuterFragments.attach(outerPieces, root);
    root.sort();
    return root;
  }

  private Step take(Sighting sighting, @Nullable Step parent, Action action) {
    left.remove(sighting);
    Step step = new Step(sighting, parent, action);
    visited.add(step);
    return step;
  }

  // --- Where it begins
  // -----------------------------------------------------------------------------

  private Sighting origin() {
    List<Sighting> candidates = highest();
    int sender = wiring.owner(candidates.getFirst().level(0, Reading.SOURCE));
    List<Sighting> sent = new ArrayList<>();
    for (Sighting candidate : candidates) {
      if (candidate.namespace == sender) {
        sent.add(candidate);
      }
    }
    if (!sent.isEmpty()) {
      return exitOf(sent);
    }
    // The sender was not captured, or its address never tells: then at least not at the other end.
    int receiver = wiring.owner(candidates.getFirst().level(0, Reading.DESTINATION));
    for (Sighting candidate : candidates) {
      if (candidate.namespace != receiver) {
        return candidate;
      }
    }
    return arrivalOf(candidates);
  }

  /** Those that were routed least. */
  private List<Sighting> highest() {
    List<Sighting> highest = new ArrayList<>();
    for (Sighting sighting : left) {
      if (!highest.isEmpty() && sighting.ttl() > highest.getFirst().ttl()) {
        highest.clear();
      }
      if (highest.isEmpty() || sighting.ttl() == highest.getFirst().ttl()) {
        highest.add(sighting);
      }
    }
    return highest;
  }

  /** Of what a namespace sends, where it is seen first: least wrapped, then the upper interface. */
  private Sighting exitOf(List<Sighting> sightings) {
    return Collections.min(
        sightings,
        Comparator.comparingInt(Sighting::depth)
            .thenComparing(s -> !wiring.isUpper(s.place))
            .thenComparing(s -> s.direction() == Direction.IN)
            .thenComparing(Sighting::compare));
  }

  /** Of what a namespace takes up, where it is seen first: most wrapped, then not over a port. */
  private Sighting arrivalOf(List<Sighting> sightings) {
    return Collections.min(
        sightings,
        Comparator.<Sighting>comparingInt(s -> -s.depth())
            .thenComparing(s -> wiring.isUpper(s.place))
            .thenComparing(s -> s.direction() == Direction.OUT)
            .thenComparing(Sighting::compare));
  }

  /** What was sent in pieces from the start: all begin where the first does. */
  private void enterOtherPieces(Step root) {
    Sighting first = root.sighting;
    for (Sighting other : List.copyOf(left)) {
      if (other.place == first.place
          && other.isOtherPiece(first)
          && !other.overlaps(first)
          && other.sameWayAs(first)
          && left.contains(other)) {
        enter(take(other, root, Relation.cut(other)));
      }
    }
  }

  // --- From one interface to the next
  // ----------------------------------------------------------------

  /** A frame has come to an interface from outside of the bridge that it may be a port of. */
  private void enter(Step step) {
    List<Step> others = bridge(step);
    Step exit = step;
    for (Step other : others) {
      if (wiring.isUpper(other.sighting.place)) {
        exit = other;
      }
    }
    for (Step other : others) {
      cross(other);
      if (other != exit) {
        tunnel(other);
      }
    }
    cross(step);
    boolean translated = translate(step);
    if (exit != step || !translated) {
      goOn(exit);
    }
  }

  /** The interfaces of the namespace that saw what NAT within the bridge made of the frame. */
  private boolean translate(Step step) {
    Sighting here = step.sighting;
    Sighting first = translatedByBridge(here);
    if (first == null) {
      return false;
    }
    Step child = take(first, step, Action.TRANSLATED);
    List<Step> branches = new ArrayList<>(List.of(child));
    if (!wiring.isUpper(
        first.place)) { // what the bridge device sends itself, its ports get from it
      for (Sighting copy : List.copyOf(left)) {
        if (copy.sameFrame(first) && copy.namespace == first.namespace) {
          branches.add(take(copy, step, Action.TRANSLATED));
        }
      }
    }
    Step exit = child;
    for (Step branch : branches) {
      if (wiring.isUpper(branch.sighting.place)) {
        exit = branch;
        branch.isCopy = branch != child;
      }
    }
    for (Step branch : branches) {
      if (branch != exit) {
        cross(branch);
        translate(branch);
      }
    }
    enter(exit);
    return true;
  }

  /** Of what a bridge's NAT made of a frame, what is changed least, then what goes out. */
  private @Nullable Sighting translatedByBridge(Sighting here) {
    List<Sighting> made = new ArrayList<>();
    for (Sighting next : left) {
      if (Relation.isTranslatedByBridge(here, next)) {
        made.add(next);
      }
    }
    if (made.isEmpty()) {
      return null;
    }
    return Collections.min(
        made,
        Comparator.<Sighting>comparingInt(next -> Relation.endsTranslated(here, next))
            .thenComparing(next -> next.direction() == Direction.IN)
            .thenComparing(Sighting::compare));
  }

  /** The other interfaces of the namespace that saw the same bytes. */
  private List<Step> bridge(Step step) {
    Sighting here = step.sighting;
    List<Sighting> mates = new ArrayList<>();
    int ports = 0;
    for (Sighting other : left) {
      if (isMate(other, step)) {
        mates.add(other);
        ports += wiring.isUpper(other.place) ? 0 : 1;
      }
    }
    boolean flood = here.isMulticast() || ports > 1;
    List<Step> steps = new ArrayList<>();
    for (Sighting mate : mates) {
      boolean isUpper = wiring.isUpper(mate.place);
      boolean flooded = flood && (!isUpper || here.isMulticast());
      Step child = take(mate, step, flooded ? Action.FLOODED : Action.BRIDGED);
      child.isCopy = isUpper && ports > 0;
      steps.add(child);
    }
    return steps;
  }

  /** A port sends what it received back only in hairpin mode; nobody else does but lo. */
  private static boolean isMate(Sighting other, Step step) {
    Sighting here = step.sighting;
    boolean back = step.action == Action.CROSSED || here.sourceMac() == 0;
    return other.namespace == here.namespace
        && other.sameFrame(here)
        && (other.place != here.place || back);
  }

  private void cross(Step step) {
    Sighting here = step.sighting;
    if (here.contradicts(Direction.OUT)) {
      return;
    }
    int peer = wiring.peer(here.place);
    List<Sighting> pieces = new ArrayList<>();
    for (Sighting there : left) {
      if (there.place == peer && !there.contradicts(Direction.IN)) {
        if (there.sameFrame(here)) {
          enter(take(there, step, Action.CROSSED));
          return;
        }
        if (there.isOtherPiece(here)
            && Relation.distance(here, there) == Relation.INTO_OR_OUT_OF_PIECES) {
          pieces.add(there); // receive offload merged what came over the wire
        }
      }
    }
    for (Sighting piece : pieces) {
      if (left.contains(piece)) {
        enter(take(piece, step, Relation.action(here, piece)));
      }
    }
  }

  /** Goes on within the namespace, by whatever changed the frame least. */
  private void goOn(Step step) {
    int least = FAR;
    for (Sighting next : left) {
      if (isMadeOf(step.sighting, next)) {
        least = Math.min(least, Relation.distance(step.sighting, next));
      }
    }
    goOn(step, least);
  }

  /** Whether the namespace can have made the one of the other: what it routes, it sends itself. */
  private boolean isMadeOf(Sighting here, Sighting next) {
    if (next.namespace != here.namespace || next.sameFrame(here)) {
      return false;
    }
    if (next.isOtherPiece(here) && next.sameWayAs(here)) {
      return isMadeInPlace(here, next);
    }
    int sender = wiring.owner(next.level(0, Reading.SOURCE));
    return sender == Wiring.NONE
        || sender == next.namespace
        || Relation.distance(here, next) == Relation.INTO_OR_OUT_OF_A_TUNNEL;
  }

  /** Whether one can be made of the other where it is: not where other pieces of it came in. */
  private boolean isMadeInPlace(Sighting here, Sighting piece) {
    for (Step step : visited) {
      Sighting other = step.sighting;
      boolean cameIn =
          other.place == piece.place
              && other.content != piece.content
              && other.sameWayAs(piece)
              && other.pieceLength < here.pieceLength;
      if (cameIn) {
        return false;
      }
    }
    return here.pieceLength < piece.pieceLength || !piece.contradicts(Direction.OUT);
  }

  /** Goes on into a tunnel, if at all: what a bridge's port can be. */
  private void tunnel(Step step) {
    Sighting here = step.sighting;
    for (Sighting next : left) {
      if (next.depth() != here.depth() && next.sameInside(here) && isMadeOf(here, next)) {
        goOn(step, Relation.INTO_OR_OUT_OF_A_TUNNEL);
        return;
      }
    }
  }

  private void goOn(Step step, int distance) {
    if (distance >= FAR) {
      return;
    }
    Map<Long, List<Sighting>> frames = new LinkedHashMap<>();
    for (Sighting next : left) {
      if (isMadeOf(step.sighting, next) && Relation.distance(step.sighting, next) == distance) {
        frames.computeIfAbsent(next.frame, any -> new ArrayList<>()).add(next);
      }
    }
    for (List<Sighting> frame : frames.values()) {
      boolean unwrapped =
          distance == Relation.INTO_OR_OUT_OF_A_TUNNEL
              && frame.getFirst().depth() < step.sighting.depth();
      Sighting next = unwrapped ? arrivalOf(frame) : exitOf(frame);
      if (left.contains(next)) {
        Step child = take(next, step, Relation.action(step.sighting, next));
        child.isCopy =
            next.isOtherPiece(step.sighting)
                && next.sameWayAs(step.sighting)
                && step.goesOnByBridge()
                && wiring.isUpper(next.place);
        enter(child);
      }
    }
  }

  // --- Over gaps
  // -------------------------------------------------------------------------------------

  /** Puts the next of what was not reached after what it most likely came from. */
  private Step guess() {
    Sighting next =
        Collections.min(
            left,
            Comparator.<Sighting>comparingInt(s -> -s.ttl()).thenComparing(Sighting::compare));
    Step from = visited.getFirst();
    int least = Integer.MAX_VALUE;
    for (Step step : visited) {
      int distance = gap(step, next);
      if (distance < least) {
        least = distance;
        from = step;
      }
    }
    return take(next, from, Relation.action(from.sighting, next));
  }

  private int gap(Step step, Sighting next) {
    Sighting here = step.sighting;
    int distance = here.namespace == next.namespace ? 10 : 20;
    if (here.sameFrame(next)) {
      distance = here.namespace == next.namespace ? 8 : 0;
    } else {
      distance += 2 * Relation.distance(here, next);
    }
    if (wiring.isUpper(here.place)) {
      distance += 4;
    }
    if (step.goesOn()) {
      distance += 2;
    }
    if (wiring.peer(here.place) != Wiring.NONE) {
      distance += 1;
    }
    if (here.time() > next.time()) {
      distance += 3;
    }
    return distance;
  }
}
