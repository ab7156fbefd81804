package org.flannelgraph.scene;

import java.util.List;

/** A word of warning: what is down. */
final class Pill {
  private static final double SIZE = 10;
  private static final double HEIGHT = 14;

  private Pill() {}

  static double width(String word) {
    return Face.SEMIBOLD.width(word, SIZE) + 10;
  }

  /**
   * Draws one.
   *
   * @param x its left end
   * @param y its middle
   */
  static List<Mark> at(double x, double y, String word) {
    Rect box = new Rect(x, y - HEIGHT / 2, width(word), HEIGHT);
    return List.of(
        Mark.Box.edged(box, HEIGHT / 2, Ink.BAD_FILL, Ink.BAD, 1),
        new Mark.Text(x + 5, y + SIZE * 0.36, word, Face.SEMIBOLD, SIZE, Ink.BAD));
  }
}
