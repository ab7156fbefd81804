package org.flannelgraph.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.flannelgraph.cluster.Workload;
import org.flannelgraph.linux.Child;
import org.flannelgraph.linux.Descriptor;
import org.flannelgraph.linux.Libc;
import org.flannelgraph.sandbox.Place;

/** The containers that are processes of their own, each with a log of what it prints. */
final class ContainerProcesses implements AutoCloseable {
  private static final Path LOGS = Path.of("/run/flannelgraph/logs");
  private static final int LAST_LINES = 3;

  private final Furnishing furnishing;
  private final Consumer<String> notice;
  private final Map<Instance, Running> running = new ConcurrentHashMap<>();

  /** A process with the thread that waits for its end. */
  private record Running(Child child, Thread watcher) {}

  ContainerProcesses(Furnishing furnishing, Consumer<String> notice) {
    this.furnishing = furnishing;
    this.notice = notice;
  }

  /** Starts a container, if it is a process of its own. */
  void start(Instance instance) {
    if (instance.container().workload() instanceof Workload.Command command) {
      start(instance, command);
    }
  }

  private void start(Instance instance, Workload.Command command) {
    String place = instance.place();
    String container = instance.container().name();
    Path log = LOGS.resolve(place).resolve(container + ".log");
    try {
      Files.createDirectories(log.getParent());
    } catch (IOException failed) {
      throw new UncheckedIOException("make a folder for logs", failed);
    }
    int appending = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_APPEND;
    try (Descriptor nothing = Descriptor.open("/dev/null", Libc.O_RDONLY);
        Descriptor output = Descriptor.open(log.toString(), appending)) {
      Child child =
          Child.start(
              furnishing.place(place).command(alone(command.argv()), "/"),
              Place.environment(System.getenv()),
              new Child.Streams(nothing.number(), output.number(), output.number()),
              false);
      Thread watcher =
          Thread.ofPlatform()
              .daemon()
              .name(place + "/" + container)
              .unstarted(() -> watch(instance, child, log));
      running.put(instance, new Running(child, watcher));
      watcher.start();
    }
  }

  /**
   * As process 1 of a PID namespace, with which all that it has started ends; as in any container.
   */
  private static List<String> alone(List<String> argv) {
    List<String> words =
        new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child", "--"));
    words.addAll(argv);
    return words;
  }

  private void watch(Instance instance, Child child, Path log) {
    int code = child.await();
    if (running.remove(instance) != null) {
      notice.accept(
          "container %s of pod %s has ended with exit code %d%s"
              .formatted(instance.container().name(), instance.place(), code, lastWords(log)));
    }
  }

  private static String lastWords(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      return last.isEmpty() ? "" : "; the last that it printed: " + String.join(" / ", last);
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** Ends the process of a container; when this returns, it has ended. */
  void stop(Instance instance) {
    Running process = running.remove(instance);
    if (process != null) {
      process.child.signalGroup(Child.SIGKILL);
      await(process.watcher);
    }
  }

  private static void await(Thread watcher) {
    try {
      watcher.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running.keySet().forEach(this::stop);
  }
}
