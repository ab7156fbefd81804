package org.flannelgraph.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.junit.jupiter.api.Test;

/** A file that is read anew while its lab runs: who runs keeps what was chosen for it. */
class RunningClusterTest {
  private static String nodes(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append("---\n{apiVersion: v1, kind: Node, metadata: {name: " + name + "}}\n");
    }
    return text.toString();
  }

  private static String pods(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      String[] parts = name.split("@", -1);
      text.append(
          "---\n{apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {nodeName: %s}}\n"
              .formatted(parts[0], parts[1]));
    }
    return text.toString();
  }

  private static Cluster read(String text) {
    return MarkedFile.of(text).read().cluster();
  }

  private static Cluster readAnew(String text, Cluster running) {
    return MarkedFile.of(text).read(Optional.of(running)).cluster();
  }

  private static List<String> nodesOf(Cluster cluster) {
    return cluster.nodes().stream()
        .map(node -> node.name() + " " + Addresses.format(node.address()) + " " + node.podCidr())
        .toList();
  }

  private static List<String> podsOf(Cluster cluster) {
    return cluster.pods().stream().map(pod -> pod.name() + " " + pod.address()).toList();
  }

  @Test
  void theSameFileGivesTheSameCluster() {
    String text = nodes("a", "b") + pods("red@a", "blue@b", "teal@a");
    assertThat(readAnew(text, read(text))).isEqualTo(read(text));
  }

  @Test
  void nodesKeepTheirsWhenOthersComeAndGo() {
    Cluster running = read(nodes("a", "b", "c"));
    assertThat(nodesOf(readAnew(nodes("x", "c", "a", "y"), running)))
        .containsExactly(
            "x 192.168.0.12 10.244.2.0/24",
            "c 192.168.0.13 10.244.3.0/24",
            "a 192.168.0.11 10.244.1.0/24",
            "y 192.168.0.14 10.244.4.0/24");
  }

  @Test
  void podsKeepTheirsAndNewOnesGetTheNextThatHostLocalWouldGive() {
    Cluster running = read(nodes("a") + pods("red@a", "blue@a", "teal@a"));
    Cluster without = readAnew(nodes("a") + pods("red@a", "teal@a"), running);
    assertThat(podsOf(without)).containsExactly("red 10.244.1.2/24", "teal 10.244.1.4/24");
    assertThat(podsOf(readAnew(nodes("a") + pods("amber@a", "red@a", "teal@a"), without)))
        .containsExactly("amber 10.244.1.5/24", "red 10.244.1.2/24", "teal 10.244.1.4/24");
  }

  @Test
  void hostLocalStartsAgainAtTheEnd() {
    String node =
        "{apiVersion: v1, kind: Node, metadata: {name: a}, spec: {podCIDR: 10.244.1.0/29}}\n";
    Cluster running = read(node + pods("b@a", "c@a", "d@a", "e@a", "f@a"));
    Cluster without = readAnew(node + pods("c@a", "e@a", "f@a"), running);
    assertThat(podsOf(readAnew(node + pods("c@a", "e@a", "f@a", "x@a", "y@a"), without)))
        .containsExactly(
            "c 10.244.1.3/29",
            "e 10.244.1.5/29",
            "f 10.244.1.6/29",
            "x 10.244.1.2/29",
            "y 10.244.1.4/29");
  }

  @Test
  void aPodThatMovesGetsAnAddressOfItsNewNode() {
    Cluster running = read(nodes("a", "b") + pods("red@a", "blue@b"));
    assertThat(podsOf(readAnew(nodes("a", "b") + pods("red@b", "blue@b"), running)))
        .containsExactly("red 10.244.2.3/24", "blue 10.244.2.2/24");
  }

  @Test
  void whatTheFileSaysWinsOverWhatRuns() {
    Cluster running = read(nodes("a", "b") + pods("red@a"));
    Cluster anew =
        readAnew(
            """
            apiVersion: v1
            kind: Node
            metadata: {name: b}
            spec: {podCIDR: 10.244.1.0/24}
            status: {addresses: [{type: InternalIP, address: 192.168.0.11}]}
            """
                + nodes("a")
                + pods("red@a"),
            running);
    assertThat(nodesOf(anew))
        .containsExactly("b 192.168.0.11 10.244.1.0/24", "a 192.168.0.12 10.244.2.0/24");
    assertThat(podsOf(anew)).containsExactly("red 10.244.2.2/24");
  }
}
