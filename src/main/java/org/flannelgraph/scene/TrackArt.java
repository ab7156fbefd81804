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
    return Between.of(picture, art.lines, art.dots);
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
    Rect at = Between.bounds(marks);
    return new Item(id, at, role, text, Item.Stratum.BOTH, marks);
  }
}
