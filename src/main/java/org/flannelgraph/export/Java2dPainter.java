package org.flannelgraph.export;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.Mark;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Pen;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Rect;
import org.jspecify.annotations.Nullable;

/** Paints marks on an image. */
final class Java2dPainter {
  private static final float[] DASH = {Pen.DASH.get(0).floatValue(), Pen.DASH.get(1).floatValue()};

  private final Fonts fonts = Fonts.ours();
  private final BufferedImage image;
  private final Graphics2D graphics;
  private final Palette palette;

  Java2dPainter(BufferedImage image, Palette palette) {
    this.image = image;
    this.palette = palette;
    graphics = image.createGraphics();
    hint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    hint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    hint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    hint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    hint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
  }

  private void hint(RenderingHints.Key key, Object value) {
    graphics.setRenderingHint(key, value);
  }

  void paint(Picture picture, double scale) {
    colour(Ink.CANVAS);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    graphics.translate(-picture.bounds().x(), -picture.bounds().y());
    for (Item item : picture.items()) {
      item.marks().forEach(this::paint);
    }
    graphics.dispose();
  }

  private void paint(Mark mark) {
    switch (mark) {
      case Mark.Box box -> {
        Shape shape = shape(box.at(), box.radius());
        fill(shape, box.fill());
        draw(shape, box.edge(), stroke(box.width(), box.dashed()));
      }
      case Mark.Polygon polygon -> {
        Outline outline = new Outline();
        Pen.follow(polygon, outline);
        fill(outline.path, polygon.fill());
        draw(outline.path, polygon.edge(), stroke(polygon.width(), false));
      }
      case Mark.Line line -> {
        Outline outline = new Outline();
        Pen.follow(line, outline);
        draw(outline.path, line.ink(), stroke(line.width(), line.dashed()));
      }
      case Mark.Text text -> {
        colour(text.ink());
        graphics.setFont(fonts.font(text.face(), text.size()));
        graphics.drawString(text.text(), (float) text.x(), (float) text.y());
      }
    }
  }

  private static Shape shape(Rect at, double radius) {
    return radius == 0
        ? new Rectangle2D.Double(at.x(), at.y(), at.width(), at.height())
        : new RoundRectangle2D.Double(
            at.x(), at.y(), at.width(), at.height(), 2 * radius, 2 * radius);
  }

  private static BasicStroke stroke(double width, boolean dashed) {
    return dashed
        ? new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASH, 0)
        : new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private void fill(Shape shape, @Nullable Ink ink) {
    if (ink != null) {
      colour(ink);
      graphics.fill(shape);
    }
  }

  private void draw(Shape shape, @Nullable Ink ink, BasicStroke stroke) {
    if (ink != null && stroke.getLineWidth() > 0) {
      colour(ink);
      graphics.setStroke(stroke);
      graphics.draw(shape);
    }
  }

  private void colour(Ink ink) {
    graphics.setColor(new Color(palette.rgb(ink)));
  }

  private static final class Outline implements Pen {
    private final Path2D path = new Path2D.Double();

    @Override
    public void moveTo(double x, double y) {
      path.moveTo(x, y);
    }

    @Override
    public void lineTo(double x, double y) {
      path.lineTo(x, y);
    }

    @Override
    public void curveTo(double controlX, double controlY, double x, double y) {
      path.quadTo(controlX, controlY, x, y);
    }

    @Override
    public void close() {
      path.closePath();
    }
  }
}
