package org.flannelgraph.scene;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.Inventory.Wish;
import org.flannelgraph.scene.Slots.Row;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/** Gives everything a place that has none yet, near to where it would like to be. */
final class Allotment {
  static final Row GRID = new Row(Tier.NODE, "");
  static final Row CELLS = new Row(Tier.CELL, "");

  /** Links in one box beside the nodes. */
  static final int CHIPS = 4;

  private static final int TOP_TABS = 2;

  private final Frame frame;
  private final Slots.Draft draft;
  private final Set<String> living;

  private Allotment(Frame frame, Slots.Draft draft, Set<String> living) {
    this.frame = frame;
    this.draft = draft;
    this.living = living;
  }

  static Slots next(Slots old, Frame frame, Inventory inventory, Topology topology) {
    Set<String> living = new HashSet<>(inventory.nodes());
    living.addAll(inventory.homes().keySet());
    for (Namespace namespace : topology.namespaces().values()) {
      living.add(namespace.name());
      for (Link link : namespace.links()) {
        living.add(Inventory.name(namespace.name(), link));
      }
    }
    inventory.loose().forEach(name -> living.add(cell(name, 0)));
    for (String name : List.copyOf(living)) {
      old.spot(name)
          .filter(spot -> spot.tier() == Tier.CHIP)
          .ifPresent(spot -> living.add(spot.row().owner()));
    }
    Allotment allotment = new Allotment(frame, old.draft(living), living);
    allotment.namespaces(inventory);
    inventory.links().forEach(allotment::link);
    return allotment.draft.done();
  }

  /**
   * The name of one of the boxes that a namespace has beside the nodes.
   *
   * @param number 0 for the one that stands for a namespace without a place; others overflow
   */
  static String cell(String namespace, int number) {
    return namespace + "#" + number;
  }

  private void namespaces(Inventory inventory) {
    for (String node : inventory.nodes()) {
      if (!draft.keeps(node, GRID)) {
        draft.take(node, GRID, Integer.MAX_VALUE, GRID);
      }
    }
    inventory
        .homes()
        .forEach(
            (pod, node) -> {
              Row wished = new Row(Tier.POD, node);
              draft.leave(cell(pod, 0));
              if (!draft.keeps(pod, wished)
                  && !draft.take(pod, wished, roomForPods(node), wished)) {
                draft.take(pod, CELLS, Integer.MAX_VALUE, wished);
              }
            });
    for (String name : inventory.loose()) {
      draft.leave(name);
      openCell(cell(name, 0));
    }
  }

  /** In the uppermost row of nodes a node can grow upwards. */
  private int roomForPods(String node) {
    int first = frame.podRows() * frame.podColumns();
    boolean isUppermost =
        draft.spot(node).filter(spot -> spot.slot() < frame.gridColumns()).isPresent();
    return isUppermost ? first + Frame.MORE_ROWS * frame.podColumns() : first;
  }

  /** Sees to it that there is a box beside the nodes; it may have been given up. */
  private void openCell(String cell) {
    living.add(cell);
    if (!draft.isIn(cell, CELLS)) {
      draft.take(cell, CELLS, Integer.MAX_VALUE, CELLS);
    }
  }

  private void link(String name, Wish wish) {
    Row wished = wish.row();
    if (draft.keeps(name, wished) || (!wish.sure() && draft.has(name))) {
      draft
          .spot(name)
          .filter(spot -> spot.tier() == Tier.CHIP)
          .ifPresent(spot -> openCell(spot.row().owner()));
      return;
    }
    String namespace = name.substring(0, name.indexOf('/'));
    boolean found =
        switch (wish.tier()) {
          case BRIDGE, HOST_END, SWITCH, PORT -> draft.take(name, wished, 1, wished);
          case TAB ->
              draft.take(name, wished, 1, wished)
                  || draft.take(name, new Row(Tier.EXTRA, namespace), TOP_TABS, wished);
          case EXTRA -> draft.take(name, wished, TOP_TABS, wished);
          case TUNNEL -> draft.take(name, wished, frame.tunnels(), wished);
          case UPLINK -> draft.take(name, wished, frame.uplinks(), wished);
          case NODE, POD, CELL, CHIP, SHELF -> false;
        };
    boolean hasShelf = wish.tier() != Tier.CHIP && draft.isIn(namespace, GRID);
    if (!found
        && !(hasShelf
            && draft.take(name, new Row(Tier.SHELF, namespace), frame.shelf().size(), wished))) {
      chip(name, namespace, wished);
    }
  }

  private void chip(String name, String namespace, Row wished) {
    for (int number = wished.tier() == Tier.CHIP ? 0 : 1; ; number++) {
      String cell = cell(namespace, number);
      openCell(cell);
      if (draft.take(name, new Row(Tier.CHIP, cell), CHIPS, wished)) {
        return;
      }
    }
  }
}
