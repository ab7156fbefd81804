package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.capture.CaptureOrigin;
import org.flannelgraph.capture.PcapngWriter;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.SnapshotFolder;
import org.flannelgraph.traffic.Probe;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A capture and a snapshot, read elsewhere, tell what the live trace told. */
@Tag("kernel")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class SnapshotJourneysTest {
  /** What no table of the snapshot tells: it is had by tracing rules while packets pass. */
  private static final Set<Evidence.Kind> LIVE =
      EnumSet.of(Evidence.Kind.NFT, Evidence.Kind.CONNTRACK);

  @TempDir private Path folder;

  @Test
  void aSnapshotGivesTheReasonsThatTheKernelGave() throws IOException {
    try (Lab lab = new Lab(Clusters.twoNodes())) {
      Path capture = folder.resolve("capture.pcapng");
      JourneyReport live = trace(lab.session(), capture);
      Path file = folder.resolve("snapshot.json");
      Snapshot snapshot = lab.session().snapshot();
      snapshot.write(file);
      assertThat(Snapshot.read(file).topology().isSameAs(snapshot.topology())).isTrue();
      assertThat(Snapshot.read(file).topology().peers()).hasSize(2 * (4 + 2));
      Path collected = Files.createDirectory(folder.resolve("collected"));
      sh("cd " + collected + "\n" + SnapshotFolder.COLLECT);

      Set<Evidence.Kind> kinds = EnumSet.noneOf(Evidence.Kind.class);
      assertThat(pings(live)).hasSize(4);
      pings(live).stream()
          .flatMap(journey -> journey.hops().stream())
          .flatMap(hop -> hop.evidence().stream())
          .forEach(evidence -> kinds.add(evidence.kind()));
      assertThat(kinds)
          .contains(
              Evidence.Kind.ROUTE,
              Evidence.Kind.NEIGHBOUR,
              Evidence.Kind.BRIDGE_FDB,
              Evidence.Kind.TUNNEL_FDB,
              Evidence.Kind.VETH_PEER,
              Evidence.Kind.LOCAL);
      for (Path source : List.of(file, collected)) {
        JourneyReport read = read(lab.session(), capture, Snapshot.read(source));
        assertThat(told(read)).as("by " + source.getFileName()).isEqualTo(told(live));
      }
      assertThat(pods(read(lab.session(), capture, snapshot)))
          .isEqualTo(pods(live))
          .contains("red to green", "green to red");
    }
  }

  private static JourneyReport trace(Session session, Path file) throws IOException {
    Cluster cluster = session.cluster();
    try (PcapngWriter writer =
        new PcapngWriter(
            Files.newOutputStream(file), new CaptureOrigin("", "", "flannelgraph", "a test"))) {
      return session.trace(
          new TraceOptions(
              "red",
              cluster.pod("green").orElseThrow().address().address(),
              new Probe.Icmp(56, false),
              2,
              Duration.ofSeconds(5),
              Duration.ofMillis(10),
              Duration.ofSeconds(1),
              CaptureOptions.DEFAULT,
              frame -> {
                try {
                  writer.write(frame);
                } catch (IOException failed) {
                  throw new UncheckedIOException(failed);
                }
              },
              notice -> {}));
    }
  }

  private static JourneyReport read(Session session, Path capture, Snapshot snapshot)
      throws IOException {
    return CaptureReading.read(
        List.of(capture), session.ports(), Optional.of(snapshot), notice -> {});
  }

  /** All that is said of the pings. What the kernels say by themselves goes on after the trace. */
  private static List<String> told(JourneyReport report) {
    List<String> lines = new ArrayList<>();
    for (Journey journey : pings(report)) {
      lines.add(journey.protocol() + " " + journey.summary() + " " + journey.outcome());
      lines.add("  promised " + journey.expected());
      for (Hop hop : journey.hops()) {
        lines.add("  " + hop.place() + " " + hop.action() + " " + hop.previous());
        for (Evidence evidence : hop.evidence()) {
          if (!LIVE.contains(evidence.kind())) {
            lines.add("    " + evidence.kind() + " " + evidence.namespace() + " " + text(evidence));
          }
        }
      }
    }
    return lines;
  }

  /** The state of a neighbour changes by the clock. */
  private static String text(Evidence evidence) {
    return evidence.text().replaceAll(" (REACHABLE|STALE|DELAY|PROBE)", " alive");
  }

  private static List<Journey> pings(JourneyReport report) {
    return report.journeys().stream().filter(it -> it.protocol().equals("icmp")).toList();
  }

  private static List<String> pods(JourneyReport report) {
    return pings(report).stream()
        .map(journey -> journey.source().pod() + " to " + journey.destination().pod())
        .toList();
  }
}
