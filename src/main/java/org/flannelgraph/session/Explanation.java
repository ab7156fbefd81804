package org.flannelgraph.session;

import java.util.List;
import org.flannelgraph.topology.Difference;

/**
 * How the reasons of a journey were found.
 *
 * @param source who answered
 * @param isFinal whether the journey had settled by then: nothing more will be found, and its
 *     outcome is the last word
 * @param changes in what the tables differ between when the packet was first seen and when they
 *     were asked; empty if the reasons are those that held when it passed. Neighbours and FDB
 *     entries that packets teach are not among them: every packet changes those
 * @param refusal what the kernel said if it could not be asked; empty otherwise
 */
public record Explanation(
    Source source, boolean isFinal, List<Difference> changes, String refusal) {
  /** Who answered. */
  public enum Source {
    /** The kernel, asked with the packet's own addresses, input interface and mark. */
    KERNEL,
    /**
     * The tables of the topology's version that held when the packet was first seen: there was more
     * traffic than the kernel can be asked about.
     */
    TABLES,
    /** Nobody: too many were waiting, or what would have answered is gone. */
    NOBODY
  }

  public Explanation {
    changes = List.copyOf(changes);
  }
}
