package org.flannelgraph.ui;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.paint.Color;

/** Colours as JavaFX wants them, each made once. The FX thread's. */
public final class Colors {
  private static final Map<Integer, Color> KNOWN = new HashMap<>();

  private Colors() {}

  /**
   * A colour.
   *
   * @param rgb 0xRRGGBB
   */
  public static Color of(int rgb) {
    return KNOWN.computeIfAbsent(
        rgb, any -> Color.rgb(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff));
  }
}
