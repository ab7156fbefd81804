package org.flannelgraph.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.flannelgraph.linux.operation.KernelObject;
import org.flannelgraph.linux.operation.Operation;

/** What brings back what the lab wants and somebody took away by hand. */
final class Mending {
  private final List<Operation> plan;
  private final Predicate<KernelObject> isThere;

  /**
   * @param plan what builds the lab, in order
   * @param isThere whether the kernel holds something now
   */
  Mending(List<Operation> plan, Predicate<KernelObject> isThere) {
    this.plan = plan;
    this.isThere = isThere;
  }

  /**
   * The operations that bring back these, what they are built on if that is gone too, and all that
   * was built on them, which went with them. What of that is still there, as a bridge's ports are
   * without the bridge, is made anew.
   */
  List<Operation> of(Collection<KernelObject> lost) {
    Set<KernelObject> gone = new HashSet<>(lost);
    for (Operation operation : plan.reversed()) {
      if (!Collections.disjoint(operation.makes(), gone)) {
        operation.needs().stream().filter(isThere.negate()).forEach(gone::add);
      }
    }
    List<Operation> changes = new ArrayList<>();
    for (Operation operation : plan) {
      if (!Collections.disjoint(operation.makes(), gone)
          || !Collections.disjoint(operation.needs(), gone)) {
        gone.addAll(operation.makes());
        changes.add(operation);
      }
    }
    List<Operation> all = new ArrayList<>();
    for (Operation operation : changes.reversed()) {
      if (operation.makes().stream().anyMatch(it -> it.device().isPresent() && isThere.test(it))) {
        all.add(operation.undo());
      }
    }
    all.addAll(changes);
    return all;
  }
}
