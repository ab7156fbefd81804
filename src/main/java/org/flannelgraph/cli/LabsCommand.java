package org.flannelgraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.ClusterFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "labs", mixinStandardHelpOptions = true, description = "Lists the labs that ship.")
final class LabsCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  LabsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Map<String, Object>> document = new ArrayList<>();
    for (Path folder : LabFolder.shipped()) {
      Cluster cluster = ClusterFile.read(folder).cluster();
      String backend = cluster.flannel().backend().type();
      document.add(
          Map.of(
              "path", folder.toString(),
              "nodes", cluster.nodes().size(),
              "pods", cluster.pods().size(),
              "backend", backend));
      if (!json) {
        context
            .out()
            .printf(
                "%-22s %2d nodes, %3d pods, %s%s%n",
                folder,
                cluster.nodes().size(),
                cluster.pods().size(),
                backend,
                cluster.nodeNetwork6() == null ? "" : ", IPv4 and IPv6");
      }
    }
    if (json) {
      context.json(document);
    }
    return ExitCode.DONE;
  }
}
