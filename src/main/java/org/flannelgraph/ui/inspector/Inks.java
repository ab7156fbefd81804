package org.flannelgraph.ui.inspector;

import java.util.Locale;
import org.flannelgraph.scene.Ink;

/** Style classes that set the looked-up colours {@code -layer} and {@code -layer-fill}. */
public final class Inks {
  private Inks() {}

  /** The class of a colour: {@code ink-tcp}. */
  public static String styleClass(Ink ink) {
    return "ink-" + ink.name().toLowerCase(Locale.ROOT);
  }
}
