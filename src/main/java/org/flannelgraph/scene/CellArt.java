package org.flannelgraph.scene;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.scene.Slots.Spot;
import org.flannelgraph.topology.Namespace;

/** Draws the boxes beside the nodes: namespaces that have no place, and what overflows. */
final class CellArt {
  private final Sketch sketch;

  CellArt(Sketch sketch) {
    this.sketch = sketch;
  }

  void draw() {
    for (Namespace namespace : sketch.topology().namespaces().values()) {
      Set<String> cells = new HashSet<>();
      if (sketch.layout().inventory().loose().contains(namespace.name())) {
        cells.add(Allotment.cell(namespace.name(), 0));
      }
      for (Link link : namespace.links()) {
        sketch
            .geometry()
            .spot(Inventory.name(namespace.name(), link))
            .filter(spot -> spot.tier() == Tier.CHIP)
            .map(Spot::row)
            .ifPresent(row -> cells.add(row.owner()));
      }
      cells.stream().sorted().forEach(cell -> cell(namespace, cell));
    }
  }

  private void cell(Namespace namespace, String cell) {
    Optional<Rect> found = sketch.geometry().box(cell);
    if (found.isEmpty()) {
      return;
    }
    Rect box = found.get();
    boolean isWhole =
        cell.equals(Allotment.cell(namespace.name(), 0))
            && sketch.layout().inventory().loose().contains(namespace.name());
    double size = Math.min(sketch.detail().node(), 16);
    String title = isWhole ? namespace.name() : Words.say("say.more", namespace.name());
    sketch.add(
        isWhole
            ? new ItemId.Namespace(namespace.name())
            : new ItemId.Inner(namespace.name(), "#more", cell),
        box,
        Words.say("role.namespace"),
        isWhole ? Words.say("say.namespace", title) : title,
        Stratum.BOTH,
        List.of(
            Mark.Box.edged(box, 10, Ink.SURFACE, Ink.BORDER, 1.5),
            new Mark.Text(
                box.x() + 12,
                box.y() + 21,
                Face.SEMIBOLD.fit(title, size, box.width() - 24),
                Face.SEMIBOLD,
                size,
                Ink.TEXT)));
  }
}
