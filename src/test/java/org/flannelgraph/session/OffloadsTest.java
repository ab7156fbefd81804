package org.flannelgraph.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyJson;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.journey.JourneyText;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.journey.Place;
import org.flannelgraph.journey.Request;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.traffic.Probe;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a lab leaves offloads on, frames are seen that no wire carries. */
@Tag("kernel")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class OffloadsTest {
  private static final int PORT = 9000;
  private static final int BYTES = 400_000;
  private static final int LONGEST_FRAME = 1514;

  /** Node2's uplink cuts what it sends; node1's merges what it gets. */
  private static final String MIXED =
      """
      ip netns exec node2 ethtool -K eth0 tso off gso off
      ip netns exec underlay ethtool -K p1 tso off
      ip netns exec node1 ethtool -K eth0 gro on
      """;

  @Test
  void superPacketsAreFollowedAndNamed() throws IOException {
    try (Lab lab = lab(Clusters.twoNodes())) {
      JourneyReport report = transfer(lab, "10.244.2.2");
      List<Journey> ours = delivered(report);
      Journey whole =
          ours.stream()
              .filter(it -> it.hops().stream().allMatch(OffloadsTest::isLong))
              .findFirst()
              .orElseThrow();
      assertThat(whole.hops()).hasSize(12);
      assertThat(whole.hops().stream().map(Hop::place).toList()).isEqualTo(whole.expected());
      for (Hop hop : whole.hops()) {
        assertThat(hop.evidence()).anyMatch(it -> it.kind() != Evidence.Kind.FRAME);
        assertThat(hop.evidence()).anyMatch(it -> it.text().startsWith("a super-packet: "));
        assertThat(hop.frame().checksumNotReady()).isTrue();
      }
      assertThat(text(lab, whole)).contains("a super-packet", "tcp checksum partial (offloaded)");
      assertThat(json(lab, report)).contains("\"checksumStatus\" : \"partial (offloaded)\"");
    }
  }

  @Test
  void whatIsCutAndMergedIsOnePacket() throws IOException {
    try (Lab lab = lab(Clusters.twoNodes())) {
      sh(MIXED);
      List<Journey> ours = delivered(transfer(lab, "10.244.2.2"));
      demandCutAndMerged(ours);
    }
  }

  /** IPv6 numbers no packets, and Flannel's tunnel takes 20 bytes less than the pods think. */
  @Test
  void whatIsTooBigAndSentAgainIsTwoPackets() throws IOException {
    try (Lab lab = lab(Clusters.fourPods(Clusters.dualStack(Clusters.empty("test"))))) {
      sh(MIXED);
      JourneyReport report = transfer(lab, "fd00:10:244:2::2");
      List<Journey> ours = ours(report);
      List<Journey> lost = ours.stream().filter(it -> it.outcome() == Outcome.LOST).toList();
      assertThat(lost).isNotEmpty();
      for (Journey journey : lost) {
        Cause cause = requireNonNull(journey.cause(), journey::toString);
        assertThat(cause.id()).as(cause.toString()).isEqualTo(Cause.Id.TOO_BIG);
        assertThat(cause.text()).contains("segments of up to 1450 bytes", "flannel-v6.1, 1430");
        assertThat(journey.hops().getLast().place()).isEqualTo(new Place("node2", "cni0"));
      }
      List<Journey> others = ours.stream().filter(it -> !lost.contains(it)).toList();
      assertThat(others).extracting(Journey::outcome).containsOnly(Outcome.DELIVERED);
      assertThat(report.journeys())
          .anyMatch(it -> it.causedBy() != null && it.causedBy() == lost.getFirst().id());
      demandCutAndMerged(others);
    }
  }

  private static void demandCutAndMerged(List<Journey> journeys) {
    List<Journey> whole =
        journeys.stream().filter(it -> actions(it).contains(Action.MERGED)).toList();
    assertThat(whole).isNotEmpty();
    for (Journey journey : whole) {
      assertThat(isLong(journey.first())).as(journey.toString()).isTrue();
      assertThat(actions(journey)).contains(Action.SEGMENTED, Action.DELIVERED);
      assertThat(journey.hops().stream().filter(it -> it.index() > 1).map(Hop::place))
          .as("sent once: " + journey)
          .doesNotContain(journey.first().place());
    }
  }

  private static Set<Action> actions(Journey journey) {
    return journey.hops().stream().map(Hop::action).collect(Collectors.toSet());
  }

  private static boolean isLong(Hop hop) {
    return hop.frame().wireLength() > LONGEST_FRAME;
  }

  private static Lab lab(Cluster cluster) {
    assertThat(cluster.offloads()).isTrue();
    return new Lab(cluster);
  }

  private static List<Journey> delivered(JourneyReport report) {
    List<Journey> ours = ours(report);
    for (Journey journey : ours) {
      assertThat(journey.outcome()).as(journey.toString()).isEqualTo(Outcome.DELIVERED);
    }
    return ours;
  }

  private static List<Journey> ours(JourneyReport report) {
    assertThat(report.dropped()).isZero();
    assertThat(report.requests()).extracting(Request::result).containsOnly(Request.Result.ANSWERED);
    return report.journeys().stream()
        .filter(it -> it.request() != null && it.protocol().equals("tcp"))
        .toList();
  }

  private static String text(Lab lab, Journey journey) throws IOException {
    StringWriter out = new StringWriter();
    new JourneyText(out, lab.session().ports(), false).print(journey);
    return out.toString();
  }

  private static String json(Lab lab, JourneyReport report) throws IOException {
    StringWriter out = new StringWriter();
    JourneyJson.write(out, report, lab.session().ports(), false);
    return out.toString();
  }

  private static JourneyReport transfer(Lab lab, String to) throws IOException {
    ServerSocketChannel server = lab.listen("green", PORT);
    Thread answering = Thread.ofPlatform().start(() -> answer(server));
    try (server) {
      return lab.session().trace(Traces.of("red", to, new Probe.Http(PORT, "/")));
    } finally {
      join(answering); // closing has ended its waiting, if nobody came
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers one request with many bytes. */
  private static void answer(ServerSocketChannel server) {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + BYTES + "\r\nConnection: close\r\n\r\n";
    ByteBuffer answer = ByteBuffer.allocate(head.length() + BYTES);
    answer.put(head.getBytes(StandardCharsets.US_ASCII)).rewind();
    ByteBuffer request = ByteBuffer.allocate(4096);
    try (SocketChannel connection = server.accept()) {
      connection.read(request);
      while (answer.hasRemaining()) {
        connection.write(answer);
      }
      connection.shutdownOutput();
      while (connection.read(request.clear()) >= 0) {
        // until it is closed there too
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
