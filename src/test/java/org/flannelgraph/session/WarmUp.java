package org.flannelgraph.session;

import java.util.List;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Workload;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Builds a session once, and has something said in it: what the JVM then starts and opens for
 * sockets and virtual threads, it keeps for good. It stands before {@link
 * org.flannelgraph.linux.NothingLeaked}; what a session leaks, the next one leaks again.
 */
public final class WarmUp implements BeforeAllCallback {
  private static boolean done;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    warmUp();
  }

  private static synchronized void warmUp() throws Exception {
    if (done || !"1".equals(System.getenv("FLANNELGRAPH_SANDBOX"))) {
      return;
    }
    done = true;
    Container echo =
        new Container("echo", "flannelgraph/echo", new Workload.Echo(List.of(7), List.of(7)));
    Container process = new Container("process", "", new Workload.Command(List.of("true")));
    Cluster cluster = Clusters.withNode(Clusters.empty("warm-up"), "node");
    cluster = Clusters.withPod(cluster, "pod", "node", echo, process, Clusters.WEB);
    try (Lab lab = new Lab(cluster);
        var connection = lab.connect("node", "10.244.1.2", 7)) {
      Lab.echo(connection, "word");
      lab.output("node", "curl -s http://10.244.1.2:8080/");
      lab.session().verify();
    }
  }
}
