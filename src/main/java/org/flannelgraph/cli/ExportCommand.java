package org.flannelgraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.flannelgraph.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes down what the kernel holds of a lab: a snapshot, as JSON, if FILE ends with .json.",
      "'journeys --snapshot FILE' explains packets by it."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String SNAPSHOT = ".json";

  private final Context context;

  @Parameters(paramLabel = "LAB")
  private String lab = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to; what is there is replaced.")
  private Path file = Path.of("");

  ExportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path target = context.directory().resolve(file);
    if (!target.toString().endsWith(SNAPSHOT)) {
      throw new Failure(
          ExitCode.BAD_INPUT,
          "by its ending, " + file + " is nothing that can be written: only FILE.json, a snapshot");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
      throw new Failure(
          ExitCode.BAD_INPUT, file + " is no file in a folder that is there: nothing was written");
    }
    return SessionOf.lab(context, lab, session -> write(session, target));
  }

  private int write(Session session, Path target) {
    try {
      session.snapshot().write(target);
    } catch (IOException refused) {
      throw new Failure(ExitCode.BAD_INPUT, "write " + file + ": " + refused);
    }
    return ExitCode.DONE;
  }
}
