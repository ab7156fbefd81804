package org.flannelgraph.ui.canvas;

import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Point;
import org.jspecify.annotations.Nullable;

/** How far a pressed pointer has come, and what it holds. */
final class Drag {
  /** A hand that clicks moves so far, in pixels of the window. */
  private static final double SLACK = 4;

  private double x;
  private double y;
  private @Nullable ItemId held;
  private boolean isUnderWay;

  /** The pointer was pressed. */
  void begin(double atX, double atY, @Nullable ItemId over) {
    x = atX;
    y = atY;
    held = over;
    isUnderWay = false;
  }

  /** Whether the pointer has moved so far that it is more than a click. */
  boolean reaches(double toX, double toY) {
    isUnderWay = isUnderWay || Math.hypot(toX - x, toY - y) > SLACK;
    return isUnderWay;
  }

  /** The pointer has come to a place; how far that is from where it was before. */
  Point come(double toX, double toY) {
    Point far = new Point(toX - x, toY - y);
    x = toX;
    y = toY;
    return far;
  }

  /** What is dragged; null if it is the view. */
  @Nullable ItemId held() {
    return held;
  }

  /** Whether it was more than a click. */
  boolean isUnderWay() {
    return isUnderWay;
  }
}
