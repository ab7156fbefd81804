package org.flannelgraph.export;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.Mark;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Pen;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Rect;
import org.jspecify.annotations.Nullable;

/**
 * Writes a picture as SVG 1.1. A text is a text, in the fonts of {@link org.flannelgraph.scene.Face
 * Face}, and as wide as the scene measured it, where the viewer heeds {@code textLength}: the
 * browsers do. An item is a group whose title says what it is.
 */
public final class SvgWriter {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  /** What the scene's measure of texts leaves out, a browser must leave out too. */
  private static final String PLAIN_TEXT =
      "font-kerning:none;font-variant-ligatures:none;white-space:pre";

  private final XMLStreamWriter xml;
  private final Palette palette;

  private SvgWriter(XMLStreamWriter xml, Palette palette) {
    this.xml = xml;
    this.palette = palette;
  }

  /**
   * Writes a picture.
   *
   * @param scale how many CSS pixels a scene pixel is wide where the file is shown at its own size
   * @param title of the whole
   * @param out stays open
   */
  public static void write(
      Picture picture, Palette palette, double scale, String title, OutputStream out)
      throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      new SvgWriter(xml, palette).document(picture, scale, title);
      xml.flush();
    } catch (XMLStreamException failed) {
      if (failed.getNestedException() instanceof IOException refused) {
        throw refused;
      }
      throw new IllegalStateException(failed);
    }
  }

  private void document(Picture picture, double scale, String title) throws XMLStreamException {
    Rect bounds = picture.bounds();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("svg");
    xml.writeDefaultNamespace(NAMESPACE);
    number("width", bounds.width() * scale);
    number("height", bounds.height() * scale);
    xml.writeAttribute(
        "viewBox",
        "%s %s %s %s"
            .formatted(
                plain(bounds.x()),
                plain(bounds.y()),
                plain(bounds.width()),
                plain(bounds.height())));
    xml.writeAttribute("style", PLAIN_TEXT);
    element("title", title);
    box(Mark.Box.filled(bounds, 0, Ink.CANVAS));
    for (Item item : picture.items()) {
      item(item);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void item(Item item) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("g");
    xml.writeAttribute("role", "img");
    xml.writeAttribute("aria-roledescription", allowed(item.role()));
    element("title", item.text());
    for (Mark mark : item.marks()) {
      switch (mark) {
        case Mark.Box box -> box(box);
        case Mark.Polygon polygon -> {
          Outline outline = new Outline();
          Pen.follow(polygon, outline);
          path(outline, polygon.fill(), polygon.edge(), polygon.width(), false);
        }
        case Mark.Line line -> {
          Outline outline = new Outline();
          Pen.follow(line, outline);
          path(outline, null, line.ink(), line.width(), line.dashed());
        }
        case Mark.Text text -> text(text);
      }
    }
    xml.writeEndElement();
  }

  private void box(Mark.Box box) throws XMLStreamException {
    start("rect");
    number("x", box.at().x());
    number("y", box.at().y());
    number("width", box.at().width());
    number("height", box.at().height());
    if (box.radius() > 0) {
      number("rx", box.radius());
    }
    colours(box.fill(), box.edge(), box.width(), box.dashed());
    xml.writeEndElement();
  }

  private void path(
      Outline outline, @Nullable Ink fill, @Nullable Ink edge, double width, boolean dashed)
      throws XMLStreamException {
    start("path");
    xml.writeAttribute("d", outline.data.toString());
    colours(fill, edge, width, dashed);
    xml.writeEndElement();
  }

  private void text(Mark.Text text) throws XMLStreamException {
    if (text.text().isEmpty()) {
      return;
    }
    start("text");
    number("x", text.x());
    number("y", text.y());
    xml.writeAttribute("font-family", text.face().family());
    xml.writeAttribute("font-weight", String.valueOf(text.face().weight()));
    number("font-size", text.size());
    number("textLength", text.width());
    xml.writeAttribute("fill", colour(text.ink()));
    xml.writeCharacters(allowed(text.text()));
    xml.writeEndElement();
  }

  private void colours(@Nullable Ink fill, @Nullable Ink edge, double width, boolean dashed)
      throws XMLStreamException {
    xml.writeAttribute("fill", fill == null ? "none" : colour(fill));
    if (edge == null || width <= 0) {
      return;
    }
    xml.writeAttribute("stroke", colour(edge));
    number("stroke-width", width);
    xml.writeAttribute("stroke-linejoin", "round");
    if (dashed) {
      xml.writeAttribute("stroke-dasharray", plain(Pen.DASH.get(0)) + " " + plain(Pen.DASH.get(1)));
    } else {
      xml.writeAttribute("stroke-linecap", "round");
    }
  }

  private void start(String name) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement(name);
  }

  private void element(String name, String content) throws XMLStreamException {
    start(name);
    xml.writeCharacters(allowed(content));
    xml.writeEndElement();
  }

  private void number(String name, double value) throws XMLStreamException {
    xml.writeAttribute(name, plain(value));
  }

  private String colour(Ink ink) {
    return "#%06x".formatted(palette.rgb(ink));
  }

  /** With at most three digits after the point: no eye sees a thousandth of a pixel. */
  private static String plain(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A name may hold what XML has no way to write, not even escaped (XML 1.0, 2.2 Characters). */
  private static String allowed(String text) {
    StringBuilder allowed = new StringBuilder();
    text.codePoints()
        .map(
            c ->
                c == '\t'
                        || c == '\n'
                        || c >= ' ' && c < 0xd800
                        || c > 0xdfff && c < 0xfffe
                        || c > 0xffff
                    ? c
                    : '\ufffd')
        .forEach(allowed::appendCodePoint);
    return allowed.toString();
  }

  private static final class Outline implements Pen {
    private final StringBuilder data = new StringBuilder();

    @Override
    public void moveTo(double x, double y) {
      add('M', x, y);
    }

    @Override
    public void lineTo(double x, double y) {
      add('L', x, y);
    }

    @Override
    public void curveTo(double controlX, double controlY, double x, double y) {
      add('Q', controlX, controlY, x, y);
    }

    @Override
    public void close() {
      data.append('Z');
    }

    private void add(char command, double... numbers) {
      data.append(command);
      for (int i = 0; i < numbers.length; i++) {
        data.append(i == 0 ? "" : " ").append(plain(numbers[i]));
      }
    }
  }
}
