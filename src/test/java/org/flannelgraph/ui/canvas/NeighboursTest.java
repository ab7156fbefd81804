package org.flannelgraph.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Rect;
import org.junit.jupiter.api.Test;

/** Which item Ctrl and an arrow lead to. */
class NeighboursTest {
  private static final Item MIDDLE = item("middle", 100, 100);
  private static final Item RIGHT = item("right", 200, 110);
  private static final Item FAR_RIGHT = item("far right", 300, 100);
  private static final Item BELOW = item("below", 90, 200);
  private static final Item ABOVE = item("above", 100, 0);
  private static final List<Item> ALL = List.of(MIDDLE, FAR_RIGHT, RIGHT, BELOW, ABOVE);

  private static Item item(String name, double x, double y) {
    return new Item(
        new ItemId.Namespace(name),
        new Rect(x, y, 20, 20),
        "pod",
        name,
        Item.Stratum.BOTH,
        List.of());
  }

  private static Optional<String> next(Item from, int right, int down) {
    return Neighbours.next(ALL, from, right, down).map(Item::text);
  }

  @Test
  void theNearestThatWayIsNext() {
    assertThat(next(MIDDLE, 1, 0)).contains("right");
    assertThat(next(RIGHT, 1, 0)).contains("far right");
    assertThat(next(MIDDLE, 0, 1)).contains("below");
    assertThat(next(MIDDLE, 0, -1)).contains("above");
    assertThat(next(FAR_RIGHT, -1, 0)).contains("right");
  }

  @Test
  void whereNothingIsNothingIsNext() {
    assertThat(next(MIDDLE, -1, 0)).isEmpty();
    assertThat(next(FAR_RIGHT, 1, 0)).isEmpty();
  }
}
