package org.flannelgraph.scene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of the colours in one theme, read from the theme's style sheet: the file that the
 * window loads as CSS is the only place where a colour is written down.
 */
public final class Palette {
  private static final Pattern COLOUR = Pattern.compile("(-fg-[a-z0-9-]+):\\s*#([0-9a-fA-F]{6});");

  public static final Palette LIGHT = read("light.css");
  public static final Palette DARK = read("dark.css");

  private final int[] values = new int[Ink.values().length];

  private Palette(String css, String name) {
    Map<String, Integer> colours = new HashMap<>();
    for (Matcher matcher = COLOUR.matcher(css); matcher.find(); ) {
      colours.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
    }
    for (Ink ink : Ink.values()) {
      Integer value = colours.get(ink.css());
      if (value == null) {
        throw new IllegalStateException(name + " has no colour " + ink.css());
      }
      values[ink.ordinal()] = value;
    }
  }

  private static Palette read(String name) {
    try (InputStream css = Palette.class.getResourceAsStream(name)) {
      if (css == null) {
        throw new IllegalStateException("no style sheet " + name);
      }
      return new Palette(new String(css.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException broken) {
      throw new UncheckedIOException("can't read the style sheet " + name, broken);
    }
  }

  /** A colour as 0xRRGGBB. */
  public int rgb(Ink ink) {
    return values[ink.ordinal()];
  }
}
