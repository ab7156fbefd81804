package org.flannelgraph.export;

import static java.util.Objects.requireNonNull;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.flannelgraph.scene.Face;

/**
 * Our faces as Java2D's fonts, and Java2D ready for them: without a display, and without a font of
 * the system's.
 *
 * <p>Java2D wants the system's fonts even for text in none of them, and where fontconfig knows none
 * it fails ("Fontconfig head is null"). A file that says that nothing need be looked for spares it
 * that, and the time. The file is read once, when the first font is made.
 */
final class Fonts {
  private static final String HEADLESS = "java.awt.headless";
  private static final String FONT_FILE = "sun.awt.fontconfig";
  private static final String NO_SYSTEM_FONT = "version=1\nsequence.allfonts=default\n";

  private static final Fonts OURS = new Fonts();

  private final Map<Face, Font> fonts = new EnumMap<>(Face.class);

  private Fonts() {
    System.setProperty(HEADLESS, "true"); // nothing here opens a window, even if there is a display
    try {
      Path file = Files.createTempFile("flannelgraph", ".properties");
      try {
        Files.writeString(file, NO_SYSTEM_FONT);
        System.setProperty(FONT_FILE, file.toString());
        for (Face face : Face.values()) {
          fonts.put(face, read(face));
        }
      } finally {
        System.clearProperty(FONT_FILE);
        Files.delete(file);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("can't make fonts ready to paint with", broken);
    }
  }

  /** To be had before anything else of Java2D is used. */
  static Fonts ours() {
    return OURS;
  }

  /** A face in a size. */
  Font font(Face face, double size) {
    return requireNonNull(fonts.get(face)).deriveFont((float) size);
  }

  private static Font read(Face face) throws IOException {
    try (InputStream stream = face.open()) {
      return Font.createFont(Font.TRUETYPE_FONT, stream);
    } catch (FontFormatException broken) {
      throw new IllegalStateException("the font " + face + " is broken", broken);
    }
  }
}
