package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flannelgraph.journey.Hop;

/**
 * Draws the way of a journey into a picture: lines under the devices, on them a numbered dot for
 * each hop, and how it ended.
 */
public final class TrackArt {
  private static final double RADIUS = 8.5;
  private static final double NUMBER = 10;
  private static final double LINE = 3.5;
  private static final double CORNER = 10;
  private static final double CAUSE = 12;

  /** Around what would lie outside of the picture. */
  private static final double MARGIN = 4;

  private final Track track;
  private final Set<Integer> passed;
  private final List<Item> lines = new ArrayList<>();
  private final List<Item> dots = new ArrayList<>();

  private TrackArt(Track track, Set<Integer> passed) {
    this.track = track;
    this.passed = passed;
  }

  /**
   * A picture with a track on it, large enough for what is written beside it.
   *
   * @param picture of the layout that the track was laid on
   * @param passed the indexes of the hops that the packet has come to: the other dots are grey, and
   *     no line leads to them yet
   */
  public static Picture onto(Picture picture, Track track, Set<Integer> passed) {
    TrackArt art = new TrackArt(track, passed);
    art.draw();
    List<Item> items = new ArrayList<>();
    List<Item> over = new ArrayList<>();
    for (Item item : picture.items()) {
      switch (item.id()) {
        case ItemId.Namespace namespace -> items.add(item);
        case ItemId.Wire wire -> split(item, items, over);
        case ItemId.Inner inner -> split(item, items, over);
        case ItemId.Tunnel tunnel -> split(item, items, over);
        case ItemId.Way way -> items.add(item);
        case ItemId.Device device -> over.add(item);
        case ItemId.Decision decision -> over.add(item);
        case ItemId.Container container -> over.add(item);
        case ItemId.Missing missing -> over.add(item);
        case ItemId.Sighting sighting -> over.add(item);
      }
    }
    items.addAll(art.lines);
    items.addAll(over);
    items.addAll(art.dots);
    Rect bounds = picture.bounds();
    for (Item dot : art.dots) {
      bounds = bounds.union(dot.bounds().grow(MARGIN));
    }
    return new Picture(bounds, items);
  }

  /** A picture with a track whose packet has come to all of its hops. */
  public static Picture whole(Picture picture, Track track) {
    return onto(
        picture,
        track,
        track.stops().stream()
            .map(stop -> stop.hop().index())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The line of a wire is covered by the way along it, its name is not. */
  private static void split(Item item, List<Item> under, List<Item> over) {
    List<Mark> lines = new ArrayList<>();
    List<Mark> names = new ArrayList<>();
    for (Mark mark : item.marks()) {
      (mark instanceof Mark.Line ? lines : names).add(mark);
    }
    if (lines.isEmpty()) {
      under.add(item); // no line at all, but a bar
      return;
    }
    under.add(with(item, lines));
    if (!names.isEmpty()) {
      over.add(with(item, names));
    }
  }

  private static Item with(Item item, List<Mark> marks) {
    return new Item(item.id(), item.bounds(), item.role(), item.text(), item.stratum(), marks);
  }

  private void draw() {
    List<Mark> way = new ArrayList<>();
    for (Track.Stop stop : track.stops()) {
      if (stop.way().size() > 1 && passed.contains(stop.hop().index())) {
        way.add(new Mark.Line(stop.way(), CORNER, ink(stop), LINE, false));
      }
    }
    Track.End end = track.end();
    boolean isLost = end != null && passed.contains(end.after());
    if (end != null && isLost && end.way().size() > 1) {
      way.add(new Mark.Line(end.way(), CORNER, Ink.BAD, LINE, true));
    }
    lines.add(item(new ItemId.Way(id()), "way", says(), way));
    if (track.parting() != null) {
      dots.add(parting(track.parting()));
    }
    Map<Point, Integer> standing = new HashMap<>();
    for (Track.Stop stop : track.stops()) {
      // What is seen twice at one place has its dots side by side.
      int others = standing.merge(stop.at(), 1, Integer::sum) - 1;
      dot(stop, new Point(stop.at().x() + others * (2 * RADIUS + 2), stop.at().y()));
    }
    if (end != null && isLost) {
      int others = end.way().isEmpty() ? standing.getOrDefault(end.at(), 0) : 0;
      end(end, new Point(end.at().x() + others * (2 * RADIUS + 4), end.at().y()));
    }
  }

  private long id() {
    return track.journey().id();
  }

  private String says() {
    return "%s from %s to %s: %s, %d hops"
        .formatted(
            track.journey().summary(),
            track.journey().source(),
            track.journey().destination(),
            track.journey().outcome().label(),
            track.stops().size());
  }

  private static Ink ink(Track.Stop stop) {
    return stop.strays() ? Ink.WARN : stop.isTunnelled() ? Ink.TUNNEL : Ink.ACCENT;
  }

  private void dot(Track.Stop stop, Point at) {
    Hop hop = stop.hop();
    boolean isInside = !stop.bricks().isEmpty() && stop.bricks().getLast().level() > 0;
    Ink ink = !passed.contains(hop.index()) ? Ink.WIRE : isInside ? Ink.TUNNEL : Ink.ACCENT;
    Mark number =
        Mark.Text.centered(
            at.x(),
            at.y() + 0.36 * NUMBER,
            String.valueOf(hop.index()),
            Face.BOLD,
            NUMBER,
            Ink.ON_STRONG);
    String text = "hop %d, %s at %s".formatted(hop.index(), hop.action().label(), hop.place());
    dots.add(
        item(
            new ItemId.Sighting(id(), hop.index()),
            "hop",
            text,
            List.of(circle(at, RADIUS, ink), number)));
  }

  private static Mark circle(Point at, double radius, Ink ink) {
    return Mark.Box.edged(around(at, radius), radius, ink, Ink.SURFACE, 1.5);
  }

  private static Rect around(Point at, double radius) {
    return new Rect(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
  }

  /** A dashed ring where the packet should have come. */
  private Item parting(Track.Parting parting) {
    double radius = RADIUS + 4;
    return item(
        new ItemId.Way(id()),
        "promised",
        "the tables promised " + parting.promised() + ", where it was not seen",
        List.of(
            new Mark.Box(around(parting.at(), radius), radius, Ink.WARN_FILL, Ink.WARN, 2, true)));
  }

  /** A cross where the packet was lost, and why on a label. */
  private void end(Track.End end, Point at) {
    List<Mark> marks = new ArrayList<>();
    marks.add(circle(at, RADIUS + 1.5, Ink.BAD));
    for (int side = -1; side <= 1; side += 2) {
      Point from = new Point(at.x() - 3.5, at.y() - 3.5 * side);
      Point to = new Point(at.x() + 3.5, at.y() + 3.5 * side);
      marks.add(new Mark.Line(List.of(from, to), 0, Ink.ON_STRONG, 2, false));
    }
    String words = end.cause().text();
    Rect label = new Rect(at.x() + 15, at.y() - 11, Face.SEMIBOLD.width(words, CAUSE) + 16, 22);
    marks.add(Mark.Box.edged(label, 6, Ink.BAD_FILL, Ink.BAD, 1));
    double baseline = at.y() + 0.36 * CAUSE;
    marks.add(new Mark.Text(label.x() + 8, baseline, words, Face.SEMIBOLD, CAUSE, Ink.BAD));
    dots.add(item(new ItemId.Way(id()), "loss", "lost: " + words, marks));
  }

  private static Item item(ItemId id, String role, String text, List<Mark> marks) {
    Rect bounds = null;
    for (Mark mark : marks) {
      Rect one = bounds(mark);
      bounds = bounds == null ? one : bounds.union(one);
    }
    Rect at = bounds == null ? new Rect(0, 0, 0, 0) : bounds;
    return new Item(id, at, role, text, Item.Stratum.BOTH, marks);
  }

  private static Rect bounds(Mark mark) {
    return switch (mark) {
      case Mark.Box box -> box.at();
      case Mark.Text text -> new Rect(text.x(), text.y() - text.size(), text.width(), text.size());
      case Mark.Line line -> bounds(line.way());
      case Mark.Polygon polygon -> bounds(polygon.corners());
    };
  }

  private static Rect bounds(List<Point> points) {
    Rect bounds = new Rect(points.getFirst().x(), points.getFirst().y(), 0, 0);
    for (Point point : points) {
      bounds = bounds.union(new Rect(point.x(), point.y(), 0, 0));
    }
    return bounds;
  }
}
