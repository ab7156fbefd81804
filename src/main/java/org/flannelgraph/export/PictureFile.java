package org.flannelgraph.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;

/** The kinds of files that hold a picture. */
public enum PictureFile {
  PNG(".png", 2),
  SVG(".svg", 1);

  private final String ending;
  private final double scale;

  PictureFile(String ending, double scale) {
    this.ending = ending;
    this.scale = scale;
  }

  /** The kind that a file is by its ending; empty if that is none of a picture's. */
  public static Optional<PictureFile> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (PictureFile kind : values()) {
      if (name.endsWith(kind.ending)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** A file's name with the ending of this kind, if it has not got it already. */
  public String named(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(ending) ? name : name + ending;
  }

  /** How large it is written if nobody says: pixels of PNG are for screens of 200%. */
  public double scale() {
    return scale;
  }

  /**
   * Writes a picture into a file, which is there whole or not at all.
   *
   * @param scale how many pixels a scene pixel is wide, 1 to 4
   * @param title of the whole, where the file has a place for one
   * @throws IllegalArgumentException in words for the user, if it would be too large
   */
  public void write(Path file, Picture picture, Palette palette, double scale, String title)
      throws IOException {
    Path whole = file.toAbsolutePath();
    Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        switch (this) {
          case PNG -> PngWriter.write(picture, palette, scale, out);
          case SVG -> SvgWriter.write(picture, palette, scale, title, out);
        }
      }
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
