package org.flannelgraph.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.export.PictureFile;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.scene.Arrangement;
import org.flannelgraph.scene.ArrangementFile;
import org.flannelgraph.scene.Bricks;
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Pictures;
import org.flannelgraph.scene.Places;
import org.flannelgraph.scene.Track;
import org.flannelgraph.scene.TrackArt;
import org.flannelgraph.scene.View;
import org.flannelgraph.session.Session;
import org.flannelgraph.session.TraceOptions;
import org.flannelgraph.topology.InvalidSnapshotException;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.model.ConfigFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "SOURCE is a LAB or a snapshot. No display is needed. A LAB is drawn as it was arranged in",
      "its window; with --from and --to, something is sent as 'trace' sends it, and the way of",
      "the first packet that was lost, or else of the first one, is drawn into the picture."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String SNAPSHOT = ".json";

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration QUIET = Duration.ofSeconds(1);

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

  @Option(names = "--from", paramLabel = "WHERE", description = "The node or pod that sends.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "WHOM", description = "A pod, a node or an address.")
  private @Nullable String to;

  @Mixin private ProbeOptions what = new ProbeOptions();

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
    Optional<PictureFile> kind = PictureFile.of(target);
    check(kind, target);
    if (source.endsWith(SNAPSHOT)) {
      Snapshot snapshot = read();
      Topology topology = snapshot.topology();
      Places places = Places.inferred(topology, snapshot.pods());
      return kind.isEmpty()
          ? write(() -> snapshot.write(target))
          : write(kind.get(), target, picture(places, layout(topology, places)));
    }
    return SessionOf.lab(context, source, session -> write(session, kind, target));
  }

  /** Refuses what can't be done before anything is built for it. */
  private void check(Optional<PictureFile> kind, Path target) {
    if (kind.isEmpty() && !target.toString().endsWith(SNAPSHOT)) {
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
    if ((from == null) != (to == null)) {
      throw bad("--from and --to say together whose way is drawn: one of them is missing");
    }
    if (from != null && (kind.isEmpty() || source.endsWith(SNAPSHOT))) {
      throw bad("--from and --to draw a packet's way through a LAB into a picture, nothing else");
    }
    what.probe(); // refuses bad numbers
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
    if (kind.isEmpty()) {
      return write(() -> session.snapshot().write(target));
    }
    Optional<Journey> journey =
        from == null || to == null ? Optional.empty() : Optional.of(send(session, from, to));
    Places places = Places.of(session.cluster());
    Layout layout = layout(session.snapshot().topology(), places).with(arrangement());
    Picture still = picture(places, layout);
    Bricks bricks = new Bricks(session.ports());
    Picture picture =
        journey
            .map(it -> TrackArt.onto(still, Track.of(it, layout, bricks), it.hops().size()))
            .orElse(still);
    return write(kind.get(), target, picture);
  }

  private static Layout layout(Topology topology, Places places) {
    return Layout.of(topology, places, Layout.USUAL_RATIO);
  }

  private static Picture picture(Places places, Layout layout) {
    return Pictures.of(places, layout, View.PLAIN);
  }

  /** As the window keeps it for this lab. */
  private Arrangement arrangement() {
    Path lab = LabFolder.realFile(context, source);
    ArrangementFile.Kept kept = new ArrangementFile(lab, ConfigFolder.path()).read();
    kept.problem().ifPresent(problem -> context.notice(problem + ". The lab is drawn without it."));
    return kept.arrangement();
  }

  /** The journey to be drawn: one that tells of a loss is wanted more than others. */
  private Journey send(Session session, String source, String whom) {
    Cluster cluster = session.cluster();
    ProbeOptions.checkSource(cluster, source);
    InetAddress address = what.address(cluster, whom);
    List<Journey> journeys =
        session
            .trace(
                new TraceOptions(
                    source,
                    address,
                    what.probe(),
                    1,
                    PATIENCE,
                    PATIENCE,
                    QUIET,
                    CaptureOptions.DEFAULT,
                    frame -> {},
                    context::notice))
            .journeys()
            .stream()
            .filter(journey -> journey.request() != null)
            .toList();
    return journeys.stream()
        .filter(journey -> journey.outcome() == Outcome.LOST)
        .findFirst()
        .or(() -> journeys.stream().findFirst())
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.NOT_TRUE,
                    "no packet from " + source + " to " + whom + " was seen: nothing was written"));
  }

  private int write(PictureFile kind, Path target, Picture picture) {
    Palette palette =
        switch (theme) {
          case light -> Palette.LIGHT;
          case dark -> Palette.DARK;
        };
    double size = scale == null ? kind.scale() : scale;
    return write(() -> kind.write(target, picture, palette, size, source));
  }

  /** Something that writes the file. */
  private interface Writing {
    void write() throws IOException;
  }

  private int write(Writing writing) {
    try {
      writing.write();
    } catch (IOException refused) {
      throw bad("write " + file + ": " + refused);
    } catch (IllegalArgumentException tooLarge) {
      throw bad("write " + file + ": " + tooLarge.getMessage());
    }
    return ExitCode.DONE;
  }

  private static Failure bad(String message) {
    return new Failure(ExitCode.BAD_INPUT, message);
  }
}
