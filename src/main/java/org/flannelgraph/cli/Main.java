package org.flannelgraph.cli;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.flannelgraph.cluster.InvalidClusterException;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.operation.OperationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
public final class Main implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "LAB", hidden = true)
  private String lab = "";

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    Output output = new Output(new FileOutputStream(FileDescriptor.out));
    Context context =
        new Context(
            output.printer(System.out.charset()),
            System.err,
            Path.of("").toAbsolutePath(),
            List.of(arguments),
            Optional.empty());
    int code = run(context);
    context.out().flush();
    // not halt: the AOT cache is written and the terminal restored
    Runtime.getRuntime().exit(output.exitCode(code, context.err()));
  }

  /** Runs the command of a context; its exit code. */
  static int run(Context context) {
    CommandLine line = new CommandLine(new Main());
    addCommands(line, context);
    line.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((failure, command, parsed) -> explain(context, failure));
    return line.execute(context.arguments().toArray(String[]::new));
  }

  private static Map<String, Function<Context, Object>> commands() {
    Map<String, Function<Context, Object>> commands = new LinkedHashMap<>();
    commands.put("labs", LabsCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("up", UpCommand::new);
    commands.put("apply", ApplyCommand::new);
    commands.put("exec", ExecCommand::new);
    commands.put("enter", EnterCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("trace", TraceCommand::new);
    commands.put("journeys", JourneysCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("train", TrainCommand::new);
    return commands;
  }

  /**
   * Only the command that is named, where one is: to read a command's annotations takes its time.
   */
  private static void addCommands(CommandLine line, Context context) {
    Map<String, Function<Context, Object>> commands = commands();
    if (!context.arguments().isEmpty()) {
      commands.keySet().retainAll(List.of(context.arguments().getFirst()));
    }
    if (commands.isEmpty()) {
      commands = commands();
    }
    commands.values().forEach(command -> line.addSubcommand(command.apply(context)));
  }

  private static int explain(Context context, Exception failure) throws Exception {
    return switch (failure) {
      case Failure known -> {
        context.err().println("flannelgraph: " + known.getMessage());
        yield known.exitCode();
      }
      case InvalidClusterException invalid -> {
        context.err().println(invalid.getMessage());
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
      case UncheckedIOException failed -> {
        context.err().println("flannelgraph: " + failed.getMessage() + reason(failed));
        yield ExitCode.MACHINE_CANNOT;
      }
      default -> throw failure;
    };
  }

  private static String reason(UncheckedIOException failed) {
    String reason = String.valueOf(requireNonNull(failed.getCause()).getMessage());
    return String.valueOf(failed.getMessage()).contains(reason) ? "" : ": " + reason;
  }

  /** Without a command it is the window that is asked for; {@link WindowMain} opens that. */
  @Override
  public Integer call() {
    throw new ParameterException(
        requireNonNull(spec).commandLine(), "there is no command and no lab '" + lab + "'");
  }
}
