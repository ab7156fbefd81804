package org.flannelgraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.flannelgraph.sandbox.Register;
import org.flannelgraph.sandbox.Register.Running;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "enter",
    mixinStandardHelpOptions = true,
    description = {
      "Opens a shell in a node or pod of a running session, or runs a command there.",
      "The command has the session's rights, and its exit code is the program's."
    })
final class EnterCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(index = "0", paramLabel = "WHERE", description = "A node or pod.")
  private String where = "";

  @Option(names = "--lab", paramLabel = "LAB", description = "Which session, if several run.")
  private String lab = "";

  @Parameters(index = "1..*", paramLabel = "CMD", description = "After a --; else a shell.")
  private List<String> program = List.of();

  EnterCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<String> words = new ArrayList<>(program.isEmpty() ? List.of(shell()) : program);
    words.addFirst(where);
    return SessionOf.send(context, session(), words);
  }

  private static String shell() {
    String own = System.getenv("SHELL");
    return own != null && Files.isExecutable(Path.of(own)) ? own : "/bin/sh";
  }

  private Running session() {
    if (!lab.isEmpty()) {
      return SessionOf.running(context, lab)
          .orElseThrow(() -> new Failure(ExitCode.BAD_INPUT, "no session of " + lab + " runs"));
    }
    List<Running> all = Register.sessions();
    if (all.isEmpty()) {
      throw new Failure(
          ExitCode.BAD_INPUT,
          "no session runs. Start one in another terminal: flannelgraph up labs/two-nodes");
    }
    List<Running> with =
        all.stream().filter(session -> session.entry().places().contains(where)).toList();
    if (with.size() == 1) {
      return with.getFirst();
    }
    if (with.isEmpty()) {
      List<String> places = all.stream().flatMap(one -> one.entry().places().stream()).toList();
      throw new Failure(ExitCode.BAD_INPUT, LabFolder.noSuchPlace(places, where));
    }
    throw new Failure(
        ExitCode.BAD_INPUT,
        "several sessions have a "
            + where
            + "; say which with --lab:\n"
            + with.stream()
                .map(session -> "  --lab " + session.entry().lab())
                .collect(Collectors.joining("\n")));
  }
}
