package org.flannelgraph.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.flannelgraph.scene.Face;
import org.junit.jupiter.api.Assumptions;

/** Renders SVG by another program, with our fonts and no others. */
final class Rsvg {
  private final Path folder;

  /**
   * In a folder that is there.
   *
   * @param folder for the fonts, fontconfig's cache and the pictures
   */
  Rsvg(Path folder) throws IOException {
    this.folder = folder;
    Path fonts = Files.createDirectories(folder.resolve("fonts"));
    for (Face face : Face.values()) {
      try (InputStream font = face.open()) {
        Files.copy(font, fonts.resolve(face.name()));
      }
    }
    Files.writeString(
        folder.resolve("fonts.conf"),
        """
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
        <fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>
        """
            .formatted(fonts, folder.resolve("cache")));
  }

  /** The picture, {@code scale} pixels for each of the SVG's. */
  BufferedImage render(Path svg, double scale) throws IOException {
    Path png = Files.createTempFile(folder, "rsvg", ".png");
    ProcessBuilder builder =
        new ProcessBuilder(
            "rsvg-convert", "--zoom", "" + scale, "-o", png.toString(), svg.toString());
    builder.environment().put("FONTCONFIG_FILE", folder.resolve("fonts.conf").toString());
    try {
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } catch (IOException absent) {
      Assumptions.abort("there is no rsvg-convert here: " + absent.getMessage());
    }
    return ImageIO.read(png.toFile());
  }
}
