package org.flannelgraph.ui.canvas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import org.flannelgraph.scene.Flight;
import org.flannelgraph.scene.HeaderStack;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.scene.Wrapping;

/**
 * What is in flight: the header stack of each packet, as an image that moves. An image is painted
 * once for each stack and stage of being wrapped; moving it costs next to nothing.
 */
final class FlightLayer {
  /** Into how many stages the closing of headers around a packet is cut. */
  private static final int STAGES = 12;

  private static final int MOST_IMAGES = 600;

  /** Above so many, a stack is drawn without words. */
  private static final int MOST_WITH_WORDS = 6;

  private static final double DISTANCE = 14;

  private record Key(Wrapping wrapping, HeaderStack.Style style, int stage) {}

  private record Painted(Image image, double width, double height, String text) {}

  private final Pane pane = new Pane();
  private final Map<Key, Painted> images =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Painted> eldest) {
          return size() > MOST_IMAGES;
        }
      };
  private List<Flight> flights = List.of();

  FlightLayer() {
    pane.setMouseTransparent(true);
  }

  Node node() {
    return pane;
  }

  /** Paints in other colours from now on. */
  void forget() {
    images.clear();
  }

  /** Shows these, and no others. */
  void show(List<Flight> next, Viewport view, Palette palette, double outputScale) {
    flights = next;
    List<Node> nodes = pane.getChildren();
    while (nodes.size() > flights.size()) {
      nodes.removeLast();
    }
    while (nodes.size() < flights.size()) {
      ImageView node = new ImageView();
      node.setManaged(false);
      nodes.add(node);
    }
    HeaderStack.Style style =
        flights.size() > MOST_WITH_WORDS ? HeaderStack.Style.NAMES : HeaderStack.Style.WORDS;
    List<Rect> taken = new ArrayList<>();
    for (int i = 0; i < flights.size(); i++) {
      Flight flight = flights.get(i);
      Painted painted = painted(flight, style, palette, outputScale);
      ImageView node = (ImageView) nodes.get(i);
      node.setImage(painted.image);
      node.setFitWidth(painted.width);
      node.setFitHeight(painted.height);
      node.setAccessibleText(painted.text);
      Rect at = place(view.toWindow(flight.at()), painted, taken);
      taken.add(at);
      node.setTranslateX(Math.rint(at.x()));
      node.setTranslateY(Math.rint(at.y()));
    }
  }

  /** Beside the dot, within the window, and not over another stack. */
  private Rect place(Point dot, Painted painted, List<Rect> taken) {
    double x = Math.clamp(dot.x() + DISTANCE, 4, Math.max(4, pane.getWidth() - painted.width - 4));
    double y =
        Math.clamp(
            dot.y() - painted.height / 2, 4, Math.max(4, pane.getHeight() - painted.height - 4));
    Rect at = new Rect(x, y, painted.width, painted.height);
    for (Rect other : taken) {
      if (at.overlaps(other)) {
        at = at.moved(0, other.bottom() + 4 - at.y());
      }
    }
    return at;
  }

  private Painted painted(
      Flight flight, HeaderStack.Style style, Palette palette, double outputScale) {
    int stage = (int) Math.round(flight.wrapped() * STAGES);
    return images.computeIfAbsent(
        new Key(flight.wrapping(), style, stage), key -> paint(key, palette, outputScale));
  }

  private static Painted paint(Key key, Palette palette, double scale) {
    HeaderStack stack = HeaderStack.of(key.wrapping, key.style, (double) key.stage / STAGES);
    Rect bounds = stack.bounds().grow(2);
    Canvas canvas = new Canvas(bounds.width() * scale, bounds.height() * scale);
    new Painter(
            canvas.getGraphicsContext2D(),
            palette,
            new Viewport(scale, -bounds.x() * scale, -bounds.y() * scale))
        .paint(stack.marks());
    SnapshotParameters transparent = new SnapshotParameters();
    transparent.setFill(Color.TRANSPARENT);
    return new Painted(
        canvas.snapshot(transparent, null), bounds.width(), bounds.height(), stack.text());
  }
}
