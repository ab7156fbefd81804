package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sighting in its place in a journey's tree, while the tree is being made. */
final class Step {
  final Sighting sighting;
  final @Nullable Step parent;
  final List<Step> children = new ArrayList<>(2);
  Action action;

  /** Its number in the journey, from 1, once it is told. */
  int index;

  /** Whether this is a bridge device's own copy of a frame that the bridge only passed on. */
  boolean isCopy;

  Step(Sighting sighting, @Nullable Step parent, Action action) {
    this.sighting = sighting;
    this.parent = parent;
    this.action = action;
    if (parent != null) {
      parent.children.add(this);
    }
  }

  /** Whether the packet was seen after this. */
  boolean goesOn() {
    return !children.isEmpty();
  }

  /** Whether a bridge passed the frame on to another port. */
  boolean goesOnByBridge() {
    for (Step child : children) {
      if (child.action == Action.BRIDGED || child.action == Action.FLOODED) {
        return true;
      }
    }
    return false;
  }

  /** Puts the branches in order, here and below. */
  void sort() {
    for (Step child : children) {
      child.sort();
    }
    if (children.size() > 1) {
      children.sort(Step::compareBranches);
    }
  }

  private static int compareBranches(Step one, Step other) {
    if (one.isCopy != other.isCopy) {
      return one.isCopy ? 1 : -1;
    }
    if (one.goesOn() != other.goesOn()) {
      return one.goesOn() ? -1 : 1;
    }
    return Sighting.compare(one.sighting, other.sighting);
  }

  /** This and all below, each before its branches. */
  List<Step> inOrder() {
    List<Step> steps = new ArrayList<>();
    collect(steps);
    return steps;
  }

  private void collect(List<Step> steps) {
    steps.add(this);
    for (Step child : children) {
      child.collect(steps);
    }
  }

  /** The end of the branch that goes on. */
  Step end() {
    return children.isEmpty() || children.getFirst().isCopy ? this : children.getFirst().end();
  }
}
