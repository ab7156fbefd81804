package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flannelgraph.scene.Slots.Row;
import org.flannelgraph.scene.Slots.Spot;

/** Turns places into rectangles and wires: those of what is there, and of what was. */
final class Geometry {
  /** Follows a node's name: its route lookup. */
  static final String ROUTE = "/#route";

  /** The switch's name in an arrangement: whatever its namespace is called, it is one thing. */
  static final String SWITCH = "#switch";

  /** How far a wire goes down from a tab before it turns. */
  private static final double DROP = 8;

  private final Frame frame;
  private final Slots slots;
  private final Arrangement arrangement;
  private final List<Rect> bars = new ArrayList<>();
  private final Map<String, Rect> boxes = new HashMap<>();
  private final Map<String, List<Point>> wires = new HashMap<>();

  Geometry(Frame frame, Slots slots, Arrangement arrangement) {
    this.frame = frame;
    this.slots = slots;
    this.arrangement = arrangement;
    int used = (slots.used(Allotment.GRID) + frame.gridColumns() - 1) / frame.gridColumns();
    for (int row = 0; row < Math.max(1, used); row++) {
      bars.add(bar(row));
    }
    Map<Tier, List<String>> tiers = new EnumMap<>(Tier.class);
    slots
        .all()
        .forEach(
            (name, spot) ->
                tiers.computeIfAbsent(spot.tier(), tier -> new ArrayList<>()).add(name));
    for (List<String> names : tiers.values()) { // each lies in one of those before it
      for (String name : names) {
        slots.spot(name).flatMap(spot -> box(name, spot)).ifPresent(box -> boxes.put(name, box));
      }
    }
    slots.all().forEach(this::wire);
  }

  /** Where a namespace, a link or a route lookup is drawn. */
  Optional<Rect> box(String name) {
    return Optional.ofNullable(boxes.get(name));
  }

  /** The wire of a pod, by its node's end; that of a node, by the switch's end. */
  Optional<List<Point>> wire(String end) {
    return Optional.ofNullable(wires.get(end));
  }

  Optional<Spot> spot(String name) {
    return slots.spot(name);
  }

  Frame frame() {
    return frame;
  }

  /** The bars of the switch, one under each row of nodes. */
  List<Rect> bars() {
    return bars;
  }

  /** Left of the bars, where they are joined. */
  double trunk() {
    return bars.getFirst().x() - 22;
  }

  private Rect bar(int row) {
    double top = row * frame.rowPitch() + frame.nodeHeight() + frame.switchGap();
    double left = 0;
    double right = frame.gridWidth();
    for (int column = 0; column < frame.gridColumns(); column++) { // as far as nodes were dragged
      int slot = row * frame.gridColumns() + column;
      double x =
          column * frame.columnPitch()
              + slots.owner(Allotment.GRID, slot).map(arrangement::of).orElse(Point.ORIGIN).x();
      left = Math.min(left, x);
      right = Math.max(right, x + frame.nodeWidth());
    }
    return moved(new Rect(left, top, right - left, Frame.SWITCH), SWITCH);
  }

  private Rect moved(Rect rect, String name) {
    Point offset = arrangement.of(name);
    return rect.moved(offset.x(), offset.y());
  }

  private Point origin(String node) {
    int slot = slots.spot(node).map(Spot::slot).orElse(0);
    Point offset = arrangement.of(node);
    int column = slot % frame.gridColumns();
    int row = slot / frame.gridColumns();
    return new Point(
        column * frame.columnPitch() + offset.x(), row * frame.rowPitch() + offset.y());
  }

  private Rect inNode(String node, Rect rect, String name) {
    Point origin = origin(node);
    return moved(rect.moved(origin.x(), origin.y()), name);
  }

  /** Where a bridge is, or would be. */
  Rect bridge(String node) {
    String name = slots.owner(new Row(Tier.BRIDGE, node), 0).orElse("");
    return inNode(
        node,
        new Rect(
            frame.padding() - frame.gutter(),
            frame.bridgeTop(),
            frame.innerWidth() + 2 * frame.gutter(),
            Frame.BRIDGE),
        name);
  }

  private Optional<Rect> box(String name, Spot spot) {
    String owner = spot.row().owner();
    return switch (spot.tier()) {
      case NODE -> Optional.of(node(name));
      case POD -> Optional.of(inNode(owner, pod(spot.slot()), name));
      case CELL ->
          Optional.of(
              moved(cell(spot), name.contains("#") ? name.substring(0, name.indexOf('#')) : name));
      case BRIDGE -> Optional.of(bridge(owner));
      case TUNNEL -> Optional.of(inNode(owner, frame.device(spot.slot()), name));
      case UPLINK -> Optional.of(inNode(owner, frame.device(frame.tunnels() + spot.slot()), name));
      case SHELF -> Optional.of(inNode(owner, frame.shelf().get(spot.slot()), name));
      case TAB ->
          box(owner)
              .map(
                  pod ->
                      new Rect(
                          pod.centerX() - Frame.TAB_WIDTH / 2,
                          pod.bottom() - Frame.TAB / 2,
                          Frame.TAB_WIDTH,
                          Frame.TAB));
      case EXTRA ->
          box(owner)
              .map(
                  pod ->
                      new Rect(
                          pod.x() + 6 + spot.slot() * (pod.width() / 2 - 4),
                          pod.y() - Frame.TAB / 2,
                          pod.width() / 2 - 8,
                          Frame.TAB));
      case HOST_END -> hostEnd(owner);
      case SWITCH -> Optional.of(bars.getFirst());
      case PORT -> port(owner);
      case CHIP -> box(owner).map(cell -> chip(cell, spot.slot()));
    };
  }

  private Rect node(String name) {
    Point origin = origin(name);
    int first = frame.podRows() * frame.podColumns();
    int more = slots.used(new Row(Tier.POD, name)) - first;
    int rowsAbove = Math.max(0, (more + frame.podColumns() - 1) / frame.podColumns());
    double above = rowsAbove * (frame.podHeight() + Frame.ROW_GAP);
    boxes.put(
        name + ROUTE,
        inNode(
            name,
            new Rect(
                frame.nodeWidth() / 2 - Frame.DIAMOND_WIDTH / 2,
                frame.diamondTop(),
                Frame.DIAMOND_WIDTH,
                Frame.DIAMOND),
            name + ROUTE));
    return new Rect(origin.x(), origin.y() - above, frame.nodeWidth(), frame.nodeHeight() + above);
  }

  private int podRow(int slot) {
    int first = frame.podRows() * frame.podColumns();
    return slot < first ? slot / frame.podColumns() : -1 - (slot - first) / frame.podColumns();
  }

  private Rect pod(int slot) {
    double pitch = frame.podWidth() + frame.gutter();
    double all = frame.podColumns() * pitch - frame.gutter();
    double left = frame.padding() + (frame.innerWidth() - all) / 2;
    return new Rect(
        left + slot % frame.podColumns() * pitch,
        Frame.HEADER + podRow(slot) * (frame.podHeight() + Frame.ROW_GAP),
        frame.podWidth(),
        frame.podHeight());
  }

  private Rect cell(Spot spot) {
    int column = spot.slot() / frame.cellRows();
    int row = spot.slot() % frame.cellRows();
    return new Rect(
        frame.gridWidth() + 44 + column * (frame.cellWidth() + Frame.CELL_GAP),
        row * (Frame.CELL_HEIGHT + Frame.CELL_GAP),
        frame.cellWidth(),
        spot.wished().tier() == Tier.POD ? frame.podHeight() : Frame.CELL_HEIGHT);
  }

  private static Rect chip(Rect cell, int slot) {
    double width = (cell.width() - 30) / 2;
    return new Rect(
        cell.x() + 10 + slot % 2 * (width + 10), cell.y() + 32 + slot / 2 * 34, width, 26);
  }

  /** Where the wire of a pod meets its bridge: under it, or under the lane that it comes down. */
  private Optional<Rect> hostEnd(String tab) {
    String pod = tab.substring(0, tab.indexOf('/'));
    return slots
        .spot(pod)
        .map(
            spot -> {
              Rect bridge = bridge(spot.wished().owner());
              Point origin = origin(spot.wished().owner());
              double x;
              if (spot.tier() == Tier.POD) {
                Rect place = pod(spot.slot());
                int lane = frame.podRows() - 1 - podRow(spot.slot());
                x = origin.x() + (lane == 0 ? place.centerX() : place.right() + lane * Frame.LANE);
              } else {
                x = bridge.right() - 6 - 7 * (spot.slot() % 4);
              }
              double inside = Math.clamp(x, bridge.x() + 2, bridge.right() - 2);
              return new Rect(inside - Frame.LANE / 2, bridge.y() - 8, Frame.LANE, 8);
            });
  }

  private Optional<Rect> port(String uplink) {
    return box(uplink)
        .map(
            box -> {
              String node = uplink.substring(0, uplink.indexOf('/'));
              int slot = slots.spot(node).map(Spot::slot).orElse(0);
              Rect bar = bars.get(slot / frame.gridColumns());
              double x =
                  Math.clamp(frame.landing(box, frame.tunnels()), bar.x() + 16, bar.right() - 16);
              return new Rect(x - 13, bar.y() - 7, 26, 14);
            });
  }

  private void wire(String name, Spot spot) {
    Rect end = boxes.get(name);
    Rect far = boxes.get(spot.row().owner());
    if (end == null || far == null) {
      return;
    }
    if (spot.tier() == Tier.HOST_END) {
      Point down = new Point(end.centerX(), end.bottom());
      Point tab = new Point(far.centerX(), far.bottom());
      wires.put(name, elbow(tab, down, tab.y() + DROP));
    } else if (spot.tier() == Tier.PORT) {
      Point up = new Point(frame.landing(far, frame.tunnels()), far.bottom());
      wires.put(name, elbow(up, new Point(end.centerX(), end.y()), end.y() - 2 * DROP));
    }
  }

  private static List<Point> elbow(Point from, Point to, double turn) {
    if (Math.abs(from.x() - to.x()) < 0.5) {
      return List.of(from, to);
    }
    return List.of(from, new Point(from.x(), turn), new Point(to.x(), turn), to);
  }
}
