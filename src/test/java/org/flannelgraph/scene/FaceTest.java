package org.flannelgraph.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fonts that we ship. */
class FaceTest {
  /** Of a glyph's first flag byte (OpenType 1.9, glyf). */
  private static final int OVERLAP_SIMPLE = 0x40;

  /** Of a component's flags. */
  private static final int OVERLAP_COMPOUND = 0x400;

  @BeforeAll
  static void withoutADisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  /** JavaFX 26 fills a glyph whose contours overlap with holes once it is scaled. */
  @ParameterizedTest
  @EnumSource(Face.class)
  void noGlyphHasOverlappingContours(Face face) throws IOException {
    ByteBuffer font = bytes(face);
    Map<String, Integer> tables = tables(font);
    if (tables.containsKey("CFF ")) {
      return; // has no such flag: contours of a CFF font may not overlap
    }
    int glyphs = u16(font, table(tables, "maxp") + 4);
    boolean isLong = u16(font, table(tables, "head") + 50) == 1;
    int loca = table(tables, "loca");
    int seen = 0;
    for (int glyph = 0; glyph < glyphs; glyph++) {
      int from = offset(font, loca, glyph, isLong);
      if (from == offset(font, loca, glyph + 1, isLong)) {
        continue; // nothing to draw: a space
      }
      seen++;
      int at = table(tables, "glyf") + from;
      int contours = font.getShort(at);
      if (contours < 0) {
        assertThat(u16(font, at + 10) & OVERLAP_COMPOUND).as(face + " glyph " + glyph).isZero();
      } else {
        int instructions = at + 10 + 2 * contours;
        int flags = font.get(instructions + 2 + u16(font, instructions));
        assertThat(flags & OVERLAP_SIMPLE).as(face + " glyph " + glyph).isZero();
      }
    }
    assertThat(seen).isGreaterThan(500);
  }

  /** The scene measures without a toolkit; painters must come to the same. */
  @ParameterizedTest
  @EnumSource(Face.class)
  void aTextIsAsWideAsJava2dPaintsIt(Face face) throws IOException, FontFormatException {
    String text = "node1 10.244.1.2/24 → AVATo fd00::1 … é";
    try (InputStream stream = face.open()) {
      Font font = Font.createFont(Font.TRUETYPE_FONT, stream).deriveFont(13f);
      double width = font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
      assertThat(face.width(text, 13)).isCloseTo(width, within(0.01));
    }
  }

  private static ByteBuffer bytes(Face face) throws IOException {
    try (InputStream stream = face.open()) {
      return ByteBuffer.wrap(stream.readAllBytes());
    }
  }

  private static Map<String, Integer> tables(ByteBuffer font) {
    Map<String, Integer> tables = new HashMap<>();
    for (int i = 0; i < u16(font, 4); i++) {
      int entry = 12 + 16 * i;
      byte[] name = new byte[4];
      font.get(entry, name);
      tables.put(new String(name, StandardCharsets.US_ASCII), font.getInt(entry + 8));
    }
    return tables;
  }

  private static int table(Map<String, Integer> tables, String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  private static int offset(ByteBuffer font, int loca, int glyph, boolean isLong) {
    return isLong ? font.getInt(loca + 4 * glyph) : 2 * u16(font, loca + 2 * glyph);
  }

  private static int u16(ByteBuffer font, int at) {
    return font.getShort(at) & 0xffff;
  }
}
