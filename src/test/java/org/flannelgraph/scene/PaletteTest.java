package org.flannelgraph.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be read and told apart in each theme, by the formulas of WCAG 2.1. */
class PaletteTest {
  /** WCAG AA, for text. */
  private static final double TEXT = 4.5;

  /** WCAG 1.4.11, for lines and edges that mean something. */
  private static final double LINE = 3;

  private static final List<Ink> LAYERS =
      List.of(Ink.ETHERNET, Ink.LINK, Ink.IP, Ink.UDP, Ink.TCP, Ink.ICMP, Ink.TUNNEL, Ink.PAYLOAD);
  private static final List<Ink> PODS =
      List.of(Ink.POD_1, Ink.POD_2, Ink.POD_3, Ink.POD_4, Ink.POD_5, Ink.POD_6);
  private static final List<Ink> STATES = List.of(Ink.ACCENT, Ink.GOOD, Ink.BAD, Ink.WARN);
  private static final List<Ink> GROUNDS = List.of(Ink.CANVAS, Ink.SURFACE, Ink.SUBTLE);

  /** Packets as they are met with, from the outside in. */
  private static final List<List<Ink>> STACKS =
      List.of(
          List.of(Ink.ETHERNET, Ink.IP, Ink.UDP, Ink.TUNNEL, Ink.ETHERNET, Ink.IP, Ink.TCP),
          List.of(Ink.TCP, Ink.PAYLOAD),
          List.of(Ink.UDP, Ink.PAYLOAD),
          List.of(Ink.IP, Ink.ICMP, Ink.PAYLOAD),
          List.of(Ink.ETHERNET, Ink.LINK));

  /** Of CIE L*, which counts 100 from black to white. */
  private static final double LIGHTNESS = 8;

  static Stream<Palette> themes() {
    return Stream.of(Palette.LIGHT, Palette.DARK);
  }

  @ParameterizedTest
  @MethodSource("themes")
  void everyTextCanBeRead(Palette palette) {
    for (Ink ground : GROUNDS) {
      for (Ink text : List.of(Ink.TEXT, Ink.MUTED, Ink.ACCENT, Ink.GOOD, Ink.BAD, Ink.WARN)) {
        assertContrast(palette, text, ground, TEXT);
      }
      LAYERS.forEach(layer -> assertContrast(palette, layer, ground, TEXT));
    }
    for (Ink strong : Stream.of(LAYERS, PODS, STATES).flatMap(List::stream).toList()) {
      Ink fill = Ink.valueOf(strong.name() + "_FILL");
      assertContrast(palette, strong, fill, TEXT);
      assertContrast(palette, Ink.TEXT, fill, TEXT);
      assertContrast(palette, Ink.MUTED, fill, TEXT);
      assertContrast(palette, Ink.ON_STRONG, strong, TEXT);
    }
  }

  @ParameterizedTest
  @MethodSource("themes")
  void everyLineCanBeSeen(Palette palette) {
    for (Ink ground : GROUNDS) {
      assertContrast(palette, Ink.WIRE, ground, LINE);
      assertContrast(palette, Ink.ACCENT, ground, LINE);
      assertContrast(palette, Ink.TUNNEL, ground, LINE);
      PODS.forEach(pod -> assertContrast(palette, pod, ground, LINE));
    }
  }

  /** Who can't tell their hues apart sees where one header ends and the next begins. */
  @ParameterizedTest
  @MethodSource("themes")
  void layersBesideEachOtherDifferInLightnessToo(Palette palette) {
    for (List<Ink> stack : STACKS) {
      for (int i = 1; i < stack.size(); i++) {
        double one = lightness(palette.rgb(stack.get(i - 1)));
        double other = lightness(palette.rgb(stack.get(i)));
        assertThat(Math.abs(one - other))
            .as("%s and %s", stack.get(i - 1), stack.get(i))
            .isGreaterThan(LIGHTNESS);
      }
    }
  }

  private static void assertContrast(Palette palette, Ink one, Ink other, double least) {
    assertThat(contrast(palette.rgb(one), palette.rgb(other)))
        .as("%s on %s", one, other)
        .isGreaterThanOrEqualTo(least);
  }

  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 0xff)
        + 0.7152 * linear(rgb >> 8 & 0xff)
        + 0.0722 * linear(rgb & 0xff);
  }

  private static double linear(int channel) {
    double part = channel / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  /** CIE L*, 0 to 100. */
  private static double lightness(int rgb) {
    double y = luminance(rgb);
    return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
  }
}
