package org.flannelgraph.export;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;

/** Writes a picture as PNG. */
public final class PngWriter {
  /** How many pixels a picture may have: 16,000 by 16,000. They take 1 GB while it is painted. */
  public static final long MOST_PIXELS = 256_000_000;

  private PngWriter() {}

  /**
   * Writes a picture.
   *
   * @param scale how many pixels a scene pixel is wide, 1 to 4
   * @param out stays open
   * @throws IllegalArgumentException in words for the user, if it had more than {@link
   *     #MOST_PIXELS}
   */
  public static void write(Picture picture, Palette palette, double scale, OutputStream out)
      throws IOException {
    BufferedImage image = paint(picture, palette, scale);
    // A stream of the caller's is not for ImageIO to spool through a file in /tmp.
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    }
  }

  /**
   * Paints a picture.
   *
   * @param scale how many pixels a scene pixel is wide, 1 to 4
   * @throws IllegalArgumentException in words for the user, if it had more than {@link
   *     #MOST_PIXELS}
   */
  public static BufferedImage paint(Picture picture, Palette palette, double scale) {
    if (!(scale >= 1 && scale <= 4)) {
      throw new IllegalArgumentException("the scale " + scale + " is not from 1 to 4");
    }
    double width = Math.max(1, Math.ceil(picture.bounds().width() * scale));
    double height = Math.max(1, Math.ceil(picture.bounds().height() * scale));
    if (width * height > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "the picture would have %.0f x %.0f pixels, more than PNG is written with here: take a smaller scale, or SVG"
              .formatted(width, height));
    }
    BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
    new Java2dPainter(image, palette).paint(picture, scale);
    return image;
  }
}
