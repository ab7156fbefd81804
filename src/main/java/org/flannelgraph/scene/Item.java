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

  /** So far from a line it is still found, in scene pixels. */
  private static final double NEAR = 5;

  /** Whether it is a line, which a pointer finds near it, not all over its bounds. */
  boolean isLine() {
    return marks.stream().anyMatch(Mark.Line.class::isInstance)
        && marks.stream().noneMatch(it -> it instanceof Mark.Box box && box.at().contains(bounds));
  }

  /** How far a point is from its nearest line, in scene pixels. */
  double distance(Point point) {
    return marks.stream()
        .filter(Mark.Line.class::isInstance)
        .mapToDouble(mark -> ((Mark.Line) mark).distance(point))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether a pointer at a place points at this: in its bounds, or near if it is a line. */
  public boolean isAt(Point point) {
    return isLine() ? distance(point) <= NEAR : bounds.contains(point);
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
