package org.flannelgraph.ui.canvas;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Mark;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Point;

/** The way that the kernel's tables promise to a packet that was not sent yet. */
final class PromiseLayer {
  private static final double WIDTH = 2.5;
  private static final double CORNER = 10;

  private final Canvas canvas = new Canvas();
  private List<List<Point>> promised = List.of();

  PromiseLayer() {
    canvas.setMouseTransparent(true);
  }

  Canvas node() {
    return canvas;
  }

  /** Shows these ways, and no others. */
  void show(List<List<Point>> ways) {
    promised = ways;
  }

  void paint(Viewport view, Palette palette) {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    Painter painter = new Painter(graphics, palette, view);
    for (List<Point> way : promised) {
      painter.paint(List.of(new Mark.Line(way, CORNER, Ink.ACCENT, WIDTH, true)));
    }
  }
}
