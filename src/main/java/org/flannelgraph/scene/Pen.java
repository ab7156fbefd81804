package org.flannelgraph.scene;

import java.util.List;

/** What follows an outline. It gives every painter the same curves. */
public interface Pen {
  /** Of a dashed line: how long it is drawn, then not, in scene pixels. Its ends are cut off. */
  List<Double> DASH = List.of(5.0, 4.0);

  /** Starts at a point. */
  void moveTo(double x, double y);

  /** Goes straight on to a point. */
  void lineTo(double x, double y);

  /** Bends towards one point and on to another (a quadratic Bézier curve). */
  void curveTo(double controlX, double controlY, double x, double y);

  /** Goes back to where it started. */
  void close();

  /** Follows an open line, cutting its corners by its radius. */
  static void follow(Mark.Line line, Pen pen) {
    List<Point> way = line.way();
    pen.moveTo(way.getFirst().x(), way.getFirst().y());
    for (int i = 1; i < way.size() - 1; i++) {
      Point corner = way.get(i);
      Point in = near(corner, way.get(i - 1), line.radius());
      Point out = near(corner, way.get(i + 1), line.radius());
      pen.lineTo(in.x(), in.y());
      if (!in.equals(out)) {
        pen.curveTo(corner.x(), corner.y(), out.x(), out.y());
      }
    }
    pen.lineTo(way.getLast().x(), way.getLast().y());
  }

  /** Follows a closed figure. */
  static void follow(Mark.Polygon polygon, Pen pen) {
    Point first = polygon.corners().getFirst();
    pen.moveTo(first.x(), first.y());
    for (Point corner : polygon.corners().subList(1, polygon.corners().size())) {
      pen.lineTo(corner.x(), corner.y());
    }
    pen.close();
  }

  private static Point near(Point corner, Point other, double radius) {
    double side = corner.distance(other);
    return side == 0 ? corner : corner.towards(other, Math.min(radius / side, 0.5));
  }
}
