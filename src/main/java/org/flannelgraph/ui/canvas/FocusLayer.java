package org.flannelgraph.ui.canvas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.ui.focus.Focus;

/**
 * An invisible node over each item, for what JavaFX does with nodes: focus by keyboard with its
 * ring, and role and text for assistive technology. The pointer is none of its business.
 */
final class FocusLayer {
  private final Pane pane = new Pane();
  private final Map<ItemId, Region> regions = new HashMap<>();
  private final Consumer<ItemId> focused;
  private List<Item> items = List.of();

  /**
   * @param focused is told which item has the focus now
   */
  FocusLayer(Consumer<ItemId> focused) {
    this.focused = focused;
    pane.setMouseTransparent(true);
    pane.getStyleClass().add("canvas-focus");
  }

  Node node() {
    return pane;
  }

  /** Shows another picture; what stays keeps the focus. */
  void show(Picture picture, Viewport view) {
    items = picture.items();
    List<Node> order = new ArrayList<>();
    Map<ItemId, Region> before = new HashMap<>(regions);
    regions.clear();
    for (Item item : items) {
      Region region = before.remove(item.id());
      if (region == null) {
        region = region(item.id());
      }
      region.setAccessibleRoleDescription(item.role());
      region.setAccessibleText(item.text());
      regions.put(item.id(), region);
      order.add(region);
    }
    if (!pane.getChildren().equals(order)) {
      if (before.values().stream().anyMatch(Region::isFocused)) {
        pane.getParent().requestFocus(); // what had it is gone
      }
      pane.getChildren().setAll(order);
    }
    place(view);
  }

  private Region region(ItemId id) {
    Region region = new Region();
    region.setAccessibleRole(AccessibleRole.BUTTON);
    region.setFocusTraversable(true);
    region.setManaged(false); // or the pane would make it as small as it can be
    region.getStyleClass().add("canvas-item");
    region
        .focusedProperty()
        .subscribe(
            has -> {
              if (has) {
                focused.accept(id);
              }
            });
    return region;
  }

  /** Puts the nodes where the items are in another view. */
  void place(Viewport view) {
    for (Item item : items) {
      Region region = regions.get(item.id());
      if (region != null) {
        Rect at = view.toWindow(item.bounds());
        region.resizeRelocate(at.x(), at.y(), at.width(), at.height());
      }
    }
  }

  /** Gives an item the focus. */
  void focus(ItemId id) {
    Region region = regions.get(id);
    if (region != null) {
      region.requestFocus();
    }
  }

  /** Gives an item the focus, so that one sees where it is. */
  void find(ItemId id) {
    Region region = regions.get(id);
    if (region != null) {
      Focus.give(region);
    }
  }

  /** The item with the focus. */
  Optional<Item> current() {
    return items.stream()
        .filter(
            item -> {
              Region region = regions.get(item.id());
              return region != null && region.isFocused();
            })
        .findFirst();
  }

  /**
   * Moves the focus to the nearest item in a direction.
   *
   * @param right 1 to the right, -1 to the left, else 0
   * @param down 1 downwards, -1 upwards, else 0
   */
  void move(int right, int down) {
    current()
        .flatMap(from -> Neighbours.next(items, from, right, down))
        .or(() -> items.stream().findFirst())
        .ifPresent(item -> find(item.id()));
  }
}
