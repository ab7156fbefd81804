package org.flannelgraph.ui.canvas;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.ui.Colors;

/** The picture at rest: painted when something about it changed, then kept as pixels. */
final class StillLayer {
  private static final double GRID = 24;

  /** What an item paints outside of its bounds, at most, in scene pixels. */
  private static final double OVERHANG = 40;

  private final Canvas canvas = new Canvas();

  Canvas node() {
    return canvas;
  }

  void paint(Picture picture, Viewport view, Palette palette) {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.setFill(Colors.of(palette.rgb(Ink.CANVAS)));
    graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    paintGrid(graphics, view, palette);
    Painter painter = new Painter(graphics, palette, view);
    Rect seen = view.seen(canvas.getWidth(), canvas.getHeight()).grow(OVERHANG);
    for (Item item : picture.items()) {
      if (item.bounds().overlaps(seen)) {
        painter.paint(item.marks());
      }
    }
  }

  private void paintGrid(GraphicsContext graphics, Viewport view, Palette palette) {
    double step = GRID * view.zoom();
    while (step < GRID * 0.7) {
      step *= 2;
    }
    graphics.setFill(Colors.of(palette.rgb(Ink.GRID)));
    for (double y = first(view.y(), step); y < canvas.getHeight(); y += step) {
      for (double x = first(view.x(), step); x < canvas.getWidth(); x += step) {
        graphics.fillRect(Math.rint(x), Math.rint(y), 1, 1);
      }
    }
  }

  /** The first grid line in the window. */
  private static double first(double origin, double step) {
    return origin - Math.floor(origin / step) * step;
  }
}
