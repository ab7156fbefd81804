package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/** Draws, dashed, what the lab wants and the kernel lacks, at the place that it had. */
final class MissingArt {
  private final Sketch sketch;
  private final Topology wanted;

  MissingArt(Sketch sketch, Topology wanted) {
    this.sketch = sketch;
    this.wanted = wanted;
  }

  void draw() {
    for (Namespace namespace : wanted.namespaces().values()) {
      Optional<Namespace> real = sketch.topology().namespace(namespace.name());
      if (real.isEmpty()) {
        sketch.geometry().box(namespace.name()).ifPresent(box -> namespace(namespace.name(), box));
      }
      for (Link link : namespace.links()) {
        boolean isThere = real.flatMap(it -> it.link(link.name())).isPresent();
        if (!isThere && !Inventory.isLoopback(link)) {
          link(namespace, link);
        }
      }
    }
  }

  private void namespace(String name, Rect box) {
    Detail detail = sketch.detail();
    double size = PodArt.shrunk(Face.SEMIBOLD, name, detail.pod(), box.width() - 10);
    add(
        name,
        box,
        List.of(
            new Mark.Box(box, 10, Ink.SURFACE, Ink.WARN, 1.5, true),
            Mark.Text.centered(
                box.centerX(),
                box.y() + 12 + size * 0.6,
                Face.SEMIBOLD.fit(name, size, box.width() - 10),
                Face.SEMIBOLD,
                size,
                Ink.WARN)));
    mend(name, box);
  }

  private void link(Namespace namespace, Link link) {
    String name = Inventory.name(namespace.name(), link);
    Rect box = sketch.geometry().box(name).orElse(null);
    Slots.Spot spot = sketch.geometry().spot(name).orElse(null);
    if (box == null || spot == null) {
      return;
    }
    List<Mark> marks = new ArrayList<>();
    sketch
        .geometry()
        .wire(name)
        .filter(way -> isFree(namespace, link))
        .ifPresent(way -> marks.add(new Mark.Line(way, 9, Ink.WARN, 1.6, true)));
    if (spot.tier() != Tier.HOST_END) {
      marks.add(new Mark.Box(box, 5, Ink.SURFACE, Ink.WARN, 1.5, true));
      double size = box.height() < 20 ? 10 : Math.min(sketch.detail().device(), 16);
      if (box.height() >= 20 || !sketch.isFar()) {
        String text = Face.SEMIBOLD.fit(link.name(), size, box.width() - 6);
        marks.add(
            Mark.Text.centered(
                box.centerX(), box.centerY() + size * 0.36, text, Face.SEMIBOLD, size, Ink.WARN));
      }
    }
    if (!marks.isEmpty()) {
      add(name, box, marks);
    }
    if (spot.tier() != Tier.HOST_END && !sketch.isFar()) {
      mend(name, box);
    }
  }

  /** Whether nothing else has been plugged in there meanwhile. */
  private boolean isFree(Namespace namespace, Link link) {
    return wanted
        .peer(new LinkId(namespace.name(), link.index()))
        .map(wanted::name)
        .flatMap(sketch::id)
        .flatMap(sketch.topology()::peer)
        .isEmpty();
  }

  /** What brings it back: at the corner of a device, beside the tab at a wire's end. */
  private void mend(String name, Rect box) {
    String word = Words.say("mend");
    boolean isTab = box.height() < 20;
    double x = isTab ? box.right() + 3 : box.right() - Pill.width(word) + 8;
    List<Mark> marks = Pill.button(x, isTab ? box.centerY() : box.y(), word);
    sketch.add(
        new ItemId.Mend(name),
        Between.bounds(marks),
        Words.say("role.mend"),
        Words.say("say.mend", name),
        Stratum.BOTH,
        marks);
  }

  private void add(String name, Rect box, List<Mark> marks) {
    sketch.add(
        new ItemId.Missing(name),
        box,
        Words.say("role.missing"),
        Words.say("say.missing", name),
        Stratum.BOTH,
        marks);
  }
}
