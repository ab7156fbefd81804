package org.flannelgraph.ui.model;

import java.nio.file.Path;

/** The folder of the user's own files of this program (XDG Base Directory Specification). */
public final class ConfigFolder {
  private ConfigFolder() {}

  /** {@code $XDG_CONFIG_HOME/flannelgraph}, usually {@code ~/.config/flannelgraph}. */
  public static Path path() {
    String home = System.getenv("XDG_CONFIG_HOME");
    Path folder =
        home == null || home.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(home);
    return folder.resolve("flannelgraph");
  }
}
