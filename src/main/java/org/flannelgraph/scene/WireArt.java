package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.scene.Slots.Row;
import org.flannelgraph.scene.Slots.Spot;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;

/** Draws veth pairs, and how the devices of a node are joined. */
final class WireArt {
  private static final double BENT = 10;
  private static final double LABEL = 10;

  /** A name of which fewer characters can be seen is left out. */
  private static final int FEWEST = 6;

  private final Sketch sketch;
  private final Geometry geometry;
  private final Ways ways;

  WireArt(Sketch sketch) {
    this.sketch = sketch;
    geometry = sketch.geometry();
    ways = new Ways(geometry);
  }

  void draw() {
    for (String node : sketch.layout().inventory().nodes()) {
      sketch.topology().namespace(node).ifPresent(this::inside);
    }
    sketch.topology().peers().entrySet().stream()
        .filter(pair -> pair.getKey().compareTo(pair.getValue()) < 0)
        .sorted(Map.Entry.comparingByKey())
        .forEach(pair -> pair(pair.getKey(), pair.getValue()));
    for (Namespace namespace : sketch.topology().namespaces().values()) {
      for (Link link : namespace.links()) {
        belongings(namespace, link);
      }
    }
  }

  private static Rect around(List<Point> way) {
    Rect all = new Rect(way.getFirst().x(), way.getFirst().y(), 0, 0);
    for (Point point : way) {
      all = all.union(new Rect(point.x(), point.y(), 0, 0));
    }
    return all.grow(4);
  }

  private Mark line(List<Point> way, Ink ink, double width, boolean dashed) {
    return new Mark.Line(way, BENT, ink, width, dashed);
  }

  /** From the bridge through the route lookup to the devices, and from tunnels to uplinks. */
  private void inside(Namespace node) {
    Rect decision = geometry.box(node.name() + Geometry.ROUTE).orElse(null);
    if (decision == null) {
      return;
    }
    Optional<String> uplink = owner(Tier.UPLINK, node, 0);
    for (Link link : node.links()) {
      String name = Inventory.name(node.name(), link);
      Tier tier = geometry.spot(name).map(Spot::tier).orElse(Tier.NODE);
      if (tier == Tier.BRIDGE && !Facts.addresses(node, link).isEmpty()) {
        Rect bridge = geometry.bridge(node.name());
        List<Point> way =
            List.of(
                new Point(decision.centerX(), bridge.bottom()),
                new Point(decision.centerX(), decision.y()));
        inner(
            node,
            link.name(),
            "route",
            Words.say("say.from-bridge", name, node.name()),
            Stratum.OVERLAY,
            way,
            line(way, Ink.WIRE, 1.6, !link.isUp()));
      } else if (tier == Tier.TUNNEL || tier == Tier.UPLINK) {
        if (Facts.isRoutedTo(node, link)) {
          List<Point> way = ways.branch(node.name(), name);
          inner(
              node,
              "route",
              link.name(),
              Words.say("say.routed", node.name(), name),
              tier == Tier.TUNNEL ? Stratum.OVERLAY : Stratum.BOTH,
              way,
              line(way, Ink.WIRE, 1.6, !link.isUp()));
        }
        if (tier == Tier.TUNNEL) {
          lower(node, link).or(() -> uplink).ifPresent(below -> loop(node, link, name, below));
        }
      }
    }
  }

  private Optional<String> owner(Tier tier, Namespace node, int slot) {
    return sketch
        .layout()
        .slots()
        .owner(new Row(tier, node.name()), slot)
        .filter(name -> sketch.link(name).isPresent());
  }

  private Optional<String> lower(Namespace node, Link link) {
    return sketch
        .topology()
        .lower(new LinkId(node.name(), link.index()))
        .map(sketch.topology()::name)
        .filter(name -> geometry.spot(name).filter(spot -> spot.tier() == Tier.UPLINK).isPresent());
  }

  private void loop(Namespace node, Link link, String tunnel, String uplink) {
    List<Point> way = ways.loop(tunnel, uplink);
    String below = uplink.substring(uplink.indexOf('/') + 1);
    inner(
        node,
        link.name(),
        below,
        Words.say("say.lower", tunnel, uplink),
        Stratum.BOTH,
        way,
        new Mark.Line(way, 16, Ink.TUNNEL, 2.2, !link.isUp()));
  }

  private void inner(
      Namespace node,
      String from,
      String to,
      String text,
      Stratum stratum,
      List<Point> way,
      Mark mark) {
    sketch.add(
        new ItemId.Inner(node.name(), from, to),
        around(way),
        Words.say("role.line"),
        text,
        stratum,
        List.of(mark));
  }

  /** A veth pair. */
  private void pair(LinkId one, LinkId other) {
    String a = sketch.topology().name(one);
    String b = sketch.topology().name(other);
    boolean oneIsEnd = isEndOf(a, b);
    if (!oneIsEnd && !isEndOf(b, a)) {
      plain(one, a, other, b);
      return;
    }
    LinkId end = oneIsEnd ? one : other;
    LinkId far = oneIsEnd ? other : one;
    String name = oneIsEnd ? a : b;
    Optional<List<Point>> drawn = geometry.wire(name);
    Link link = sketch.topology().link(end).orElse(null);
    if (drawn.isEmpty() || link == null) {
      return;
    }
    List<Point> way = drawn.get();
    boolean isPort = geometry.spot(name).map(Spot::tier).orElse(Tier.PORT) == Tier.PORT;
    if (!isPort && link.master() == 0) {
      way = shortened(way, 14);
    }
    Optional<String> trouble =
        Facts.trouble(link).or(() -> sketch.topology().link(far).flatMap(Facts::trouble));
    List<Mark> marks = new ArrayList<>();
    // That of a pod beside the nodes crosses much on its way: it stands back.
    boolean overflows =
        geometry.spot(far.namespace()).filter(spot -> spot.tier() == Tier.CELL).isPresent();
    Ink ink = overflows ? Ink.BORDER : Ink.WIRE;
    double width = isPort ? 2.4 : overflows ? 1 : 1.8;
    marks.add(trouble.isPresent() ? line(way, Ink.BAD, 1.8, true) : line(way, ink, width, false));
    if (isPort) {
      uplinkLabels(marks, way, end, trouble);
    } else {
      podLabels(marks, way, link, end, trouble);
    }
    sketch.add(
        ItemId.Wire.between(one, other),
        around(way),
        Words.say("role.wire"),
        trouble
            .map(word -> Words.say("say.wire-down", a, b, word))
            .orElseGet(() -> Words.say("say.wire", a, b)),
        isPort ? Stratum.UNDERLAY : Stratum.OVERLAY,
        marks);
  }

  private boolean isEndOf(String end, String far) {
    return geometry
        .spot(end)
        .filter(it -> it.tier() == Tier.HOST_END || it.tier() == Tier.PORT)
        .filter(it -> it.row().owner().equals(far))
        .isPresent();
  }

  private static List<Point> shortened(List<Point> way, double by) {
    List<Point> shorter = new ArrayList<>(way);
    Point last = shorter.removeLast();
    shorter.add(new Point(last.x(), last.y() - by));
    return shorter;
  }

  private void podLabels(
      List<Mark> marks, List<Point> way, Link link, LinkId end, Optional<String> trouble) {
    Point last = way.getLast();
    Optional<String> rate = sketch.rate(end).filter(text -> trouble.isEmpty());
    // in the middle between the dots that a journey has there; higher, if two lines must do
    double y = geometry.bridge(end.namespace()).y() - (rate.isPresent() ? 30 : 26);
    if (trouble.isPresent()) {
      marks.addAll(Pill.at(last.x() - Pill.width(trouble.get()) / 2, y - 2, trouble.get()));
      y += 15;
    }
    double room = room();
    if (sketch.isFar() || way.size() > 2 || room < FEWEST * LABEL * 0.6) {
      return;
    }
    if (sketch.isNear()) {
      label(marks, last.x(), y, Face.MONO.fit(link.name(), LABEL, room), Face.MONO, Ink.MUTED);
    }
    if (rate.isPresent()) {
      String text = Face.MONO_BOLD.fit(rate.get(), LABEL, room);
      label(marks, last.x(), y + 13, text, Face.MONO_BOLD, Ink.TEXT);
    }
  }

  /** A text on a wire. */
  private static void label(List<Mark> marks, double x, double y, String text, Face face, Ink ink) {
    double width = face.width(text, LABEL) + 6;
    marks.add(Mark.Box.filled(new Rect(x - width / 2, y - 6.5, width, 13), 3, Ink.SURFACE));
    marks.add(Mark.Text.centered(x, y + 3.6, text, face, LABEL, ink));
  }

  /** How wide a label on a pod's wire may be, so that it meets no other wire that comes down. */
  private double room() {
    Frame frame = geometry.frame();
    return frame.podRows() > 1
        ? frame.podWidth() + Frame.LANE - 6
        : frame.podWidth() + frame.gutter() - 10;
  }

  private void uplinkLabels(
      List<Mark> marks, List<Point> way, LinkId port, Optional<String> trouble) {
    Point last = way.getLast();
    trouble.ifPresent(word -> marks.addAll(Pill.at(last.x() + 8, last.y() - 14, word)));
    Optional<LinkId> uplink = sketch.topology().peer(port);
    if (trouble.isEmpty() && !sketch.isFar() && uplink.isPresent()) {
      sketch
          .rate(uplink.get())
          .or(() -> sketch.rate(port))
          .ifPresent(
              rate ->
                  marks.add(
                      new Mark.Text(
                          last.x() + 8, last.y() - 8, rate, Face.MONO_BOLD, 11, Ink.TEXT)));
    }
  }

  /** A pair that has no way of its own. */
  private void plain(LinkId one, String a, LinkId other, String b) {
    Optional<Point> from = ways.port(a);
    Optional<Point> to = ways.port(b);
    if (from.isEmpty() || to.isEmpty()) {
      return;
    }
    boolean down =
        sketch.topology().link(one).flatMap(Facts::trouble).isPresent()
            || sketch.topology().link(other).flatMap(Facts::trouble).isPresent();
    List<Point> way = List.of(from.get(), to.get());
    sketch.add(
        ItemId.Wire.between(one, other),
        around(way),
        Words.say("role.wire"),
        Words.say("say.wire", a, b),
        Stratum.BOTH,
        List.of(line(way, down ? Ink.BAD : Ink.WIRE, 1.6, down)));
  }

  /** From what lies on a shelf or in a box to its bridge, and to the device below it. */
  private void belongings(Namespace namespace, Link link) {
    String name = Inventory.name(namespace.name(), link);
    Tier tier = geometry.spot(name).map(Spot::tier).orElse(Tier.NODE);
    if (tier != Tier.SHELF && tier != Tier.CHIP && tier != Tier.EXTRA) {
      return;
    }
    LinkId id = new LinkId(namespace.name(), link.index());
    Optional<LinkId> bridge = sketch.topology().master(id);
    bridge.ifPresent(it -> join(namespace, link, it, "say.port", false));
    sketch.topology().lower(id).ifPresent(it -> join(namespace, link, it, "say.lower", true));
  }

  private void join(Namespace namespace, Link link, LinkId to, String words, boolean dashed) {
    String name = Inventory.name(namespace.name(), link);
    String other = sketch.topology().name(to);
    Optional<Rect> from = geometry.box(name);
    Optional<Rect> end = geometry.box(other);
    if (from.isEmpty() || end.isEmpty()) {
      return;
    }
    double x =
        Math.clamp(
            from.get().centerX(),
            end.get().x() + 8,
            Math.max(end.get().x() + 8, end.get().right() - 8));
    boolean above = end.get().bottom() <= from.get().y();
    List<Point> way =
        List.of(
            new Point(from.get().centerX(), above ? from.get().y() : from.get().centerY()),
            new Point(x, above ? end.get().bottom() : end.get().centerY()));
    inner(
        namespace,
        link.name(),
        other,
        Words.say(words, name, other),
        Stratum.BOTH,
        way,
        line(way, Ink.WIRE, 1.3, dashed));
  }
}
