package org.flannelgraph.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What a start from an AOT cache is to be quick at, done once: the JVM writes down which classes
 * are loaded and which methods are busy. Never in the register.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(description = "A lab to prove, and a larger one to build.", arity = "2")
  private List<String> labs = List.of();

  TrainCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    for (List<String> arguments :
        List.of(
            List.of("up", "--once", labs.getLast()),
            List.of("verify", labs.getFirst()),
            List.of("plan", "--json", labs.getFirst()),
            List.of("trace", labs.getFirst(), "--from", "red", "--to", "green", "--http", "8080"),
            List.of("doctor"))) {
      PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      Main.run(new Context(nowhere, nowhere, context.directory(), arguments, Optional.empty()));
    }
    return ExitCode.DONE;
  }
}
