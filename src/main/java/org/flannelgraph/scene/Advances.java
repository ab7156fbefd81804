package org.flannelgraph.scene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far each character moves the pen, from a font file's {@code head}, {@code hhea}, {@code hmtx}
 * and {@code cmap} tables (OpenType specification 1.9). Kerning is left out: no painter kerns.
 */
final class Advances {
  private static final Map<Face, Advances> FACES = new ConcurrentHashMap<>();

  private static final int UNICODE_BMP = 4;
  private static final int UNICODE_FULL = 12;

  private final ByteBuffer font;
  private final Map<String, Integer> tables = new HashMap<>();
  private final double unitsPerEm;
  private final int metrics;
  private final Map<Integer, Double> known = new ConcurrentHashMap<>();

  private Advances(byte[] bytes) {
    font = ByteBuffer.wrap(bytes);
    int count = unsigned(4);
    for (int i = 0; i < count; i++) {
      int entry = 12 + 16 * i;
      tables.put(new String(bytes, entry, 4, StandardCharsets.US_ASCII), font.getInt(entry + 8));
    }
    unitsPerEm = unsigned(table("head") + 18);
    metrics = unsigned(table("hhea") + 34);
  }

  /** Those of a font; its file is read once. */
  static Advances of(Face face) {
    return FACES.computeIfAbsent(face, Advances::read);
  }

  private static Advances read(Face face) {
    try (InputStream stream = face.open()) {
      return new Advances(stream.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException("can't read the font " + face, broken);
    }
  }

  /** The width of a text, in ems. */
  double sum(String text) {
    double sum = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      sum += known.computeIfAbsent(character, this::advance);
      i += Character.charCount(character);
    }
    return sum;
  }

  private double advance(int character) {
    int glyph = glyph(character);
    return unsigned(table("hmtx") + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm;
  }

  /** The glyph of a character; 0, the one for what is missing, if the font has none. */
  private int glyph(int character) {
    int cmap = table("cmap");
    int count = unsigned(cmap + 2);
    for (int i = 0; i < count; i++) {
      int map = cmap + font.getInt(cmap + 4 + 8 * i + 4);
      int format = unsigned(map);
      int glyph =
          switch (format) {
            case UNICODE_BMP -> segment(map, character);
            case UNICODE_FULL -> group(map, character);
            default -> 0;
          };
      if (glyph != 0) {
        return glyph;
      }
    }
    return 0;
  }

  private int segment(int map, int character) {
    int twice = unsigned(map + 6);
    int ends = map + 14;
    int starts = ends + twice + 2;
    for (int at = 0; at < twice; at += 2) {
      if (character <= unsigned(ends + at)) {
        int start = unsigned(starts + at);
        if (character < start) {
          return 0;
        }
        int delta = unsigned(starts + twice + at);
        int offset = unsigned(starts + 2 * twice + at);
        if (offset == 0) {
          return (character + delta) & 0xffff;
        }
        int glyph = unsigned(starts + 2 * twice + at + offset + 2 * (character - start));
        return glyph == 0 ? 0 : (glyph + delta) & 0xffff;
      }
    }
    return 0;
  }

  private int group(int map, int character) {
    int count = font.getInt(map + 12);
    for (int i = 0; i < count; i++) {
      int group = map + 16 + 12 * i;
      if (character >= font.getInt(group) && character <= font.getInt(group + 4)) {
        return font.getInt(group + 8) + character - font.getInt(group);
      }
    }
    return 0;
  }

  private int table(String name) {
    Integer offset = tables.get(name);
    if (offset == null) {
      throw new IllegalStateException("the font has no table " + name);
    }
    return offset;
  }

  private int unsigned(int offset) {
    return font.getShort(offset) & 0xffff;
  }
}
