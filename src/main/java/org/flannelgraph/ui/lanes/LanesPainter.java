package org.flannelgraph.ui.lanes;

import java.util.List;
import java.util.Set;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;
import org.flannelgraph.scene.Face;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.ui.Colors;
import org.flannelgraph.ui.Fonts;
import org.flannelgraph.ui.model.Microseconds;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/** Draws the lanes on a canvas. */
final class LanesPainter {
  private static final double TICK_APART = 90;
  private static final double NAME_LEFT = 16;
  private static final double[] SOLID = {};
  private static final double[] UNSEEN = {3, 4};
  private static final double[] BACKWARDS = {2, 5};

  /** The upper right corner is the buttons'. */
  private static final double BUTTONS = 96;

  private final GraphicsContext to;
  private Palette palette = Palette.LIGHT;

  LanesPainter(GraphicsContext to) {
    this.to = to;
  }

  /**
   * What is not of the journey itself.
   *
   * @param selected the number of the selected hop; 0 if none is
   * @param cursor the moment that is shown, in nanoseconds after the first stamp; null if none is
   * @param footer a sentence below the lanes; empty if there is none
   * @param isLoss whether that tells of a loss
   */
  record Marks(int selected, @Nullable Long cursor, String footer, boolean isLoss) {}

  void setPalette(Palette next) {
    palette = next;
  }

  private Color colour(Ink ink) {
    return Colors.of(palette.rgb(ink));
  }

  void paint(LanesLayout layout, Marks marks, double width, double height) {
    to.setFill(colour(Ink.CANVAS));
    to.fillRect(0, 0, width, height);
    to.setTextBaseline(VPos.CENTER);
    if (!layout.points().isEmpty()) {
      axis(layout, width - BUTTONS);
      lanes(layout, width);
      clip(layout.plot());
      cursor(layout, marks);
      journey(layout, marks.selected);
      to.restore();
    }
    text(Face.REGULAR, marks.isLoss ? Ink.BAD : Ink.MUTED, TextAlignment.LEFT);
    String footer = Face.REGULAR.fit(marks.footer, LanesLayout.TEXT, width - 2 * NAME_LEFT);
    to.fillText(footer, NAME_LEFT, height - 12);
  }

  /** That the keys are the pane's. */
  void focus(double width, double height) {
    to.setStroke(colour(Ink.ACCENT));
    to.setLineWidth(2);
    to.strokeRect(1, 1, width - 2, height - 2);
  }

  private void clip(Rect plot) {
    to.save();
    to.beginPath();
    Rect room = plot.grow(12);
    to.rect(plot.x() - 4, plot.y(), room.right() - plot.x() + 4, plot.height());
    to.clip();
  }

  private void axis(LanesLayout layout, double right) {
    Rect plot = layout.plot();
    TimeScale scale = layout.scale();
    long step = scale.step(TICK_APART);
    text(Face.MONO, Ink.MUTED, TextAlignment.CENTER);
    to.setStroke(colour(Ink.GRID));
    to.setLineWidth(1);
    for (long tick : scale.ticks(plot.width(), step)) {
      double x = sharp(plot.x() + scale.x(tick));
      to.strokeLine(x, plot.y() - 4, x, plot.bottom());
      String text = Microseconds.tick(tick, step);
      double half = Face.MONO.width(text, LanesLayout.TEXT) / 2;
      double middle = Math.max(x, plot.x() + half);
      if (middle + half <= right) {
        to.fillText(text, middle, plot.y() - 14);
      }
    }
  }

  private void lanes(LanesLayout layout, double width) {
    Rect plot = layout.plot();
    to.save();
    to.beginPath();
    to.rect(0, plot.y(), width, plot.height());
    to.clip();
    List<Lanes.Lane> lanes = layout.lanes().lanes();
    for (int i = 0; i < lanes.size(); i++) {
      Lanes.Lane lane = lanes.get(i);
      double y = sharp(layout.y(i));
      if (y < plot.y() - layout.row() || y > plot.bottom() + layout.row()) {
        continue;
      }
      to.setStroke(colour(Ink.GRID));
      to.setLineDashes(lane.isSeen() ? SOLID : UNSEEN);
      to.strokeLine(plot.x(), y, plot.right(), y);
      to.setLineDashes();
      double room = plot.x() - NAME_LEFT - 8;
      text(Face.MONO, lane.isSeen() ? Ink.TEXT : Ink.MUTED, TextAlignment.LEFT);
      to.fillText(Face.MONO.fit(lane.label(), LanesLayout.TEXT, room), NAME_LEFT, y);
      if (!lane.isSeen()) {
        absent(plot, y);
      }
    }
    to.restore();
  }

  /** Where the packet was promised to come by and did not. */
  private void absent(Rect plot, double y) {
    String text = Words.get("lanes.parted");
    double size = LanesLayout.TEXT;
    double width = Face.REGULAR.width(text, size) + 10;
    to.setFill(colour(Ink.CANVAS));
    to.fillRect(plot.x() + 8, y - size / 2, width, size);
    text(Face.REGULAR, Ink.WARN, TextAlignment.LEFT);
    to.fillText(text, plot.x() + 13, y);
  }

  private void cursor(LanesLayout layout, Marks marks) {
    Rect plot = layout.plot();
    if (marks.cursor == null) {
      return;
    }
    double x =
        marks.selected > 0 && layout.lanes().dot(marks.selected).nanos() == marks.cursor
            ? layout.point(marks.selected).x()
            : plot.x() + layout.scale().x(marks.cursor);
    to.setStroke(colour(Ink.ACCENT));
    to.setLineWidth(1);
    to.setLineDashes(4, 3);
    to.strokeLine(sharp(x), plot.y() - 4, sharp(x), plot.bottom());
    to.setLineDashes();
  }

  private void journey(LanesLayout layout, int selected) {
    Lanes lanes = layout.lanes();
    Set<Integer> path = lanes.path(selected);
    to.setLineCap(StrokeLineCap.ROUND);
    for (Lanes.Way way : lanes.ways()) {
      way(layout, way, path.contains(way.to()) && path.contains(way.from()));
    }
    to.setLineDashes();
    to.setLineCap(StrokeLineCap.BUTT);
    for (Labels.Label label : Labels.place(layout, selected)) {
      boolean isSelected = label.hop() == selected;
      text(isSelected ? Face.MONO_BOLD : Face.MONO, Ink.CANVAS, TextAlignment.CENTER);
      Rect box = label.box();
      to.setGlobalAlpha(0.8);
      to.fillRect(box.x(), box.y() + 1, box.width(), box.height() - 2);
      to.setGlobalAlpha(1);
      to.setFill(colour(isSelected ? Ink.TEXT : Ink.MUTED));
      to.fillText(label.text(), box.centerX(), box.centerY());
    }
    for (Lanes.Dot dot : lanes.dots()) {
      Point at = layout.point(dot.hop());
      if (layout.isVisible(at)) {
        dot(at, dot, lanes.lost() == dot.hop(), selected == dot.hop(), path.contains(dot.hop()));
      }
    }
  }

  private void way(LanesLayout layout, Lanes.Way way, boolean isOnPath) {
    Point from = layout.point(way.from());
    Point end = layout.point(way.to());
    boolean isWrapped =
        layout.lanes().dot(way.from()).isWrapped() && layout.lanes().dot(way.to()).isWrapped();
    Ink ink = way.isBackwards() ? Ink.WARN : isWrapped ? Ink.TUNNEL : Ink.ACCENT;
    to.setStroke(colour(isOnPath || way.isBackwards() ? ink : Ink.WIRE));
    to.setLineWidth(isOnPath ? 2 : 1.2);
    to.setLineDashes(way.isBackwards() ? BACKWARDS : SOLID);
    to.strokeLine(from.x(), from.y(), end.x(), end.y());
  }

  private void dot(Point at, Lanes.Dot dot, boolean isLost, boolean isSelected, boolean isOnPath) {
    double radius = LanesLayout.DOT;
    Ink ink = isLost ? Ink.BAD : dot.isWrapped() ? Ink.TUNNEL : isOnPath ? Ink.ACCENT : Ink.WIRE;
    to.setFill(colour(ink));
    if (isSelected) {
      circle(at, radius + 3);
      to.setFill(colour(Ink.CANVAS));
      circle(at, radius + 1.5);
      to.setFill(colour(ink));
      circle(at, radius);
    } else {
      to.setFill(colour(Ink.CANVAS));
      circle(at, radius + 1);
      to.setFill(colour(ink));
      circle(at, radius);
    }
    if (isLost) {
      double arm = radius / 2;
      to.setStroke(colour(Ink.ON_STRONG));
      to.setLineWidth(1.5);
      to.strokeLine(at.x() - arm, at.y() - arm, at.x() + arm, at.y() + arm);
      to.strokeLine(at.x() - arm, at.y() + arm, at.x() + arm, at.y() - arm);
    }
  }

  private void circle(Point at, double radius) {
    to.fillOval(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
  }

  private void text(Face face, Ink ink, TextAlignment alignment) {
    to.setFont(Fonts.of(face, LanesLayout.TEXT));
    to.setFill(colour(ink));
    to.setTextAlign(alignment);
  }

  /** The middle of a pixel: a line of one pixel there is sharp. */
  private static double sharp(double at) {
    return Math.floor(at) + 0.5;
  }
}
