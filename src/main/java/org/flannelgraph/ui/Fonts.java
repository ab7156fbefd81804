package org.flannelgraph.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.text.Font;
import org.flannelgraph.scene.Face;

/** The fonts that we ship, as JavaFX knows them. The FX thread's. */
public final class Fonts {
  private static final Map<Face, String> NAMES = new EnumMap<>(Face.class);

  private Fonts() {}

  /** Loads all of them, once, so that style sheets find them too. */
  public static void load() {
    for (Face face : Face.values()) {
      NAMES.computeIfAbsent(face, Fonts::load);
    }
  }

  private static String load(Face face) {
    try (InputStream file = face.open()) {
      return Font.loadFont(file, 12).getName();
    } catch (IOException broken) {
      throw new UncheckedIOException("can't read the font " + face, broken);
    }
  }

  /** A font; JavaFX finds each weight by its full name only. */
  public static Font of(Face face, double size) {
    return new Font(NAMES.computeIfAbsent(face, Fonts::load), size);
  }
}
