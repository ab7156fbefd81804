package org.flannelgraph.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.flannelgraph.cluster.Cluster;
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
  public Integer call() throws Exception {
    Cluster cluster = LabFolder.read(context, lab);
    try (RunningLab running = RunningLab.build(context, lab, cluster)) {
      Map<String, Object> document = document(running.session());
      if (!json) {
        print(cluster, running.session().report());
      }
      if (once) {
        long start = System.nanoTime();
        running.close();
        Duration takedown = Duration.ofNanos(System.nanoTime() - start);
        document.put("takedownMillis", millis(takedown));
        finish(document, "taken down in " + text(takedown));
        return ExitCode.DONE;
      }
      running.open();
      finish(document, "Try, in another terminal:\n" + hints(cluster) + "Ctrl-C takes it down.");
      Thread.currentThread().join();
      return ExitCode.DONE;
    }
  }

  private void finish(Map<String, Object> document, String words) {
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
    report
        .parts()
        .forEach((part, time) -> context.out().printf("  %-38s %9s%n", part, text(time)));
    context.out().printf("  %-38s %9s%n", "built in", text(report.total()));
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

  private static Map<String, Object> document(Session session) {
    BuildReport report = session.report();
    Map<String, Object> parts = new LinkedHashMap<>();
    report.parts().forEach((part, time) -> parts.put(part, millis(time)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("lab", session.cluster().name());
    document.put("namespaces", report.namespaces());
    document.put("operations", report.operations());
    document.put("buildMillis", millis(report.total()));
    document.put("parts", parts);
    return document;
  }

  private static double millis(Duration time) {
    return time.toNanos() / 10_000 / 100.0;
  }

  private static String text(Duration time) {
    return "%.1f ms".formatted(millis(time));
  }
}
