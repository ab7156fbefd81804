package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.scene.Slots.Spot;

/** How packets go between the devices of the picture. */
final class Ways {
  private final Geometry geometry;

  Ways(Geometry geometry) {
    this.geometry = geometry;
  }

  /** Where the dot of a hop at a link stands. */
  Optional<Point> port(String name) {
    return geometry.box(name).flatMap(box -> geometry.spot(name).map(spot -> port(box, spot)));
  }

  private Point port(Rect box, Spot spot) {
    return switch (spot.tier()) {
      case TAB -> new Point(box.centerX(), box.bottom() + 8);
      case HOST_END -> new Point(box.centerX(), box.bottom() - 3);
      case BRIDGE -> below(box, spot.row().owner());
      case TUNNEL -> new Point(box.centerX(), box.y() - 10);
      case UPLINK ->
          new Point(geometry.frame().landing(box, geometry.frame().tunnels()), box.bottom() + 12);
      case PORT -> new Point(box.centerX(), box.y() - 8);
      case EXTRA, SHELF, CHIP -> new Point(box.centerX(), box.y());
      case NODE, POD, CELL, SWITCH -> box.center();
    };
  }

  /** Between a bridge and the route lookup. */
  private Point below(Rect bridge, String node) {
    Rect decision = geometry.box(node + Geometry.ROUTE).orElse(bridge);
    return new Point(
        decision.centerX(), bridge.bottom() + Math.max(6, (decision.y() - bridge.bottom()) / 2));
  }

  List<Point> between(String from, String to) {
    Optional<Point> start = port(from);
    Optional<Point> end = port(to);
    if (start.isEmpty() || end.isEmpty()) {
      return List.of();
    }
    if (from.equals(to)) {
      return List.of(start.get(), start.get());
    }
    List<Point> way = new ArrayList<>();
    way.add(start.get());
    way.addAll(
        wire(from, to)
            .or(() -> wire(to, from).map(List::reversed))
            .or(() -> inside(from, to))
            .orElse(List.of()));
    way.add(end.get());
    return tidy(way);
  }

  /** The wire of which one name is the upper and the other the lower end, without its ports. */
  private Optional<List<Point>> wire(String upper, String lower) {
    Optional<Spot> end = geometry.spot(lower).filter(it -> it.row().owner().equals(upper));
    return end.filter(it -> it.tier() == Tier.HOST_END || it.tier() == Tier.PORT)
        .flatMap(it -> geometry.wire(lower))
        .map(points -> points.subList(1, points.size() - 1));
  }

  /** Within one namespace. */
  private Optional<List<Point>> inside(String from, String to) {
    String namespace = namespace(from);
    Spot one = geometry.spot(from).orElse(null);
    Spot other = geometry.spot(to).orElse(null);
    if (one == null || other == null || !namespace.equals(namespace(to))) {
      return Optional.empty();
    }
    if (onSwitch(one) && onSwitch(other)) {
      return Optional.of(alongSwitch(from, one, to, other));
    }
    if (onBridge(one) && onBridge(other)) {
      List<Point> way = new ArrayList<>(toBridge(from, one, namespace));
      way.addAll(toBridge(to, other, namespace).reversed());
      return Optional.of(way);
    }
    if (one.tier() == Tier.TUNNEL && other.tier() == Tier.UPLINK) {
      return Optional.of(throughBox(from, loop(from, to)));
    }
    if (one.tier() == Tier.UPLINK && other.tier() == Tier.TUNNEL) {
      return Optional.of(throughBox(to, loop(to, from)).reversed());
    }
    if (hasDecision(one) && hasDecision(other)) {
      List<Point> way = new ArrayList<>(toDecision(from, one, namespace));
      way.addAll(toDecision(to, other, namespace).reversed());
      return Optional.of(way);
    }
    return Optional.empty();
  }

  private static String namespace(String link) {
    return link.substring(0, link.indexOf('/'));
  }

  private static boolean onSwitch(Spot spot) {
    return spot.tier() == Tier.PORT || spot.tier() == Tier.SWITCH;
  }

  private static boolean onBridge(Spot spot) {
    return spot.tier() == Tier.HOST_END || spot.tier() == Tier.BRIDGE;
  }

  private static boolean hasDecision(Spot spot) {
    return onBridge(spot) || spot.tier() == Tier.TUNNEL || spot.tier() == Tier.UPLINK;
  }

  /** From a port, or from under the bridge, into the bridge. */
  private List<Point> toBridge(String name, Spot spot, String node) {
    Rect bridge = geometry.bridge(node);
    Rect box = geometry.box(name).orElse(bridge);
    double x = spot.tier() == Tier.BRIDGE ? below(bridge, node).x() : box.centerX();
    return List.of(new Point(x, bridge.centerY()));
  }

  /** From a device to the middle of the route lookup. */
  private List<Point> toDecision(String name, Spot spot, String node) {
    List<Point> way = new ArrayList<>();
    if (onBridge(spot)) {
      if (spot.tier() == Tier.HOST_END) {
        way.addAll(toBridge(name, spot, node));
        way.add(new Point(below(geometry.bridge(node), node).x(), geometry.bridge(node).centerY()));
      }
    } else {
      if (spot.tier() == Tier.UPLINK) {
        Rect box = geometry.box(name).orElseThrow();
        way.add(new Point(port(box, spot).x(), box.centerY()));
        way.add(box.center());
      }
      way.addAll(branch(node, name).reversed());
    }
    geometry.box(node + Geometry.ROUTE).ifPresent(box -> way.add(box.center()));
    return way;
  }

  /** The drawn line from a route lookup to a device; from its edge to the device's. */
  List<Point> branch(String node, String device) {
    Rect decision = geometry.box(node + Geometry.ROUTE).orElseThrow();
    Rect box = geometry.box(device).orElseThrow();
    Point end = new Point(box.centerX(), box.y());
    double half = decision.width() / 2;
    double aside = end.x() - decision.centerX();
    double part = Math.abs(aside) / half;
    if (part < 0.92) {
      double y = decision.centerY() + decision.height() / 2 * (1 - part);
      return List.of(new Point(end.x(), y), end);
    }
    // Those further aside leave higher up, so that no two meet.
    double out = half * (1 - 0.25 * nearer(device));
    double y = decision.centerY() + decision.height() / 2 * (1 - out / half);
    double x = decision.centerX() + Math.copySign(out, aside);
    return List.of(new Point(x, y), new Point(end.x(), y), end);
  }

  /** How many others of its kind are further aside from the route lookup on the same side. */
  private int nearer(String device) {
    Spot spot = geometry.spot(device).orElseThrow();
    Frame frame = geometry.frame();
    return spot.tier() == Tier.TUNNEL
        ? Math.min(2, spot.slot())
        : Math.min(2, frame.uplinks() - 1 - spot.slot());
  }

  /** The drawn line from under a tunnel to under an uplink. */
  List<Point> loop(String tunnel, String uplink) {
    Frame frame = geometry.frame();
    Rect from = geometry.box(tunnel).orElseThrow();
    Rect to = geometry.box(uplink).orElseThrow();
    int rank = Math.max(0, frame.tunnels() - 1 - geometry.spot(tunnel).orElseThrow().slot());
    double depth = Math.max(from.bottom(), to.bottom()) + frame.loop(rank);
    double end = frame.landing(to, rank);
    return List.of(
        new Point(from.centerX(), from.bottom()),
        new Point(from.centerX(), depth),
        new Point(end, depth),
        new Point(end, to.bottom()));
  }

  private List<Point> throughBox(String tunnel, List<Point> loop) {
    List<Point> way = new ArrayList<>();
    geometry.box(tunnel).ifPresent(box -> way.add(box.center()));
    way.addAll(loop);
    Point end = loop.getLast();
    way.add(new Point(end.x(), end.y() - 8));
    return way;
  }

  private List<Point> alongSwitch(String from, Spot one, String to, Spot other) {
    Rect first = bar(from, one);
    Rect last = bar(to, other);
    List<Point> way = new ArrayList<>();
    onto(way, from, first);
    if (first.y() != last.y()) {
      way.add(new Point(geometry.trunk(), first.centerY()));
      way.add(new Point(geometry.trunk(), last.centerY()));
    }
    onto(way, to, last);
    return way;
  }

  private void onto(List<Point> way, String name, Rect bar) {
    geometry.box(name).ifPresent(box -> way.add(new Point(box.centerX(), bar.centerY())));
  }

  private Rect bar(String name, Spot spot) {
    List<Rect> bars = geometry.bars();
    Rect box = geometry.box(name).orElse(bars.getFirst());
    return spot.tier() == Tier.SWITCH
        ? bars.getFirst()
        : bars.stream().filter(bar -> box.overlaps(bar)).findFirst().orElse(bars.getFirst());
  }

  /** Without points that repeat the one before. */
  private static List<Point> tidy(List<Point> way) {
    List<Point> tidy = new ArrayList<>();
    for (Point point : way) {
      if (tidy.isEmpty() || tidy.getLast().distance(point) > 0.01) {
        tidy.add(point);
      }
    }
    if (tidy.size() == 1) {
      tidy.add(way.getLast());
    }
    return List.copyOf(tidy);
  }
}
