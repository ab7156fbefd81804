package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.scene.Slots.Row;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;

/** Draws the switch between the nodes: a bar under each row of them. */
final class UnderlayArt {
  private static final double TRUNK = 10;

  private final Sketch sketch;

  UnderlayArt(Sketch sketch) {
    this.sketch = sketch;
  }

  void draw() {
    sketch
        .layout()
        .inventory()
        .underlay()
        .flatMap(sketch.topology()::namespace)
        .ifPresent(this::draw);
  }

  private void draw(Namespace underlay) {
    List<Rect> bars = sketch.geometry().bars();
    Rect first = bars.getFirst();
    Optional<Link> bridge =
        sketch
            .layout()
            .slots()
            .owner(new Row(Tier.SWITCH, underlay.name()), 0)
            .flatMap(sketch::link);
    List<Mark> marks = new ArrayList<>();
    if (bars.size() > 1) {
      trunk(underlay, bars);
    }
    marks.add(bar(first));
    Detail detail = sketch.detail();
    double size = Math.min(detail.device(), 18);
    double x = first.x() + 16;
    double y = first.centerY() + size * 0.36;
    marks.add(new Mark.Text(x, y, underlay.name(), Face.SEMIBOLD, size, Ink.TEXT));
    sketch.add(
        new ItemId.Namespace(underlay.name()),
        first,
        Words.say("role.underlay"),
        Words.say("say.underlay", underlay.name(), String.join(", ", Facts.addresses(underlay))),
        Stratum.UNDERLAY,
        marks);
    double after = x + Face.SEMIBOLD.width(underlay.name(), size) + 14;
    bridge.ifPresent(link -> bridge(underlay, link, first, after));
    for (int i = 1; i < bars.size(); i++) {
      sketch.add(
          new ItemId.Inner(underlay.name(), bridge.map(Link::name).orElse(""), "#" + i),
          bars.get(i),
          Words.say("role.underlay"),
          underlay.name(),
          Stratum.UNDERLAY,
          List.of(
              bar(bars.get(i)),
              new Mark.Text(
                  x,
                  bars.get(i).centerY() + size * 0.36,
                  underlay.name(),
                  Face.MEDIUM,
                  size,
                  Ink.MUTED)));
    }
  }

  private static Mark bar(Rect bar) {
    return Mark.Box.edged(bar, 7, Ink.SUBTLE, Ink.BORDER, 1.5);
  }

  private void trunk(Namespace underlay, List<Rect> bars) {
    double x = sketch.geometry().trunk();
    List<Mark> marks = new ArrayList<>();
    for (boolean edge : new boolean[] {true, false}) {
      double width = edge ? TRUNK : TRUNK - 3;
      Ink ink = edge ? Ink.BORDER : Ink.SUBTLE;
      Rect last = bars.getLast();
      Rect first = bars.getFirst();
      marks.add(
          new Mark.Line(
              List.of(
                  new Point(first.x() + 2, first.centerY()),
                  new Point(x, first.centerY()),
                  new Point(x, last.centerY()),
                  new Point(last.x() + 2, last.centerY())),
              8,
              ink,
              width,
              false));
      for (Rect bar : bars.subList(1, bars.size() - 1)) {
        marks.add(
            new Mark.Line(
                List.of(new Point(x, bar.centerY()), new Point(bar.x() + 2, bar.centerY())),
                0,
                ink,
                width,
                false));
      }
    }
    sketch.add(
        new ItemId.Inner(underlay.name(), "#1", "#" + bars.size()),
        new Rect(
            x - TRUNK / 2,
            bars.getFirst().centerY(),
            TRUNK,
            bars.getLast().centerY() - bars.getFirst().centerY()),
        Words.say("role.underlay"),
        underlay.name(),
        Stratum.UNDERLAY,
        marks);
  }

  private void bridge(Namespace underlay, Link link, Rect bar, double x) {
    LinkId id = new LinkId(underlay.name(), link.index());
    double size = sketch.detail().fact();
    String facts =
        switch (sketch.detail()) {
          case FAR -> link.name();
          case MIDDLE -> link.name() + "  " + String.join("  ", Facts.subnets(underlay, link));
          case NEAR ->
              link.name()
                  + "  "
                  + String.join("  ", Facts.subnets(underlay, link))
                  + "  mtu "
                  + link.mtu();
        };
    String text = Face.MONO.fit(facts, size, bar.right() - x - 16);
    Optional<String> trouble = Facts.trouble(link);
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Text(
            x,
            bar.centerY() + size * 0.36,
            text,
            Face.MONO,
            size,
            trouble.isPresent() ? Ink.BAD : Ink.MUTED));
    double end = x + Face.MONO.width(text, size) + 10;
    trouble.ifPresent(word -> marks.addAll(Pill.at(end, bar.centerY(), word)));
    sketch.add(
        new ItemId.Device(id),
        new Rect(x - 4, bar.y() + 3, end - x, bar.height() - 6),
        Words.say("role.bridge"),
        Says.device(underlay, link),
        Stratum.UNDERLAY,
        marks);
  }
}
