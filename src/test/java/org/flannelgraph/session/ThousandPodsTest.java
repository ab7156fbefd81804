package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.TestNamespaces;
import org.flannelgraph.traffic.ModelCheck;
import org.flannelgraph.traffic.ModelCheck.Outcome;
import org.flannelgraph.traffic.ModelCheck.Protocol;
import org.flannelgraph.traffic.ModelCheck.Rule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine has one table of neighbours for all namespaces, 1,024 entries by default: a lab in
 * which more pods talk than it holds must not fill it.
 */
@Tag("kernel")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class ThousandPodsTest {
  private static final int NODES = 10;
  private static final int PODS_ON_EACH = 100;

  @Test
  void allTalkAndTheMachineStillResolves(@TempDir Path folder) throws Exception {
    Cluster cluster =
        ClusterFile.read(Files.writeString(folder.resolve("lab.yaml"), lab())).cluster();
    List<String> notices = new ArrayList<>();
    try (Session session = Session.build(cluster, notices::add)) {
      assertThat(notices).anyMatch(notice -> notice.contains("neighbour"));
      List<ModelCheck.Result> results = session.verify(eachToTheNext(cluster.pods()));
      assertThat(results)
          .hasSize(2 * NODES * PODS_ON_EACH)
          .allMatch(result -> result.outcome() == Outcome.PASSED);
      othersStillResolve();
    }
  }

  private static String lab() {
    StringBuilder text = new StringBuilder();
    for (int node = 1; node <= NODES; node++) {
      text.append("{apiVersion: v1, kind: Node, metadata: {name: node%d}}\n---\n".formatted(node));
      for (int pod = 1; pod <= PODS_ON_EACH; pod++) {
        text.append(
            "{apiVersion: v1, kind: Pod, metadata: {name: pod%d-%d}, spec: {nodeName: node%d, containers: [{name: web}]}}\n---\n"
                .formatted(node, pod, node));
      }
    }
    return text.toString();
  }

  /** From every pod to the one a node and a place further, so that all cross the overlay. */
  private static List<ModelCheck> eachToTheNext(List<Pod> pods) {
    List<ModelCheck> checks = new ArrayList<>();
    for (int i = 0; i < pods.size(); i++) {
      Pod from = pods.get(i);
      Pod to = pods.get((i + PODS_ON_EACH + 1) % pods.size());
      for (Protocol protocol : Protocol.values()) {
        checks.add(
            new ModelCheck(
                from.namespaceName(),
                to.namespaceName(),
                to.address().address(),
                protocol,
                Rule.POD_TO_POD));
      }
    }
    return checks;
  }

  /** Two namespaces that are none of the lab's, as the machine's own would be. */
  private static void othersStillResolve() {
    try (TestNamespaces others = new TestNamespaces()) {
      others.add("one");
      others.add("two");
      sh("ip -n one link add v type veth peer name v netns two");
      sh("ip -n one addr add 192.0.2.1/24 dev v && ip -n one link set v up");
      sh("ip -n two addr add 192.0.2.2/24 dev v && ip -n two link set v up");
      assertThat(sh("ip netns exec one ping -q -c 1 -W 5 192.0.2.2")).contains(" 0% packet loss");
    }
  }
}
