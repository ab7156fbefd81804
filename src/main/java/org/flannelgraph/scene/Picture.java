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

  /** What lies at a place; of several, what was painted last. */
  public Optional<Item> at(Point point) {
    for (Item item : items.reversed()) {
      if (item.isAt(point)) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }
}
