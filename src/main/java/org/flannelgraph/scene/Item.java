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

  /** Whether a pointer at a place points at this: in its bounds, or near if it is a line. */
  public boolean isAt(Point point) {
    if (!bounds.grow(NEAR).contains(point)) {
      return false;
    }
    return switch (id) {
      case ItemId.Wire wire -> isNearLine(point);
      case ItemId.Inner inner -> isNearLine(point);
      case ItemId.Tunnel tunnel -> isNearLine(point);
      case ItemId.Way way -> isNearLine(point);
      case ItemId.Namespace namespace -> bounds.contains(point);
      case ItemId.Container container -> bounds.contains(point);
      case ItemId.Device device -> bounds.contains(point);
      case ItemId.Decision decision -> bounds.contains(point);
      case ItemId.Missing missing -> bounds.contains(point);
      case ItemId.Sighting sighting -> bounds.contains(point);
    };
  }

  private boolean isNearLine(Point point) {
    boolean hasBox = false;
    for (Mark mark : marks) {
      hasBox |= mark instanceof Mark.Box;
      if (mark instanceof Mark.Line line && line.distance(point) <= NEAR) {
        return true;
      }
    }
    return hasBox && bounds.contains(point) && marks.stream().noneMatch(Mark.Line.class::isInstance);
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
