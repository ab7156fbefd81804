package org.flannelgraph.ui.canvas;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.Point;

/** Which item is next to another in a direction. */
final class Neighbours {
  /** What is aside counts for so much more than what is ahead. */
  private static final double ASIDE = 2;

  private Neighbours() {}

  /**
   * The nearest whose middle is that way, and at most twice as far aside as ahead.
   *
   * @param right 1 to the right, -1 to the left, else 0
   * @param down 1 downwards, -1 upwards, else 0
   */
  static Optional<Item> next(List<Item> items, Item from, int right, int down) {
    Point at = from.bounds().center();
    return items.stream()
        .filter(item -> !item.id().equals(from.id()))
        .filter(item -> ahead(at, item, right, down) > 1)
        .filter(item -> aside(at, item, right, down) <= 2 * ahead(at, item, right, down))
        .min(
            Comparator.comparingDouble(
                item -> ahead(at, item, right, down) + ASIDE * aside(at, item, right, down)));
  }

  private static double ahead(Point at, Item item, int right, int down) {
    Point other = item.bounds().center();
    return (other.x() - at.x()) * right + (other.y() - at.y()) * down;
  }

  private static double aside(Point at, Item item, int right, int down) {
    Point other = item.bounds().center();
    return Math.abs((other.x() - at.x()) * down) + Math.abs((other.y() - at.y()) * right);
  }
}
