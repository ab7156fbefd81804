package org.flannelgraph.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Lease;
import org.flannelgraph.session.BuildReport;
import org.flannelgraph.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Builds a lab and keeps it until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
  private final Context context;
  private final Map<String, Object> document = new LinkedHashMap<>();

  @Parameters(paramLabel = "LAB")
  private String lab = "";

  @Option(names = "--once", description = "Take it down as soon as it stands.")
  private boolean once;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  UpCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = LabFolder.read(context, lab);
    RunningLab running = RunningLab.build(context, lab, cluster);
    try {
      document(running.session());
      if (!json) {
        print(cluster, running.session().report());
        print(cluster.leases());
      }
      if (!once) {
        stay(running, cluster);
      }
    } finally {
      takeDown(running);
    }
    return ExitCode.DONE;
  }

  private void stay(RunningLab running, Cluster cluster) throws InterruptedException {
    running.open();
    finish("Try, in another terminal:\n" + hints(cluster) + "Ctrl-C takes it down.");
    Thread.currentThread().join();
  }

  private void takeDown(RunningLab running) {
    long start = System.nanoTime();
    running.close();
    Duration takedown = Duration.ofNanos(System.nanoTime() - start);
    document.put("takedownMillis", millis(takedown));
    if (once) {
      finish("taken down in " + text(takedown));
    }
  }

  private void finish(String words) {
    if (json) {
      context.json(document);
    } else {
      context.out().println(words);
    }
    context.out().flush();
  }

  private void print(Cluster cluster, BuildReport report) {
    context
        .out()
        .printf(
            "%s: %d nodes, %d pods, backend %s; %d network namespaces, %d operations%n",
            cluster.name(),
            cluster.nodes().size(),
            cluster.pods().size(),
            cluster.flannel().backend().type(),
            report.namespaces(),
            report.operations());
    report.parts().forEach((part, time) -> context.out().printf("  %-38s %9s%n", part, text(time)));
    context.out().printf("  %-38s %9s%n", "built in", text(report.total()));
  }

  /** What each flanneld announces; --json has it in full, as the annotations of its Node. */
  private void print(List<Lease> leases) {
    context.out().println("leases: node, subnet, public-ip, backend-data");
    for (Lease lease : leases) {
      context
          .out()
          .printf(
              "  %-8s %-15s %-13s %s%n",
              lease.node().name(),
              lease.subnet(),
              lease.annotation("public-ip"),
              lease.annotation("backend-data"));
    }
  }

  private static Map<String, Object> document(Lease lease) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("node", lease.node().name());
    document.put("subnet", lease.subnet().toString());
    document.put("annotations", lease.annotations());
    return document;
  }

  private static String hints(Cluster cluster) {
    if (cluster.pods().isEmpty()) {
      return "";
    }
    String from = cluster.pods().getFirst().namespaceName();
    String to = cluster.pods().getLast().namespaceName();
    return "  ./dev run enter %s -- curl -s http://%s:8080/\n  ./dev run enter %s\n"
        .formatted(from, to, cluster.nodes().getFirst().name());
  }

  private void document(Session session) {
    BuildReport report = session.report();
    Map<String, Object> parts = new LinkedHashMap<>();
    report.parts().forEach((part, time) -> parts.put(part, millis(time)));
    document.put("lab", session.cluster().name());
    document.put("namespaces", report.namespaces());
    document.put("operations", report.operations());
    document.put("buildMillis", millis(report.total()));
    document.put("parts", parts);
    document.put("leases", session.cluster().leases().stream().map(UpCommand::document).toList());
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e4) / 100.0;
  }

  private static String text(Duration time) {
    return "%.1f ms".formatted(millis(time));
  }
}
