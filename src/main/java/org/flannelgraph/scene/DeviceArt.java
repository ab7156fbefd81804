package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.linux.route.Bridge;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Macvlan;
import org.flannelgraph.linux.route.OtherKind;
import org.flannelgraph.linux.route.Veth;
import org.flannelgraph.linux.route.Vxlan;
import org.flannelgraph.scene.Item.Stratum;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;

/** Draws the devices of nodes, of the switch, and of what has no place of its own. */
final class DeviceArt {
  private final Sketch sketch;

  DeviceArt(Sketch sketch) {
    this.sketch = sketch;
  }

  void draw() {
    for (Namespace namespace : sketch.topology().namespaces().values()) {
      sketch
          .geometry()
          .box(namespace.name() + Geometry.ROUTE)
          .ifPresent(box -> decision(namespace, box));
      for (Link link : namespace.links()) {
        String name = Inventory.name(namespace.name(), link);
        Optional<Rect> box = sketch.geometry().box(name);
        Tier tier = sketch.geometry().spot(name).map(Slots.Spot::tier).orElse(Tier.NODE);
        box.ifPresent(at -> draw(namespace, link, tier, at));
      }
    }
  }

  private void draw(Namespace namespace, Link link, Tier tier, Rect box) {
    switch (tier) {
      case BRIDGE -> bridge(namespace, link, box);
      case TUNNEL -> device(namespace, link, box, "role.tunnel", Stratum.OVERLAY);
      case UPLINK -> device(namespace, link, box, "role.uplink", Stratum.UNDERLAY);
      case SHELF, CHIP -> small(namespace, link, box);
      case HOST_END -> end(namespace, link, box);
      case PORT -> port(namespace, link, box);
      case NODE, POD, TAB, EXTRA, SWITCH, CELL -> {}
    }
  }

  private void add(
      Namespace namespace, Link link, Rect box, String role, Stratum stratum, List<Mark> marks) {
    sketch.add(
        new ItemId.Device(new LinkId(namespace.name(), link.index())),
        box,
        Words.say(role),
        Says.device(namespace, link),
        stratum,
        marks);
  }

  private void decision(Namespace node, Rect box) {
    Point center = box.center();
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Polygon(
            List.of(
                new Point(box.x(), center.y()),
                new Point(center.x(), box.y()),
                new Point(box.right(), center.y()),
                new Point(center.x(), box.bottom())),
            Ink.SUBTLE,
            Ink.WIRE,
            1.3));
    double size = Math.min(sketch.detail().device(), 16);
    boolean two = sketch.isNear();
    marks.add(
        Mark.Text.centered(
            center.x(),
            center.y() + (two ? -1 : size * 0.36),
            Words.say("route"),
            Face.SEMIBOLD,
            two ? 11 : size,
            Ink.TEXT));
    if (two) {
      marks.add(
          Mark.Text.centered(
              center.x(), center.y() + 10, Words.say("lookup"), Face.MONO, 10, Ink.MUTED));
    }
    sketch.add(
        new ItemId.Decision(node.name()),
        box,
        Words.say("role.decision"),
        Words.say("say.decision", node.name()),
        Stratum.BOTH,
        marks);
  }

  private void bridge(Namespace node, Link link, Rect box) {
    LinkId id = new LinkId(node.name(), link.index());
    Optional<String> trouble = Facts.trouble(link);
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Box(
            box,
            Sketch.ROUND,
            Ink.IP_FILL,
            trouble.isPresent() ? Ink.BAD : Ink.IP,
            1.5,
            trouble.isPresent()));
    Detail detail = sketch.detail();
    double x = box.x() + 12;
    double end = box.right() - 12;
    double middle = box.centerY();
    marks.add(
        new Mark.Text(
            x, middle + detail.device() * 0.36, link.name(), Face.BOLD, detail.device(), Ink.IP));
    x += Face.BOLD.width(link.name(), detail.device()) + 12;
    if (trouble.isPresent()) {
      end -= Pill.width(trouble.get());
      marks.addAll(Pill.at(end, middle, trouble.get()));
      end -= 8;
    }
    double size = Math.min(detail.fact(), 12);
    Optional<String> rate = sketch.rate(id);
    if (rate.isPresent() && !sketch.isFar()) {
      marks.add(
          Mark.Text.ending(end, middle + size * 0.36, rate.get(), Face.MONO_BOLD, size, Ink.TEXT));
      end -= Face.MONO_BOLD.width(rate.get(), size) + 10;
    }
    if (!sketch.isFar()) {
      String facts = asManyAsFit(bridgeFacts(node, link), size, end - x);
      marks.add(new Mark.Text(x, middle + size * 0.36, facts, Face.MONO, size, Ink.TEXT));
    }
    add(node, link, box, "role.bridge", Stratum.OVERLAY, marks);
  }

  /** What the second line says. */
  private String facts(Link link) {
    return switch (link.kind()) {
      case Vxlan vxlan ->
          sketch.isNear() ? "vni " + vxlan.id() + " mtu " + link.mtu() : "vni " + vxlan.id();
      case Bridge bridge -> "bridge";
      case Macvlan macvlan -> "macvlan " + macvlan.mode();
      case Veth veth -> "mtu " + link.mtu();
      case OtherKind other -> other.name().isEmpty() ? "mtu " + link.mtu() : other.name();
    };
  }

  private List<String> bridgeFacts(Namespace node, Link link) {
    List<String> facts = new ArrayList<>();
    if (sketch.isNear()) {
      facts.add("bridge");
    }
    facts.addAll(Facts.addresses(node, link));
    if (sketch.isNear()) {
      facts.add("mtu " + link.mtu());
      link.address().ifPresent(mac -> facts.add(mac.toString()));
    }
    return facts;
  }

  private static String asManyAsFit(List<String> facts, double size, double room) {
    String fitting = "";
    for (String fact : facts) {
      String more = fitting.isEmpty() ? fact : fitting + "  " + fact;
      if (Face.MONO.width(more, size) > room) {
        break;
      }
      fitting = more;
    }
    return fitting;
  }

  private void device(Namespace node, Link link, Rect box, String role, Stratum stratum) {
    boolean tunnel = Inventory.isTunnel(link);
    Optional<String> trouble = Facts.trouble(link);
    Ink edge = trouble.isPresent() ? Ink.BAD : tunnel ? Ink.TUNNEL : Ink.WIRE;
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Box(
            box,
            Sketch.ROUND,
            tunnel ? Ink.TUNNEL_FILL : Ink.SURFACE,
            edge,
            1.5,
            trouble.isPresent()));
    Detail detail = sketch.detail();
    double room = box.width() - 12;
    Ink ink = tunnel ? Ink.TUNNEL : Ink.TEXT;
    double size = PodArt.shrunk(Face.BOLD, link.name(), detail.device(), room);
    String name = Face.BOLD.fit(link.name(), size, room);
    boolean one = sketch.isFar();
    double y = one ? box.centerY() + size * 0.36 : box.centerY() - (sketch.isNear() ? 9 : 4);
    marks.add(Mark.Text.centered(box.centerX(), y, name, Face.BOLD, size, ink));
    if (!one) {
      double small = Math.min(13, detail.fact());
      String facts =
          sketch.rate(new LinkId(node.name(), link.index())).orElseGet(() -> facts(link));
      line(marks, box, y + small + 4.5, facts, small, ink);
    }
    if (sketch.isNear()) {
      link.address()
          .map(Object::toString)
          .filter(mac -> Face.MONO.width(mac, 10) <= box.width() - 8)
          .ifPresent(mac -> line(marks, box, y + 29, mac, 10, Ink.MUTED));
    }
    trouble.ifPresent(
        word -> marks.addAll(Pill.at(box.right() - Pill.width(word) + 8, box.y() - 1, word)));
    add(node, link, box, role, stratum, marks);
  }

  private static void line(
      List<Mark> marks, Rect box, double y, String text, double size, Ink ink) {
    double room = box.width() - 8;
    double fitting = PodArt.shrunk(Face.MONO, text, size, room);
    marks.add(
        Mark.Text.centered(
            box.centerX(), y, Face.MONO.fit(text, fitting, room), Face.MONO, fitting, ink));
  }

  /** On a shelf or in a box beside the nodes. */
  private void small(Namespace namespace, Link link, Rect box) {
    Optional<String> trouble = Facts.trouble(link);
    Ink edge = trouble.isPresent() ? Ink.BAD : Ink.WIRE;
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Box(box, 5, Ink.SUBTLE, edge, 1.2, trouble.isPresent()));
    double room = box.width() - 10;
    boolean two = sketch.isNear() && trouble.isEmpty();
    double size =
        PodArt.shrunk(
            Face.SEMIBOLD,
            link.name(),
            Math.min(14, sketch.detail().device() - (sketch.isNear() ? 1.5 : 0)),
            room);
    marks.add(
        Mark.Text.centered(
            box.centerX(),
            box.centerY() + (two ? -2 : size * 0.36 - (trouble.isPresent() ? 3 : 0)),
            Face.SEMIBOLD.fit(link.name(), size, room),
            Face.SEMIBOLD,
            size,
            Ink.TEXT));
    if (two) {
      List<String> addresses = Facts.addresses(namespace, link);
      String facts = addresses.isEmpty() ? kind(link) : addresses.getFirst();
      double small = PodArt.shrunk(Face.MONO, facts, 10, room);
      marks.add(
          Mark.Text.centered(
              box.centerX(),
              box.centerY() + 9,
              Face.MONO.fit(facts, small, room),
              Face.MONO,
              small,
              Ink.MUTED));
    }
    trouble.ifPresent(
        word ->
            marks.addAll(Pill.at(box.centerX() - Pill.width(word) / 2, box.bottom() + 2, word)));
    add(namespace, link, box, "role.device", Stratum.BOTH, marks);
  }

  private static String kind(Link link) {
    return link.kind().name().isEmpty() ? "mtu " + link.mtu() : link.kind().name();
  }

  /** Where a pod's wire is plugged in; beside the bridge if it is no port of one. */
  private void end(Namespace node, Link link, Rect box) {
    boolean trouble = Facts.trouble(link).isPresent();
    Ink ink = trouble ? Ink.BAD : link.master() == 0 ? Ink.WARN : Ink.IP;
    double width = sketch.geometry().frame().podRows() > 1 ? Frame.LANE - 1 : 7;
    Rect plug = new Rect(box.centerX() - width / 2, box.bottom() - 6, width, 6);
    List<Mark> marks =
        link.master() == 0
            ? List.of(Mark.Box.edged(plug.moved(0, -8), 3, Ink.SURFACE, ink, 1.5))
            : List.of(Mark.Box.filled(plug, 2, ink));
    add(node, link, box.grow(2), "role.veth", Stratum.OVERLAY, marks);
  }

  private void port(Namespace underlay, Link link, Rect box) {
    add(underlay, link, box, "role.veth", Stratum.UNDERLAY, sketch.tab(link, box, Ink.WIRE));
  }
}
