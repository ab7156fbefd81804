package org.flannelgraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.flannelgraph.capture.InvalidCaptureException;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.session.CaptureReading;
import org.flannelgraph.topology.InvalidSnapshotException;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.SnapshotFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "journeys",
    mixinStandardHelpOptions = true,
    description = {
      "Prints every packet's journey from captures taken elsewhere, hop by hop.",
      "Files are pcapng or pcap, gzip or not; interfaces are best named namespace/interface.",
      "Of several files, one a node perhaps, the clocks are compared by the packets in both."
    },
    footer = {
      "",
      "A snapshot FOLDER has what ip and bridge print in each namespace. Run as root",
      "in an empty folder, on a node or wherever captures are taken, this fills it:",
      "",
      SnapshotFolder.COLLECT,
      "",
      "Captures and snapshot must call the namespaces the same."
    })
final class JourneysCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE", arity = "1..*")
  private List<Path> files = List.of();

  @Option(
      names = "--vxlan-port",
      paramLabel = "PORT",
      description = "A UDP port that means VXLAN, besides 8472, 4789 and 6784.")
  private List<Integer> vxlanPorts = List.of();

  @Option(
      names = "--snapshot",
      paramLabel = "PATH",
      description =
          "The tables of the network then, which give the reason of every hop: a FILE.json that"
              + " 'export' wrote, or a FOLDER as below.")
  private @Nullable Path snapshot;

  @Mixin private JourneyOutput output = new JourneyOutput();

  JourneysCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> paths = files.stream().map(context.directory()::resolve).toList();
    for (Path path : paths) {
      if (!Files.isRegularFile(path)) {
        throw new Failure(ExitCode.BAD_INPUT, "there is no file " + path);
      }
    }
    Ports ports = Ports.DEFAULT;
    for (int port : vxlanPorts) {
      ports = ports.with(Protocol.VXLAN, port);
    }
    JourneyReport report;
    try {
      report =
          CaptureReading.read(
              paths,
              ports,
              readSnapshot(),
              notice -> context.err().println("flannelgraph: " + notice));
    } catch (InvalidCaptureException invalid) {
      throw new Failure(ExitCode.BAD_INPUT, String.valueOf(invalid.getMessage()));
    }
    output.print(context, report, ports, paths.size() > 1);
    return ExitCode.DONE;
  }

  private Optional<Snapshot> readSnapshot() {
    if (snapshot == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Snapshot.read(context.directory().resolve(snapshot)));
    } catch (InvalidSnapshotException invalid) {
      throw new Failure(ExitCode.BAD_INPUT, String.valueOf(invalid.getMessage()));
    } catch (IOException refused) {
      throw new Failure(ExitCode.BAD_INPUT, "read the snapshot " + snapshot + ": " + refused);
    }
  }
}
