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
import org.flannelgraph.scene.Mark;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.scene.Wrapping;

/**
 * What is in flight: the header stack of each packet, as an image that moves. Stacks that look the
 * same share one image, which is painted once; moving it costs next to nothing.
 */
final class FlightLayer {
  /** Into how many stages the closing of headers around a packet is cut. */
  private static final int STAGES = 12;

  private static final int MOST_IMAGES = 600;

  private static final int MOST_STACKS = 6_000;

  /** Above so many, a stack is drawn without words. */
  private static final int MOST_WITH_WORDS = 6;

  private static final double DISTANCE = 14;
  private static final double MARGIN = 2;

  private record Key(Wrapping wrapping, HeaderStack.Style style, int stage) {}

  private final Pane pane = new Pane();
  private final Map<Key, HeaderStack> stacks = bounded(MOST_STACKS);
  private final Map<List<Mark>, Image> images = bounded(MOST_IMAGES);
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
      HeaderStack stack = stack(flight, style);
      Rect bounds = stack.bounds().grow(MARGIN);
      ImageView node = (ImageView) nodes.get(i);
      node.setImage(
          images.computeIfAbsent(stack.marks(), marks -> paint(marks, bounds, palette, outputScale)));
      node.setFitWidth(bounds.width());
      node.setFitHeight(bounds.height());
      node.setAccessibleText(stack.text());
      Rect at = place(view.toWindow(flight.at()), bounds, taken);
      taken.add(at);
      node.setTranslateX(Math.rint(at.x()));
      node.setTranslateY(Math.rint(at.y()));
    }
  }

  /** Beside the dot, within the window, and not over another stack. */
  private Rect place(Point dot, Rect size, List<Rect> taken) {
    double x = Math.clamp(dot.x() + DISTANCE, 4, Math.max(4, pane.getWidth() - size.width() - 4));
    double y =
        Math.clamp(
            dot.y() - size.height() / 2, 4, Math.max(4, pane.getHeight() - size.height() - 4));
    Rect at = new Rect(x, y, size.width(), size.height());
    for (Rect other : taken) {
      if (at.overlaps(other)) {
        at = at.moved(0, other.bottom() + 4 - at.y());
      }
    }
    return at;
  }

  private HeaderStack stack(Flight flight, HeaderStack.Style style) {
    int stage = (int) Math.round(flight.wrapped() * STAGES);
    return stacks.computeIfAbsent(
        new Key(flight.wrapping(), style, stage),
        key -> HeaderStack.of(key.wrapping, key.style, (double) key.stage / STAGES));
  }

  private static Image paint(List<Mark> marks, Rect bounds, Palette palette, double scale) {
    Canvas canvas = new Canvas(bounds.width() * scale, bounds.height() * scale);
    new Painter(
            canvas.getGraphicsContext2D(),
            palette,
            new Viewport(scale, -bounds.x() * scale, -bounds.y() * scale))
        .paint(marks);
    SnapshotParameters transparent = new SnapshotParameters();
    transparent.setFill(Color.TRANSPARENT);
    return canvas.snapshot(transparent, null);
  }

  /** Keeps what was used last. */
  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }
}
