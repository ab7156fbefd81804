package org.flannelgraph.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.linux.Ethtool;
import org.flannelgraph.linux.netlink.NetlinkSocket;

/**
 * Writes what the benchmark of building a lab plays against {@code up}: see installer/dev-bench.sh.
 */
final class BuildBench {
  private BuildBench() {}

  /**
   * Arguments: how many nodes, how many pods on each, and a folder for cluster.yaml, the tape that
   * src/test/c/replay.c plays, and the script batch.sh with its files.
   */
  public static void main(String[] arguments) throws IOException {
    int nodes = Integer.parseInt(arguments[0]);
    int pods = Integer.parseInt(arguments[1]);
    Path folder = Files.createDirectories(Path.of(arguments[2]));
    Path file = Files.writeString(folder.resolve("cluster.yaml"), lab(nodes, pods));
    Cluster cluster = ClusterFile.read(file).cluster();
    try (NetlinkSocket socket = NetlinkSocket.generic()) {
      Files.write(folder.resolve("tape"), Tape.of(cluster, Ethtool.family(socket)));
    }
    IpBatch.write(cluster, folder);
  }

  private static String lab(int nodes, int pods) {
    return IntStream.rangeClosed(1, nodes)
        .mapToObj(
            node ->
                "apiVersion: v1\nkind: Node\nmetadata: {name: node%d}\n---\n".formatted(node)
                    + IntStream.rangeClosed(1, pods)
                        .mapToObj(pod -> pod(node, pod))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static String pod(int node, int pod) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: pod%d-%d}
    spec: {nodeName: node%d, containers: [{name: web}]}
    ---
    """
        .formatted(node, pod, node);
  }
}
