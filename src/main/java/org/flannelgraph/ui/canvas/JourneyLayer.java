package org.flannelgraph.ui.canvas;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Mark;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Track;
import org.flannelgraph.scene.TrackArt;
import org.jspecify.annotations.Nullable;

/**
 * The way of the selected journey, with a numbered dot for each hop; or, before a packet is sent,
 * the way that the kernel's tables promise. Painted anew when the packet has come to another hop.
 */
final class JourneyLayer {
  private static final double PROMISED = 2.5;
  private static final double CORNER = 10;

  private final Canvas canvas = new Canvas();
  private List<List<Point>> promised = List.of();
  private @Nullable Track track;
  private int passed;

  JourneyLayer() {
    canvas.setMouseTransparent(true);
  }

  Canvas node() {
    return canvas;
  }

  /**
   * Shows a journey, or none.
   *
   * @param hop the index of the hop that its packet has come to
   * @return whether it has to be painted anew
   */
  boolean show(@Nullable Track next, int hop) {
    boolean isOther = track != next || passed != hop;
    track = next;
    passed = hop;
    return isOther;
  }

  /** Shows the ways that a packet would go. */
  void promise(List<List<Point>> ways) {
    promised = ways;
  }

  void paint(Viewport view, Palette palette) {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    Painter painter = new Painter(graphics, palette, view);
    for (List<Point> way : promised) {
      painter.paint(List.of(new Mark.Line(way, CORNER, Ink.ACCENT, PROMISED, true)));
    }
    if (track != null) {
      painter.paint(TrackArt.marks(track, passed));
    }
  }
}
