package org.flannelgraph.scene;

import java.util.List;
import java.util.Optional;

/**
 * A drawing list.
 *
 * @param bounds what is to be seen
 * @param items in painting order
 */
public record Picture(Rect bounds, List<Item> items) {
  public Picture {
    items = List.copyOf(items);
  }

  /** What lies at a place: of several what was painted last, of lines the nearest. */
  public Optional<Item> at(Point point) {
    Item nearest = null;
    for (Item item : items.reversed()) {
      if (item.isAt(point)) {
        if (nearest == null && !item.isLine()) {
          return Optional.of(item);
        }
        if (item.isLine() && (nearest == null || item.distance(point) < nearest.distance(point))) {
          nearest = item;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }
}
