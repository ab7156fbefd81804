package org.flannelgraph.scene;

/**
 * A place in the scene.
 *
 * @param x to the right, in scene pixels
 * @param y downwards, in scene pixels
 */
public record Point(double x, double y) {
  /** Where the scene begins. */
  public static final Point ORIGIN = new Point(0, 0);

  /** The point a part of the way to another: 0 is here, 1 is there. */
  public Point towards(Point other, double part) {
    return new Point(x + (other.x - x) * part, y + (other.y - y) * part);
  }

  /** How far another point is, in scene pixels. */
  public double distance(Point other) {
    return Math.hypot(other.x - x, other.y - y);
  }

  /** How far the straight line between two points is, in scene pixels. */
  public double distance(Point from, Point to) {
    double length = from.distance(to);
    if (length == 0) {
      return distance(from);
    }
    double part =
        ((x - from.x) * (to.x - from.x) + (y - from.y) * (to.y - from.y)) / length / length;
    return distance(from.towards(to, Math.clamp(part, 0, 1)));
  }
}
