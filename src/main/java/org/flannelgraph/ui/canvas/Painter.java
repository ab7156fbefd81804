package org.flannelgraph.ui.canvas;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.FontSmoothingType;
import javafx.scene.text.TextAlignment;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Mark;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Pen;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.ui.Colors;
import org.flannelgraph.ui.Fonts;
import org.jspecify.annotations.Nullable;

/**
 * Paints marks on a canvas. Coordinates and font sizes are scaled, not the canvas: a scaled canvas
 * blurs text.
 */
final class Painter {
  private static final double TOO_SMALL_TO_READ = 3.5;

  private final GraphicsContext canvas;
  private final Palette palette;
  private final Viewport view;
  private final Pen pen = new CanvasPen();

  Painter(GraphicsContext canvas, Palette palette, Viewport view) {
    this.canvas = canvas;
    this.palette = palette;
    this.view = view;
    canvas.setFontSmoothingType(FontSmoothingType.GRAY);
    canvas.setTextAlign(TextAlignment.LEFT);
    canvas.setTextBaseline(VPos.BASELINE);
    canvas.setLineJoin(StrokeLineJoin.ROUND);
  }

  void paint(List<Mark> marks) {
    for (Mark mark : marks) {
      switch (mark) {
        case Mark.Box box -> paint(box);
        case Mark.Polygon polygon -> paint(polygon);
        case Mark.Line line -> paint(line);
        case Mark.Text text -> paint(text);
      }
    }
  }

  private void paint(Mark.Box box) {
    Rect at = view.toWindow(box.at());
    double diameter = 2 * box.radius() * view.zoom();
    if (box.fill() != null) {
      canvas.setFill(color(box.fill()));
      canvas.fillRoundRect(at.x(), at.y(), at.width(), at.height(), diameter, diameter);
    }
    if (stroke(box.edge(), box.width(), box.dashed())) {
      canvas.strokeRoundRect(at.x(), at.y(), at.width(), at.height(), diameter, diameter);
    }
  }

  private void paint(Mark.Polygon polygon) {
    canvas.beginPath();
    Pen.follow(polygon, pen);
    if (polygon.fill() != null) {
      canvas.setFill(color(polygon.fill()));
      canvas.fill();
    }
    if (stroke(polygon.edge(), polygon.width(), false)) {
      canvas.stroke();
    }
  }

  private void paint(Mark.Line line) {
    if (stroke(line.ink(), line.width(), line.dashed())) {
      canvas.beginPath();
      Pen.follow(line, pen);
      canvas.stroke();
    }
  }

  private void paint(Mark.Text text) {
    double size = text.size() * view.zoom();
    if (size < TOO_SMALL_TO_READ) {
      return;
    }
    canvas.setFill(color(text.ink()));
    canvas.setFont(Fonts.of(text.face(), size));
    Point at = view.toWindow(new Point(text.x(), text.y()));
    canvas.fillText(text.text(), at.x(), at.y());
  }

  private boolean stroke(@Nullable Ink ink, double width, boolean dashed) {
    if (ink == null || width <= 0) {
      return false;
    }
    double scaled = Math.max(width * view.zoom(), 0.6);
    canvas.setStroke(color(ink));
    canvas.setLineWidth(scaled);
    canvas.setLineCap(dashed ? StrokeLineCap.BUTT : StrokeLineCap.ROUND);
    if (dashed) {
      canvas.setLineDashes(Pen.DASH.stream().mapToDouble(length -> length * view.zoom()).toArray());
    } else {
      canvas.setLineDashes((double[]) null);
    }
    return true;
  }

  private Color color(Ink ink) {
    return Colors.of(palette.rgb(ink));
  }

  /** Draws outlines on the canvas, from the scene's coordinates. */
  private final class CanvasPen implements Pen {
    @Override
    public void moveTo(double x, double y) {
      canvas.moveTo(view.toWindowX(x), view.toWindowY(y));
    }

    @Override
    public void lineTo(double x, double y) {
      canvas.lineTo(view.toWindowX(x), view.toWindowY(y));
    }

    @Override
    public void curveTo(double controlX, double controlY, double x, double y) {
      canvas.quadraticCurveTo(
          view.toWindowX(controlX), view.toWindowY(controlY), view.toWindowX(x), view.toWindowY(y));
    }

    @Override
    public void close() {
      canvas.closePath();
    }
  }
}
