package org.flannelgraph.export;

import java.awt.image.BufferedImage;

/** How alike two pictures are. */
final class Likeness {
  private Likeness() {}

  /** The fraction of pixels of which a colour component differs by more than a threshold. */
  static double differing(BufferedImage one, BufferedImage other, int threshold) {
    long differing = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        int a = one.getRGB(x, y);
        int b = other.getRGB(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
          if (Math.abs((a >> shift & 0xff) - (b >> shift & 0xff)) > threshold) {
            differing++;
            break;
          }
        }
      }
    }
    return (double) differing / one.getWidth() / one.getHeight();
  }
}
