package org.flannelgraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.capture.CaptureOrigin;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.capture.InvalidFilterException;
import org.flannelgraph.capture.PcapngWriter;
import org.flannelgraph.capture.WiresharkPipe;
import org.flannelgraph.cluster.Backend;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.session.Session;
import org.flannelgraph.session.TraceOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Sends real traffic and prints every packet's journey, hop by hop: what each hop did to",
      "the packet, and the kernel's own entry that decided it. A journey is printed when its",
      "packet was quiet for a while; more than a person reads are counted as flows, each second.",
      "Exit code 1 if a packet was lost or a request was not answered."
    })
final class TraceCommand implements Callable<Integer> {
  private static final int MILLIS = 1000;

  private final Context context;

  @Parameters(paramLabel = "LAB")
  private String lab = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "WHERE",
      description = "The node or pod that sends.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "WHOM",
      description = "A pod, a node or an address.")
  private String to = "";

  @Mixin private ProbeOptions what = new ProbeOptions();

  @Option(names = "--count", paramLabel = "N", description = "How many (default: 1).")
  private int count = 1;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long an answer is waited for (default: 2).")
  private double timeout = 2;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      description = "From one to the next (default: 0.2).")
  private double interval = 0.2;

  @Option(
      names = "--quiet",
      paramLabel = "SECONDS",
      description = "A packet not seen for so long is lost (default: 1).")
  private double quiet = 1;

  @Option(
      names = "--filter",
      paramLabel = "WORDS",
      description = "Capture only what matches, in libpcap's words.")
  private String filter = "";

  @Option(
      names = "--snap",
      paramLabel = "BYTES",
      description = "Keep at most so many bytes of a frame (default: all).")
  private int snap;

  @Option(names = "--write", paramLabel = "FILE", description = "Write the frames as pcapng.")
  private @Nullable Path write;

  @Option(names = "--wireshark", description = "Show the frames in Wireshark as they come.")
  private boolean wireshark;

  @Mixin private JourneyOutput output = new JourneyOutput();

  TraceCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    what.probe(); // refuses bad numbers before anything is built
    return SessionOf.lab(context, lab, this::trace);
  }

  private int trace(Session session) {
    Cluster cluster = session.cluster();
    ProbeOptions.checkSource(cluster, from);
    InetAddress address = what.address(cluster, to);
    try (Taps taps = taps(cluster)) {
      return trace(session, options(address, taps));
    } catch (InvalidFilterException invalid) {
      throw new Failure(ExitCode.BAD_INPUT, String.valueOf(invalid.getMessage()));
    } catch (IllegalArgumentException outOfBounds) {
      throw new Failure(ExitCode.BAD_INPUT, String.valueOf(outOfBounds.getMessage()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private int trace(Session session, TraceOptions options) throws IOException {
    TraceVerdict verdict = new TraceVerdict();
    if (output.isJson()) {
      JourneyReport report = session.trace(options);
      report.requests().forEach(verdict::answered);
      report.journeys().forEach(journey -> verdict.passed(journey, 0));
      output.print(context, report, session.ports(), false);
    } else {
      LiveText live = output.live(context, session.ports(), verdict);
      live.end(session.trace(options, live));
    }
    return verdict.exitCode();
  }

  private TraceOptions options(InetAddress address, Taps taps) {
    CaptureOptions capture = CaptureOptions.DEFAULT.withFilter(filter).withSnapLength(snap);
    return new TraceOptions(
        from,
        address,
        what.probe(),
        count,
        seconds(timeout),
        seconds(interval),
        seconds(quiet),
        capture,
        taps,
        context::notice);
  }

  private static Duration seconds(double number) {
    return Duration.ofMillis(Math.round(number * MILLIS));
  }

  private Taps taps(Cluster cluster) throws IOException {
    List<PcapngWriter> writers = new ArrayList<>();
    List<AutoCloseable> open = new ArrayList<>();
    CaptureOrigin origin = new CaptureOrigin("", "", "flannelgraph", "lab " + cluster.name());
    if (write != null) {
      PcapngWriter file =
          new PcapngWriter(Files.newOutputStream(context.directory().resolve(write)), origin);
      writers.add(file);
      open.add(file);
    }
    if (wireshark) {
      int port = cluster.flannel().backend() instanceof Backend.Vxlan vxlan ? vxlan.port() : 8472;
      WiresharkPipe pipe = WiresharkPipe.open(List.of(port), origin);
      writers.add(pipe.writer());
      open.add(pipe);
    }
    return new Taps(writers, open);
  }

  /** Who else gets the frames. */
  private record Taps(List<PcapngWriter> writers, List<AutoCloseable> open)
      implements Consumer<Frame>, AutoCloseable {
    @Override
    public void accept(Frame frame) {
      for (PcapngWriter writer : writers) {
        try {
          writer.write(frame);
        } catch (IOException gone) {
          throw new UncheckedIOException("write a captured frame", gone);
        }
      }
    }

    @Override
    public void close() throws IOException {
      for (AutoCloseable each : open) {
        try {
          each.close();
        } catch (IOException failed) {
          throw failed;
        } catch (Exception failed) {
          throw new IOException(failed);
        }
      }
    }
  }
}
