package org.flannelgraph.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.plugin.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the kernel operations that would build a lab, as commands.",
      "Changes nothing and needs no rights."
    })
final class PlanCommand implements Callable<Integer> {
  private enum Format {
    text,
    sh,
    json
  }

  private final Context context;

  @Parameters(paramLabel = "LAB")
  private String lab = "";

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; sh is a script that root can run.")
  private Format format = Format.text;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  PlanCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Cluster cluster = LabFolder.read(context, lab);
    Plan plan = Plan.of(cluster);
    plan.notes().forEach(context::notice);
    switch (json ? Format.json : format) {
      case text -> text(plan);
      case sh -> script(cluster, plan);
      case json -> context.json(plan.steps().stream().map(PlanCommand::document).toList());
    }
    return ExitCode.DONE;
  }

  private void text(Plan plan) {
    for (Plan.Step step : plan.steps()) {
      context.out().println("# " + step.place() + ": " + step.part());
      step.operations().forEach(operation -> context.out().println(operation.command()));
      context.out().println();
    }
  }

  private void script(Cluster cluster, Plan plan) {
    context.out().println("#!/bin/sh");
    context.out().println("# The network of the lab " + cluster.name() + ", to be run by root.");
    context.out().println("# To stay harmless: unshare --net --mount sh -c");
    context.out().println("#   'mount -t tmpfs tmpfs /run && sh THIS-FILE && exec sh'");
    context.out().println("set -e");
    text(plan);
  }

  private static Map<String, Object> document(Plan.Step step) {
    List<Map<String, String>> operations =
        step.operations().stream().map(PlanCommand::document).toList();
    return Map.of("place", step.place(), "part", step.part(), "operations", operations);
  }

  static Map<String, String> document(Operation operation) {
    return Map.of(
        "operation",
        operation.getClass().getSimpleName(),
        "namespace",
        operation.namespace(),
        "command",
        operation.command(),
        "undo",
        operation.undoCommand());
  }
}
