package org.flannelgraph.ui.canvas;

import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Rect;
import org.jspecify.annotations.Nullable;

/**
 * The picture at rest: painted when something about it changed, then kept as pixels. Where the view
 * stays, only the part that changed is painted.
 */
final class StillLayer {
  private static final double GRID = 24;

  /** What an item paints outside of its bounds, at most, in scene pixels. */
  private static final double OVERHANG = 40;

  /** What is on the canvas. */
  private record Painted(
      List<Item> items, Viewport view, Palette palette, double width, double height) {
    boolean isSeenAs(Painted other) {
      return view.equals(other.view)
          && palette.equals(other.palette)
          && width == other.width
          && height == other.height;
    }
  }

  private final Canvas canvas = new Canvas();
  private @Nullable Painted painted;

  Canvas node() {
    return canvas;
  }

  void paint(Picture picture, Viewport view, Palette palette) {
    Painted next =
        new Painted(picture.items(), view, palette, canvas.getWidth(), canvas.getHeight());
    Rect seen = view.seen(next.width, next.height);
    Optional<Rect> damage =
        painted != null && painted.isSeenAs(next)
            ? Damage.between(painted.items, next.items)
            : Optional.empty();
    painted = next;
    if (damage.isEmpty()) {
      paint(next, seen);
    } else if (!damage.get().equals(Damage.NONE)) {
      Rect part = damage.get().grow(OVERHANG);
      if (part.overlaps(seen)) {
        paintPart(next, part.contains(seen) ? seen : part);
      }
    }
  }

  private void paintPart(Painted next, Rect part) {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    Rect at = next.view.toWindow(part);
    double left = Math.max(0, Math.floor(at.x()));
    double top = Math.max(0, Math.floor(at.y()));
    double right = Math.min(next.width, Math.ceil(at.right()));
    double bottom = Math.min(next.height, Math.ceil(at.bottom()));
    graphics.save();
    graphics.beginPath();
    graphics.rect(left, top, right - left, bottom - top);
    graphics.clip();
    paint(next, part);
    graphics.restore();
  }

  /** Paints what is in a part of the scene, and what reaches into it. */
  private void paint(Painted next, Rect part) {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    Rect at = next.view.toWindow(part);
    graphics.setFill(Colors.of(next.palette.rgb(Ink.CANVAS)));
    graphics.fillRect(at.x() - 1, at.y() - 1, at.width() + 2, at.height() + 2);
    paintGrid(graphics, next, at);
    Painter painter = new Painter(graphics, next.palette, next.view);
    Rect reached = part.grow(OVERHANG);
    for (Item item : next.items) {
      if (item.bounds().overlaps(reached)) {
        painter.paint(item.marks());
      }
    }
  }

  private static void paintGrid(GraphicsContext graphics, Painted next, Rect at) {
    double step = GRID * next.view.zoom();
    while (step < GRID * 0.7) {
      step *= 2;
    }
    graphics.setFill(Colors.of(next.palette.rgb(Ink.GRID)));
    double bottom = Math.min(next.height, at.bottom());
    double right = Math.min(next.width, at.right());
    for (double y = first(next.view.y(), step, at.y()); y < bottom; y += step) {
      for (double x = first(next.view.x(), step, at.x()); x < right; x += step) {
        graphics.fillRect(Math.rint(x), Math.rint(y), 1, 1);
      }
    }
  }

  /** The first grid line of the window from a place on, or the last before it. */
  private static double first(double origin, double step, double from) {
    return origin + Math.floor((Math.max(0, from) - origin) / step) * step;
  }
}
