package org.flannelgraph.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Changes a lab's running session to what its file says now, and prints what was done.",
      "What the file does not change goes on undisturbed."
    })
final class ApplyCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "LAB")
  private String lab = "";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  ApplyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.session().isPresent()) {
      return apply(context.session().get());
    }
    LabFolder.file(context, lab);
    return SessionOf.running(context, lab)
        .map(session -> SessionOf.send(context, session))
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.BAD_INPUT,
                    "no session of %s runs. Start one: flannelgraph up %s".formatted(lab, lab)));
  }

  private int apply(Session session) {
    Cluster changed = LabFolder.read(context, lab, Optional.of(session.cluster()));
    List<Operation> operations = session.apply(changed);
    if (json) {
      context.json(operations.stream().map(PlanCommand::document).toList());
    } else if (operations.isEmpty()) {
      context.out().println("nothing to change");
    } else {
      operations.forEach(operation -> context.out().println(operation.command()));
    }
    return ExitCode.DONE;
  }
}
