package org.flannelgraph.ui.paint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.text.Font;
import org.flannelgraph.scene.Face;

/** The fonts that we ship, as the toolkit's. The FX thread's. */
public final class Fonts {
  private static final Map<Face, Font> LOADED = new EnumMap<>(Face.class);

  private Fonts() {}

  /** Makes all of them known to style sheets, by their family and weight. */
  public static void load() {
    for (Face face : Face.values()) {
      loaded(face);
    }
  }

  /** A font in pixels. */
  public static Font of(Face face, double size) {
    return new Font(loaded(face).getName(), size);
  }

  private static Font loaded(Face face) {
    return LOADED.computeIfAbsent(face, Fonts::read);
  }

  private static Font read(Face face) {
    try (InputStream file = face.open()) {
      Font font = Font.loadFont(file, 12);
      if (font == null) {
        throw new IllegalStateException("the font " + face + " can't be read");
      }
      return font;
    } catch (IOException broken) {
      throw new UncheckedIOException("can't read the font " + face, broken);
    }
  }
}
