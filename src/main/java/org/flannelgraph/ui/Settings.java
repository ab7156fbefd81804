package org.flannelgraph.ui;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.flannelgraph.ui.model.ConfigFolder;

/**
 * What the window remembers: its place, theme, speed and panes, in {@code window.properties} of the
 * user's configuration folder (XDG Base Directory Specification). It is a convenience: what can't
 * be read or written is as if it had never been.
 */
public final class Settings {
  private final Properties values = new Properties();
  private final Path file;

  private Settings(Path file) {
    this.file = file;
  }

  /** Reads what was remembered last. */
  public static Settings load() {
    return load(ConfigFolder.path().resolve("window.properties"));
  }

  public static Settings load(Path file) {
    Settings settings = new Settings(file);
    try (Reader reader = Files.newBufferedReader(file)) {
      settings.values.load(reader);
    } catch (IOException | IllegalArgumentException none) {
      settings.values.clear();
    }
    return settings;
  }

  String get(String key, String otherwise) {
    return values.getProperty(key, otherwise);
  }

  double get(String key, double otherwise) {
    try {
      double value = Double.parseDouble(values.getProperty(key, ""));
      return Double.isFinite(value) ? value : otherwise;
    } catch (NumberFormatException none) {
      return otherwise;
    }
  }

  void set(String key, Object value) {
    values.setProperty(key, value.toString());
  }

  /** Writes them down. */
  void save() {
    try {
      Files.createDirectories(file.getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        values.store(writer, "What Flannelgraph's window remembers");
      }
    } catch (IOException refused) {
      System.getLogger("flannelgraph")
          .log(System.Logger.Level.DEBUG, "the window's settings are not kept: " + refused);
    }
  }
}
