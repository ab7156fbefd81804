package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.journey.Hop;

/** Draws the way of a journey: lines along it, a numbered dot for each hop, and how it ended. */
public final class TrackArt {
  private static final double RADIUS = 8.5;
  private static final double NUMBER = 10;
  private static final double LINE = 3;
  private static final double CORNER = 10;
  private static final double CAUSE = 12;

  private TrackArt() {}

  /**
   * The marks of a track.
   *
   * @param passed the index of the hop that the packet has come to: what lies ahead is grey
   */
  public static List<Mark> marks(Track track, int passed) {
    List<Mark> marks = new ArrayList<>();
    if (track.parting() != null) {
      parting(track.parting(), marks);
    }
    for (Track.Stop stop : track.stops().reversed()) { // what was passed lies over what was not
      if (stop.way().size() > 1) {
        Ink ink = stop.hop().index() <= passed ? ink(stop) : Ink.WIRE;
        marks.add(new Mark.Line(stop.way(), CORNER, ink, LINE, stop.hop().index() > passed));
      }
    }
    Map<Point, Integer> standing = new HashMap<>();
    for (Track.Stop stop : track.stops()) {
      int others = standing.merge(stop.at(), 1, Integer::sum) - 1;
      Point at = new Point(stop.at().x() + others * (2 * RADIUS + 2), stop.at().y());
      dot(stop.hop(), at, stop.hop().index() <= passed ? dotInk(stop) : Ink.WIRE, marks);
    }
    if (track.end() != null && passed >= track.end().after()) {
      end(track.end(), marks);
    }
    return marks;
  }

  private static Ink ink(Track.Stop stop) {
    return stop.strays() ? Ink.WARN : stop.isTunnelled() ? Ink.TUNNEL : Ink.ACCENT;
  }

  private static Ink dotInk(Track.Stop stop) {
    return stop.bricks().isEmpty() || stop.bricks().getLast().level() == 0
        ? Ink.ACCENT
        : Ink.TUNNEL;
  }

  private static void dot(Hop hop, Point at, Ink ink, List<Mark> marks) {
    marks.add(circle(at, RADIUS, ink));
    marks.add(
        Mark.Text.centered(
            at.x(),
            at.y() + 0.36 * NUMBER,
            String.valueOf(hop.index()),
            Face.BOLD,
            NUMBER,
            Ink.ON_STRONG));
  }

  private static Mark circle(Point at, double radius, Ink ink) {
    Rect box = new Rect(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
    return Mark.Box.edged(box, radius, ink, Ink.SURFACE, 1.5);
  }

  /** A dashed ring where the packet should have come. */
  private static void parting(Track.Parting parting, List<Mark> marks) {
    double radius = RADIUS + 4;
    Point at = parting.at();
    Rect ring = new Rect(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
    marks.add(new Mark.Box(ring, radius, Ink.WARN_FILL, Ink.WARN, 2, true));
  }

  /** A cross where the packet was lost, and why on a label. */
  private static void end(Track.End end, List<Mark> marks) {
    if (end.way().size() > 1) {
      marks.add(new Mark.Line(end.way(), CORNER, Ink.BAD, LINE, true));
    }
    // Beside the last hop's dot, if it was lost where it was seen.
    Point at = end.way().isEmpty() ? new Point(end.at().x() + 22, end.at().y()) : end.at();
    marks.add(circle(at, RADIUS + 1.5, Ink.BAD));
    for (int side = -1; side <= 1; side += 2) {
      marks.add(
          new Mark.Line(
              List.of(
                  new Point(at.x() - 3.5, at.y() - 3.5 * side),
                  new Point(at.x() + 3.5, at.y() + 3.5 * side)),
              0,
              Ink.ON_STRONG,
              2,
              false));
    }
    String words = end.cause().text();
    Rect label =
        new Rect(at.x() + 15, at.y() - 11, Face.SEMIBOLD.width(words, CAUSE) + 16, 22);
    marks.add(Mark.Box.edged(label, 6, Ink.BAD_FILL, Ink.BAD, 1));
    marks.add(
        new Mark.Text(
            label.x() + 8, at.y() + 0.36 * CAUSE, words, Face.SEMIBOLD, CAUSE, Ink.BAD));
  }
}
