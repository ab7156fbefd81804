package org.flannelgraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.operation.OperationException;
import org.flannelgraph.sandbox.Doctor;
import org.flannelgraph.sandbox.Finding;
import org.flannelgraph.sandbox.Sandbox;
import org.flannelgraph.ui.FlannelgraphApp;
import org.flannelgraph.ui.model.CannotBuildException;
import org.flannelgraph.ui.model.OpenedLab;
import org.jspecify.annotations.Nullable;

/**
 * The program's other main class: {@code flannelgraph [LAB]} opens the window. It has no part in
 * picocli, whose start would be seen; the lab is built while JavaFX starts.
 */
public final class WindowMain {
  private static final String FIRST_LAB = "two-nodes";

  private WindowMain() {}

  /** Opens the window on a lab, and exits when it is closed. */
  public static void main(String[] arguments) {
    if (!hasDisplay()) {
      System.err.println(
          "flannelgraph: no window without a display (neither DISPLAY nor WAYLAND_DISPLAY is set)."
              + " These commands do the same in a terminal:\n");
      Path here = Path.of("").toAbsolutePath();
      Main.run(new Context(System.err, System.err, here, List.of("--help"), Optional.empty()));
      System.exit(ExitCode.MACHINE_CANNOT);
    }
    String lab =
        arguments.length > 0
            ? arguments[0]
            : Path.of(System.getProperty("flannelgraph.labs", "labs"), FIRST_LAB).toString();
    CompletableFuture<RunningLab> running = new CompletableFuture<>();
    Thread.ofPlatform().name("lab").start(() -> build(lab, List.of(arguments), running));
    FlannelgraphApp.open(
        running.thenApply(
            it -> new OpenedLab(it.session().cluster().name(), it.file(), it.session())));
    System.exit(running.isCompletedExceptionally() ? ExitCode.MACHINE_CANNOT : ExitCode.DONE);
  }

  private static boolean hasDisplay() {
    return isSet(System.getenv("DISPLAY"))
        || isSet(System.getenv("WAYLAND_DISPLAY"))
        || "Headless".equals(System.getProperty("glass.platform"));
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isEmpty();
  }

  /** What the kernel refuses may be what the machine lacks. */
  private static RuntimeException explained(RuntimeException refused) {
    List<Finding> findings = Doctor.examine();
    return findings.stream().anyMatch(Finding::forbids)
        ? new CannotBuildException(String.valueOf(refused.getMessage()), findings)
        : refused;
  }

  private static void build(
      String lab, List<String> arguments, CompletableFuture<RunningLab> running) {
    Context context =
        new Context(
            System.out, System.err, Path.of("").toAbsolutePath(), arguments, Optional.empty());
    try {
      Cluster cluster = LabFolder.read(context, lab);
      Sandbox.problem()
          .ifPresent(
              problem -> {
                throw new CannotBuildException(problem, Doctor.examine());
              });
      RunningLab built = RunningLab.build(context, lab, cluster);
      built.open();
      running.complete(built);
    } catch (OperationException | KernelException refused) {
      running.completeExceptionally(explained(refused));
    } catch (RuntimeException refused) {
      running.completeExceptionally(refused);
    }
  }
}
