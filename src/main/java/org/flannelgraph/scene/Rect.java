package org.flannelgraph.scene;

/**
 * A rectangle with upright sides.
 *
 * @param x its left side, in scene pixels
 * @param y its upper side, in scene pixels
 * @param width in scene pixels, at least 0
 * @param height in scene pixels, at least 0
 */
public record Rect(double x, double y, double width, double height) {
  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }

  public double centerX() {
    return x + width / 2;
  }

  public double centerY() {
    return y + height / 2;
  }

  public Point center() {
    return new Point(centerX(), centerY());
  }

  public boolean contains(Point point) {
    return point.x() >= x && point.x() <= right() && point.y() >= y && point.y() <= bottom();
  }

  public boolean contains(Rect other) {
    return other.x >= x && other.right() <= right() && other.y >= y && other.bottom() <= bottom();
  }

  /** Whether the two share more than a side. */
  public boolean overlaps(Rect other) {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }

  /** The same, larger by a margin on every side; smaller if the margin is negative. */
  public Rect grow(double margin) {
    return new Rect(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
  }

  public Rect moved(double right, double down) {
    return new Rect(x + right, y + down, width, height);
  }

  /** The smallest that holds both. */
  public Rect union(Rect other) {
    double left = Math.min(x, other.x);
    double top = Math.min(y, other.y);
    return new Rect(
        left,
        top,
        Math.max(right(), other.right()) - left,
        Math.max(bottom(), other.bottom()) - top);
  }
}
