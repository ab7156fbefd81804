package org.flannelgraph.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.operation.Kernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The kernel's state of a lab, held against that of two nodes on which the real Flannel ran. */
@Tag("kernel")
@Tag("root")
@ExtendWith(NothingLeaked.class)
class GoldenStateTest {
  /** The golden file was written by this one; others use other words for the same state. */
  private static final String IPROUTE2 = "iproute2-6.1.";

  private static Cluster cluster() {
    Cluster cluster = Clusters.empty("golden");
    cluster = Clusters.withNode(cluster, "n1", 1, Cidr.parse("10.244.7.0/24"));
    cluster = Clusters.withNode(cluster, "n2", 2, Cidr.parse("10.244.70.0/24"));
    for (String name : List.of("pod1a", "pod1b", "pod2a", "pod2b")) {
      cluster = Clusters.withPod(cluster, name, "n" + name.charAt(3), Clusters.WEB);
    }
    return cluster;
  }

  @Test
  void theStateIsThatOfRealFlannel() {
    assumeTrue(
        sh("ip -V").contains(IPROUTE2), "the golden file holds the words of " + IPROUTE2 + "*");
    try (Kernel kernel = new Kernel()) {
      kernel.run(Plan.of(cluster()).operations(), operation -> {});
      sh("ip netns exec pod1a ping -q -c 1 -W 5 10.244.7.3");
      sh("ip netns exec pod1a ping -q -c 1 -W 5 10.244.70.2");
      sh("ip netns exec n1 ping -q -c 1 -W 5 10.244.70.3");
      GoldenState golden = GoldenState.golden();
      assertThat(golden.sections()).hasSize(5 * 7);
      Map<String, List<String>> wanted = golden.masked();
      Map<String, List<String>> real = golden.now().masked();
      long deadline = System.nanoTime() + 20_000_000_000L;
      // Duplicate address detection and the links' operational state take the kernel a while.
      while (!real.equals(wanted) && System.nanoTime() < deadline) {
        real = golden.now().masked();
      }
      assertThat(real.keySet()).isEqualTo(wanted.keySet());
      for (Map.Entry<String, List<String>> section : wanted.entrySet()) {
        assertThat(real.get(section.getKey()))
            .as(section.getKey())
            .containsExactlyElementsOf(section.getValue());
      }
    }
  }
}
