package org.flannelgraph.linux.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * The way of one packet through one base chain and the chains that this jumped to. A packet that is
 * accepted by one base chain goes on to the next, at this hook or a later one, and is told again
 * with the same {@link #id}; only a drop is final.
 *
 * @param packet the packet as it came to the base chain; empty only if the kernel lost the first
 *     step
 * @param steps in order, never empty, all of one namespace and id
 * @param finished false if the last step was lost: what became of the packet is not known
 */
public record Traced(Optional<TracedPacket> packet, List<TraceStep> steps, boolean finished) {
  /** Keeps a copy of the steps. */
  public Traced {
    steps = List.copyOf(steps);
  }

  /** The name of the namespace. */
  public String namespace() {
    return first().namespace();
  }

  /** What all steps of the packet in this namespace have in common, for as long as it is there. */
  public int id() {
    return first().id();
  }

  /** The step that began it: in the base chain itself. */
  public TraceStep first() {
    return steps.getFirst();
  }

  /** The step that decided. */
  public TraceStep last() {
    return steps.getLast();
  }

  /** Whether the packet went no further. */
  public boolean dropped() {
    return finished && last().verdict().code() == Verdict.Code.DROP;
  }

  /** Whether this is the way through the table that the trace itself added. */
  public boolean isOwn() {
    return first().table().equals(NftTrace.TABLE);
  }
}
