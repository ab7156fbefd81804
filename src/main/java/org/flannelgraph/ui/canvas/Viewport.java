package org.flannelgraph.ui.canvas;

import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;

/**
 * Which part of the scene is seen, and how large.
 *
 * @param zoom pixels of the window for a scene pixel
 * @param x where the scene's origin lies in the window
 * @param y where the scene's origin lies in the window
 */
public record Viewport(double zoom, double x, double y) {
  static final double LEAST = 0.05;
  static final double MOST = 6;

  /** One that shows a part of the scene whole and in the middle, no larger than a zoom. */
  static Viewport fitting(Rect part, double width, double height, double most) {
    double zoom = Math.clamp(Math.min(width / part.width(), height / part.height()), LEAST, most);
    return new Viewport(
        zoom,
        (width - part.width() * zoom) / 2 - part.x() * zoom,
        (height - part.height() * zoom) / 2 - part.y() * zoom);
  }

  Viewport panned(double right, double down) {
    return new Viewport(zoom, x + right, y + down);
  }

  /** Zoomed by a factor; what is under a place of the window stays there. */
  Viewport zoomed(double factor, double atX, double atY) {
    double to = Math.clamp(zoom * factor, LEAST, MOST);
    double change = to / zoom;
    return new Viewport(to, atX - (atX - x) * change, atY - (atY - y) * change);
  }

  /** Moved so that a place of the scene is in the middle of the window. */
  Viewport centered(Point scene, double width, double height) {
    return new Viewport(zoom, width / 2 - scene.x() * zoom, height / 2 - scene.y() * zoom);
  }

  Point toScene(double windowX, double windowY) {
    return new Point((windowX - x) / zoom, (windowY - y) / zoom);
  }

  double toWindowX(double sceneX) {
    return sceneX * zoom + x;
  }

  double toWindowY(double sceneY) {
    return sceneY * zoom + y;
  }

  Point toWindow(Point scene) {
    return new Point(toWindowX(scene.x()), toWindowY(scene.y()));
  }

  Rect toWindow(Rect scene) {
    return new Rect(
        toWindowX(scene.x()), toWindowY(scene.y()), scene.width() * zoom, scene.height() * zoom);
  }

  /** The part of the scene that a window of this size shows. */
  Rect seen(double width, double height) {
    Point corner = toScene(0, 0);
    return new Rect(corner.x(), corner.y(), width / zoom, height / zoom);
  }
}
