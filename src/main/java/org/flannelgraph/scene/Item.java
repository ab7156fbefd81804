package org.flannelgraph.scene;

import java.util.List;

/**
 * A thing in the picture that can be pointed at.
 *
 * @param id what it shows
 * @param bounds where a pointer finds it
 * @param role what it is, in a word or two: "pod", "bridge", "veth pair"
 * @param text what it says to those who can't see it: name, addresses, state
 * @param stratum to which of the two networks it belongs
 * @param marks how it is drawn, in painting order
 */
public record Item(
    ItemId id, Rect bounds, String role, String text, Stratum stratum, List<Mark> marks) {
  public Item {
    marks = List.copyOf(marks);
  }

  /** The two networks that lie over each other, which can be seen apart. */
  public enum Stratum {
    /** The nodes' own network: uplinks and the switch. */
    UNDERLAY,
    /** The pods' network: pods, bridges and tunnels. */
    OVERLAY,
    /** Nodes, and what belongs to both. */
    BOTH
  }
}
