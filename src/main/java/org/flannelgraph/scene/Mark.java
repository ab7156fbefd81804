package org.flannelgraph.scene;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a painter can draw. */
public sealed interface Mark {
  /** The same elsewhere. */
  Mark moved(double right, double down);

  /**
   * A rectangle with round corners.
   *
   * @param at its outline; an edge is painted half inside and half outside of it
   * @param radius of the corners, in scene pixels; 0 for sharp ones
   * @param fill what it is filled with, or null
   * @param edge the colour of its outline, or null
   * @param width of the outline, in scene pixels
   * @param dashed whether the outline is dashed: wanted, and not there
   */
  record Box(
      Rect at, double radius, @Nullable Ink fill, @Nullable Ink edge, double width, boolean dashed)
      implements Mark {
    public static Box filled(Rect at, double radius, Ink fill) {
      return new Box(at, radius, fill, null, 0, false);
    }

    public static Box edged(Rect at, double radius, Ink fill, Ink edge, double width) {
      return new Box(at, radius, fill, edge, width, false);
    }

    @Override
    public Box moved(double right, double down) {
      return new Box(at.moved(right, down), radius, fill, edge, width, dashed);
    }
  }

  /**
   * A closed figure with straight sides.
   *
   * @param corners at least three
   * @param fill what it is filled with, or null
   * @param edge the colour of its outline, or null
   * @param width of the outline, in scene pixels
   */
  record Polygon(List<Point> corners, @Nullable Ink fill, @Nullable Ink edge, double width)
      implements Mark {
    public Polygon {
      corners = List.copyOf(corners);
    }

    @Override
    public Polygon moved(double right, double down) {
      return new Polygon(Mark.moved(corners, right, down), fill, edge, width);
    }
  }

  /**
   * An open line.
   *
   * @param way its points, at least two
   * @param radius by which its corners are rounded, in scene pixels; never more than half a side
   * @param ink its colour
   * @param width in scene pixels
   * @param dashed whether it is dashed: wanted, down, or not proved
   */
  record Line(List<Point> way, double radius, Ink ink, double width, boolean dashed)
      implements Mark {
    public Line {
      way = List.copyOf(way);
    }

    @Override
    public Line moved(double right, double down) {
      return new Line(Mark.moved(way, right, down), radius, ink, width, dashed);
    }

    /** How far a point is from the line, its corners not rounded; in scene pixels. */
    public double distance(Point point) {
      double least = Double.POSITIVE_INFINITY;
      for (int i = 1; i < way.size(); i++) {
        least = Math.min(least, point.distance(way.get(i - 1), way.get(i)));
      }
      return least;
    }
  }

  /**
   * One line of text.
   *
   * @param x its left end, in scene pixels
   * @param y its baseline, in scene pixels
   * @param text what it says
   * @param face the font
   * @param size of the font, in scene pixels
   * @param ink its colour
   */
  record Text(double x, double y, String text, Face face, double size, Ink ink) implements Mark {
    /** A text whose middle is at x. */
    public static Text centered(double x, double y, String text, Face face, double size, Ink ink) {
      return new Text(x - face.width(text, size) / 2, y, text, face, size, ink);
    }

    /** A text that ends at x. */
    public static Text ending(double x, double y, String text, Face face, double size, Ink ink) {
      return new Text(x - face.width(text, size), y, text, face, size, ink);
    }

    @Override
    public Text moved(double right, double down) {
      return new Text(x + right, y + down, text, face, size, ink);
    }

    /** How wide it is drawn, in scene pixels. */
    public double width() {
      return face.width(text, size);
    }
  }

  private static List<Point> moved(List<Point> points, double right, double down) {
    return points.stream().map(it -> new Point(it.x() + right, it.y() + down)).toList();
  }
}
