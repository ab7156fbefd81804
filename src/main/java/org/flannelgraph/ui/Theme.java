package org.flannelgraph.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.flannelgraph.scene.Palette;

/** The two themes. */
public enum Theme {
  LIGHT(new PrimerLight().getUserAgentStylesheet(), "light.css"),
  DARK(new PrimerDark().getUserAgentStylesheet(), "dark.css");

  private static final List<String> STYLE_SHEETS =
      List.of(
          "window.css",
          "inspector.css",
          "packets.css",
          "lanes.css",
          "play.css",
          "log.css",
          "send.css");

  private final String controls;
  private final String colours;

  Theme(String controls, String colours) {
    this.controls = controls;
    this.colours = colours;
  }

  /** The one that the desktop asks for. */
  public static Theme ofDesktop() {
    return Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? DARK : LIGHT;
  }

  /** The one of a name, if there is one. */
  public static Optional<Theme> named(String name) {
    return Stream.of(values())
        .filter(theme -> theme.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** The canvas's colours. */
  public Palette palette() {
    return this == LIGHT ? Palette.LIGHT : Palette.DARK;
  }

  public Theme other() {
    return this == LIGHT ? DARK : LIGHT;
  }

  /** Dresses a window in it. */
  public void dress(Scene scene) {
    // a tooltip that is being shown would look for its colours in the theme that is gone
    List.copyOf(Window.getWindows()).stream()
        .filter(PopupWindow.class::isInstance)
        .forEach(Window::hide);
    Application.setUserAgentStylesheet(controls);
    // all at once: between two changes the colours would be missed
    scene
        .getStylesheets()
        .setAll(
            Stream.concat(
                    Stream.of(resource(Palette.class, colours)),
                    STYLE_SHEETS.stream().map(sheet -> resource(Theme.class, sheet)))
                .toList());
  }

  private static String resource(Class<?> beside, String name) {
    return String.valueOf(beside.getResource(name));
  }
}
