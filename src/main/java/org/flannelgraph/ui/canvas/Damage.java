package org.flannelgraph.ui.canvas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.Rect;

/** What of a picture must be painted anew when another takes its place. */
final class Damage {
  /** What is as it was. */
  static final Rect NONE = new Rect(0, 0, 0, 0);

  private Damage() {}

  /**
   * The part that differs, by the bounds of the items in it, in scene pixels; {@link #NONE} if
   * nothing does; empty if all may differ, as what lies over what has changed.
   */
  static Optional<Rect> between(List<Item> before, List<Item> after) {
    Set<Item> old = new HashSet<>(before);
    Set<Item> young = new HashSet<>(after);
    List<Item> stayed = new ArrayList<>(before);
    stayed.removeIf(item -> !young.contains(item));
    List<Item> stay = new ArrayList<>(after);
    stay.removeIf(item -> !old.contains(item));
    if (!stayed.equals(stay)) {
      return Optional.empty();
    }
    old.removeAll(young);
    stay.forEach(young::remove);
    Rect damage = null;
    for (Set<Item> changed : List.of(old, young)) {
      for (Item item : changed) {
        damage = damage == null ? item.bounds() : damage.union(item.bounds());
      }
    }
    return Optional.of(damage == null ? NONE : damage);
  }
}
