package org.flannelgraph.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.flannelgraph.scene.Face;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.Item;
import org.flannelgraph.scene.Mark;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** One drawing list, two painters, one picture. */
class PaintersTest {
  /** Of a colour component: more than two antialiasers disagree about an edge. */
  private static final int VISIBLE = 64;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(doubles = {1, 2.5})
  void boxesAndLinesAreWhereAnotherProgramHasThem(double scale) throws IOException {
    Picture picture = filtered(mark -> !(mark instanceof Mark.Text));
    for (Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
      assertThat(difference(picture, palette, scale)).isLessThan(0.003); // where dashes begin
    }
  }

  @Test
  void aShiftOfOnePixelWouldBeSeen() {
    Picture picture = filtered(mark -> !(mark instanceof Mark.Text));
    Picture shifted = new Picture(picture.bounds().moved(1, 0), picture.items());
    assertThat(
            Likeness.differing(
                PngWriter.paint(picture, Palette.LIGHT, 1),
                PngWriter.paint(shifted, Palette.LIGHT, 1),
                VISIBLE))
        .isGreaterThan(0.01);
  }

  @Test
  void textsInAFaceWithoutKerningAreWhereAnotherProgramHasThem() throws IOException {
    Picture picture =
        filtered(mark -> mark instanceof Mark.Text text && text.face().family().contains("Mono"));
    assertThat(difference(picture, Palette.LIGHT, 2)).isLessThan(0.001);
  }

  /** librsvg kerns, and does not heed textLength: its texts end up to a few pixels earlier. */
  @Test
  void allTogetherIsNearlyTheSame() throws IOException {
    assertThat(difference(Samples.everything(), Palette.LIGHT, 2)).isLessThan(0.02);
  }

  @Test
  void aPngHasTheScalesSize() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngWriter.write(Samples.everything(), Palette.LIGHT, 1.5, out);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(read.getWidth()).isEqualTo(840);
    assertThat(read.getRGB(0, 0) & 0xffffff).isEqualTo(Palette.LIGHT.rgb(Ink.CANVAS));
  }

  @Test
  void whatIsTooLargeIsNotPainted() {
    Picture picture = new Picture(new Rect(0, 0, 20_000, 20_000), List.of());
    assertThatThrownBy(() -> PngWriter.paint(picture, Palette.LIGHT, 1))
        .hasMessageContaining("20000 x 20000 pixels");
    assertThatThrownBy(() -> PngWriter.paint(picture, Palette.LIGHT, Double.NaN))
        .hasMessageContaining("not from 1 to 4");
  }

  @Test
  void theSvgIsXmlWithWordsInIt() throws Exception {
    String svg = svg(Samples.everything(), Palette.DARK);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    Element group = (Element) document.getElementsByTagName("g").item(0);
    assertThat(group.getAttribute("role")).isEqualTo("img");
    assertThat(group.getElementsByTagName("title").item(0).getTextContent())
        .startsWith("everything a<b>&\"'\ufffd")
        .endsWith("]]> é");
    NodeList texts = document.getElementsByTagName("text");
    assertThat(texts.getLength()).isEqualTo(Face.values().length);
    Element first = (Element) texts.item(0);
    assertThat(first.getTextContent()).isEqualTo("REGULAR 10.244.1.2 → .2.2 AVATo");
    assertThat(first.getAttribute("font-family")).isEqualTo("Inter");
    assertThat(Double.parseDouble(first.getAttribute("textLength")))
        .isEqualTo(Face.REGULAR.width(first.getTextContent(), 12), within(0.001));
  }

  private static Picture filtered(Predicate<Mark> wanted) {
    Picture all = Samples.everything();
    Item item = all.items().getFirst();
    List<Mark> marks = item.marks().stream().filter(wanted).toList();
    return new Picture(
        all.bounds(),
        List.of(
            new Item(item.id(), item.bounds(), item.role(), item.text(), item.stratum(), marks)));
  }

  private double difference(Picture picture, Palette palette, double scale) throws IOException {
    Path svg = folder.resolve("it.svg");
    Files.writeString(svg, svg(picture, palette));
    BufferedImage ours = PngWriter.paint(picture, palette, scale);
    BufferedImage theirs = new Rsvg(Files.createTempDirectory(folder, "rsvg")).render(svg, scale);
    assertThat(theirs.getWidth()).isEqualTo(ours.getWidth());
    assertThat(theirs.getHeight()).isEqualTo(ours.getHeight());
    return Likeness.differing(ours, theirs, VISIBLE);
  }

  private static String svg(Picture picture, Palette palette) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SvgWriter.write(picture, palette, 1, "it", out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
