package org.flannelgraph.scene;

import java.util.List;

/** A word of warning: what is down. Or one that can be chosen. */
final class Pill {
  private static final double SIZE = 10;
  private static final double HEIGHT = 14;

  private Pill() {}

  static double width(String word) {
    return Face.SEMIBOLD.width(word, SIZE) + 10;
  }

  /**
   * Draws a warning.
   *
   * @param x its left end
   * @param y its middle
   */
  static List<Mark> at(double x, double y, String word) {
    return at(x, y, word, Ink.BAD_FILL, Ink.BAD, Ink.BAD);
  }

  /** Draws a word that does something when it is chosen. */
  static List<Mark> button(double x, double y, String word) {
    return at(x, y, word, Ink.ACCENT, Ink.SURFACE, Ink.ON_STRONG);
  }

  private static List<Mark> at(double x, double y, String word, Ink fill, Ink edge, Ink text) {
    Rect box = new Rect(x, y - HEIGHT / 2, width(word), HEIGHT);
    return List.of(
        Mark.Box.edged(box, HEIGHT / 2, fill, edge, 1),
        new Mark.Text(x + 5, y + SIZE * 0.36, word, Face.SEMIBOLD, SIZE, text));
  }
}
