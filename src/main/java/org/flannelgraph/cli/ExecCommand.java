package org.flannelgraph.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.sandbox.Place;
import org.flannelgraph.sandbox.Register.Running;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "exec",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a command in a node or pod; its exit code is the command's.",
      "In the lab's running session where there is one; else the lab is built for it."
    })
final class ExecCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(index = "0", paramLabel = "LAB")
  private String lab = "";

  @Parameters(index = "1", paramLabel = "WHERE", description = "A node or pod.")
  private String where = "";

  @Parameters(index = "2..*", arity = "1..*", paramLabel = "CMD", description = "After a --.")
  private List<String> program = List.of();

  ExecCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Running> running = SessionOf.running(context, lab);
    if (running.isPresent()) {
      context.err().println("flannelgraph: in the running session of " + lab);
      List<String> words = new ArrayList<>(program);
      words.addFirst(where);
      return SessionOf.send(context, running.get(), words);
    }
    Cluster cluster = LabFolder.read(context, lab);
    if (!cluster.placeNames().contains(where)) {
      throw new Failure(ExitCode.BAD_INPUT, LabFolder.noSuchPlace(cluster.placeNames(), where));
    }
    try (RunningLab own = RunningLab.build(context, lab, cluster)) {
      own.open();
      ProcessBuilder builder =
          new ProcessBuilder(own.session().inPlace(where, program, context.directory().toString()))
              .inheritIO();
      Map<String, String> environment = Place.environment(System.getenv());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return builder.start().waitFor();
    }
  }
}
