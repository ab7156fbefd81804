package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Evidence.Kind;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden capture, explained by what the golden nodes' tables hold. */
class GoldenSnapshotTest {
  @TempDir private Path folder;

  @Test
  void findsWhichNamespacesTheVethsLeadTo() throws IOException {
    GoldenFolder golden = GoldenFolder.write(folder);
    Topology topology = Snapshot.read(folder).topology();
    Map<String, String> told = new TreeMap<>(golden.peers);
    told.values().removeIf(peer -> topology.namespace(peer).isEmpty()); // of pod1b nothing is kept
    Map<String, String> found = new TreeMap<>();
    topology.peers().forEach((link, peer) -> found.put(topology.name(link), peer.namespace()));
    assertThat(found).isEqualTo(told).hasSize(8);
    assertThat(topology.peer(topology.link("pod2a", "eth0").orElseThrow()))
        .map(LinkId::namespace)
        .contains("n2");
  }

  @Test
  void explainsTheWorkedExample() throws IOException {
    GoldenFolder.write(folder);
    Path capture = folder.resolve("capture.pcapng");
    try (InputStream golden =
        GoldenSnapshotTest.class.getResourceAsStream("/golden/cross-node-http.pcapng")) {
      Files.copy(Objects.requireNonNull(golden), capture);
    }
    JourneyReport report =
        CaptureReading.read(
            List.of(capture), Ports.DEFAULT, Optional.of(Snapshot.read(folder)), notice -> {});
    assertThat(report.journeys()).hasSize(24);
    Journey syn =
        report.journeys().stream()
            .filter(it -> it.protocol().equals("tcp") && it.hops().size() == 13)
            .findFirst()
            .orElseThrow();
    assertThat(proved(syn.hop(1)))
        .containsExactly(
            "route 10.244.0.0/16 via 10.244.7.1 dev eth0",
            "neighbour 10.244.7.1 dev eth0 lladdr f2:a8:ec:fe:db:fd REACHABLE");
    assertThat(proved(syn.hop(2)))
        .containsExactly("veth-peer eth0 is one end of a veth pair, the other is n1/veth0c2e879a");
    assertThat(proved(syn.hop(4)))
        .containsExactly(
            "route 10.244.70.0/24 via 10.244.70.0 dev flannel.1 onlink",
            "neighbour 10.244.70.0 dev flannel.1 lladdr ce:a0:a5:46:d5:13 PERMANENT");
    assertThat(proved(syn.hop(5)))
        .containsExactly(
            "tunnel-fdb ce:a0:a5:46:d5:13 dev flannel.1 dst 192.168.0.12 self permanent",
            "route 192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.11",
            "neighbour 192.168.0.12 dev eth0 lladdr ea:f0:d7:f5:b3:49 REACHABLE");
    assertThat(proved(syn.hop(7)))
        .containsExactly("bridge-fdb ea:f0:d7:f5:b3:49 dev p2 master br0");
    assertThat(proved(syn.hop(12)))
        .contains("local 10.244.70.2 is an address of eth0 (10.244.70.2/24)");
    assertThat(syn.expected())
        .as("the tables promise the path that it took, but for the promiscuous leaf")
        .isEqualTo(syn.hops().stream().limit(12).map(Hop::place).toList());
  }

  private static List<String> proved(Hop hop) {
    return hop.evidence().stream()
        .filter(evidence -> evidence.kind() != Kind.FRAME)
        .map(GoldenSnapshotTest::line)
        .toList();
  }

  private static String line(Evidence evidence) {
    return evidence.kind().label() + " " + evidence.text();
  }
}
