package org.flannelgraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.flannelgraph.export.PictureFile;
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Pictures;
import org.flannelgraph.scene.Places;
import org.flannelgraph.scene.View;
import org.flannelgraph.session.Session;
import org.flannelgraph.topology.InvalidSnapshotException;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes down what the kernel holds of a lab. By its ending, FILE becomes",
      "  .json  a snapshot: 'journeys --snapshot FILE' explains packets by it,",
      "         and it is a SOURCE of pictures, on any machine",
      "  .png   a picture",
      "  .svg   a picture whose texts are texts",
      "SOURCE is a LAB or a snapshot. No display is needed."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String SNAPSHOT = ".json";

  /** A picture for a page or a slide is that much wider than high. */
  private static final double RATIO = 1.6;

  private final Context context;

  @Parameters(paramLabel = "SOURCE")
  private String source = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to; what is there is replaced.")
  private Path file = Path.of("");

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      description = "Of a picture: ${COMPLETION-CANDIDATES}; light unless told.")
  private Theme theme = Theme.light;

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "Of a picture: 1 to 4 times its size at 100%; PNG 2, SVG 1 unless told.")
  private @Nullable Double scale;

  /** As they are written on the command line. */
  private enum Theme {
    light,
    dark
  }

  ExportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path target = context.directory().resolve(file);
    Optional<PictureFile> picture = PictureFile.of(target);
    if (picture.isEmpty() && !target.toString().endsWith(SNAPSHOT)) {
      throw bad(
          "by its ending, "
              + file
              + " is nothing that can be written: FILE.json is a snapshot, FILE.png and FILE.svg"
              + " are pictures");
    }
    if (scale != null && !(scale >= 1 && scale <= 4)) {
      throw bad("--scale takes a number from 1 to 4, not " + scale);
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
      throw bad(file + " is no file in a folder that is there: nothing was written");
    }
    if (source.endsWith(SNAPSHOT)) {
      Snapshot snapshot = read();
      Topology topology = snapshot.topology();
      return write(snapshot, Places.inferred(topology, snapshot.pods()), picture, target);
    }
    return SessionOf.lab(context, source, session -> write(session, picture, target));
  }

  private Snapshot read() {
    try {
      return Snapshot.read(context.directory().resolve(source));
    } catch (InvalidSnapshotException wrong) {
      throw bad(String.valueOf(wrong.getMessage()));
    } catch (IOException refused) {
      throw bad("read the snapshot " + source + ": " + refused);
    }
  }

  private int write(Session session, Optional<PictureFile> kind, Path target) {
    return write(session.snapshot(), Places.of(session.cluster()), kind, target);
  }

  private int write(Snapshot snapshot, Places places, Optional<PictureFile> kind, Path target) {
    try {
      if (kind.isPresent()) {
        draw(snapshot.topology(), places, kind.get(), target);
      } else {
        snapshot.write(target);
      }
    } catch (IOException refused) {
      throw bad("write " + file + ": " + refused);
    } catch (IllegalArgumentException tooLarge) {
      throw bad("write " + file + ": " + tooLarge.getMessage());
    }
    return ExitCode.DONE;
  }

  private void draw(Topology topology, Places places, PictureFile kind, Path target)
      throws IOException {
    Layout layout = Layout.of(topology, places, RATIO);
    Picture picture = Pictures.of(places, layout, View.PLAIN);
    Palette palette =
        switch (theme) {
          case light -> Palette.LIGHT;
          case dark -> Palette.DARK;
        };
    kind.write(target, picture, palette, scale == null ? kind.scale() : scale, source);
  }

  private static Failure bad(String message) {
    return new Failure(ExitCode.BAD_INPUT, message);
  }
}
