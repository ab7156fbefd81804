package org.flannelgraph.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.cluster.InvalidClusterException;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.operation.OperationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code flannelgraph}. */
@Command(
    name = "flannelgraph",
    mixinStandardHelpOptions = true,
    version = "flannelgraph 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "A visual lab for cluster networking, made of real kernel objects.",
    footer = {
      "",
      "LAB is a folder with a cluster.yaml, or such a file: try labs/two-nodes.",
      "WHERE is a node or pod. Exit codes: 0 done and true, 1 done and not true,",
      "2 bad usage or input, 3 the machine can't do it (doctor says why)."
    })
public final class Main implements Runnable {
  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    Context context =
        new Context(
            System.out,
            System.err,
            Path.of("").toAbsolutePath(),
            List.of(arguments),
            Optional.empty());
    int code = run(context);
    System.out.flush();
    Runtime.getRuntime().exit(code); // not halt: the AOT cache is written and the terminal restored
  }

  /** Runs the command of a context; its exit code. */
  static int run(Context context) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new LabsCommand(context));
    line.addSubcommand(new DoctorCommand(context));
    line.addSubcommand(new PlanCommand(context));
    line.addSubcommand(new UpCommand(context));
    line.addSubcommand(new ApplyCommand(context));
    line.addSubcommand(new ExecCommand(context));
    line.addSubcommand(new EnterCommand(context));
    line.addSubcommand(new VerifyCommand(context));
    line.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((failure, command, parsed) -> explain(context, failure));
    return line.execute(context.arguments().toArray(String[]::new));
  }

  private static int explain(Context context, Exception failure) throws Exception {
    return switch (failure) {
      case Failure known -> {
        context.err().println("flannelgraph: " + known.getMessage());
        yield known.exitCode();
      }
      case InvalidClusterException invalid -> {
        invalid.problems().forEach(problem -> context.err().println(problem));
        yield ExitCode.BAD_INPUT;
      }
      case OperationException refused -> {
        context.err().println("flannelgraph: " + refused.getMessage());
        yield ExitCode.MACHINE_CANNOT;
      }
      case KernelException refused -> {
        context.err().println("flannelgraph: " + refused.getMessage());
        yield ExitCode.MACHINE_CANNOT;
      }
      default -> throw failure;
    };
  }

  /** Without a command: how the program is used. */
  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }
}
