package org.flannelgraph.ui.canvas;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.ui.Colors;

/** Where one is, in a corner; seen only while the picture is larger than the view. */
final class Minimap {
  private static final double WIDTH = 180;
  private static final double HEIGHT = 120;
  private static final double EDGE = 12;

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
  private Viewport view = new Viewport(1, 0, 0);

  /**
   * @param look is told where in the scene to look
   */
  Minimap(Consumer<Point> look) {
    canvas.addEventHandler(
        MouseEvent.ANY,
        event -> {
          if (event.isPrimaryButtonDown()) {
            look.accept(view.toScene(event.getX(), event.getY()));
          }
          event.consume();
        });
    canvas.setVisible(false);
  }

  Node node() {
    return canvas;
  }

  void place(double width, double height) {
    canvas.relocate(width - WIDTH - EDGE, height - HEIGHT - EDGE);
  }

  void show(Picture picture, Palette palette, Viewport window, double width, double height) {
    Rect seen = window.seen(width, height);
    canvas.setVisible(!seen.contains(picture.bounds()));
    if (!canvas.isVisible()) {
      return;
    }
    view = Viewport.fitting(picture.bounds().union(seen), WIDTH, HEIGHT, Viewport.MOST);
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.setFill(Colors.of(palette.rgb(Ink.SURFACE)));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setFill(Colors.of(palette.rgb(Ink.BORDER)));
    for (Item item : picture.items()) {
      if (item.id() instanceof ItemId.Namespace) {
        Rect at = view.toWindow(item.bounds());
        graphics.fillRect(at.x(), at.y(), Math.max(at.width(), 1), Math.max(at.height(), 1));
      }
    }
    Rect frame = view.toWindow(seen);
    graphics.setLineWidth(1.5);
    graphics.setStroke(Colors.of(palette.rgb(Ink.ACCENT)));
    graphics.strokeRect(frame.x(), frame.y(), frame.width(), frame.height());
    graphics.setLineWidth(1);
    graphics.setStroke(Colors.of(palette.rgb(Ink.BORDER)));
    graphics.strokeRect(0.5, 0.5, WIDTH - 1, HEIGHT - 1);
  }
}
