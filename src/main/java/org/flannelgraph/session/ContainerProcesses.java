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
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Pod;
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
  private final Map<String, List<Child>> running = new ConcurrentHashMap<>();

  ContainerProcesses(Furnishing furnishing, Consumer<String> notice) {
    this.furnishing = furnishing;
    this.notice = notice;
  }

  void start(Pod pod) {
    for (Container container : pod.containers()) {
      if (container.workload() instanceof Workload.Command command) {
        start(pod, container, command);
      }
    }
  }

  private void start(Pod pod, Container container, Workload.Command command) {
    String place = pod.namespaceName();
    Path log = LOGS.resolve(place).resolve(container.name() + ".log");
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
              furnishing.place(place).command(command.argv(), "/"),
              Place.environment(System.getenv()),
              new Child.Streams(nothing.number(), output.number(), output.number()),
              false);
      List<Child> ofPod = running.computeIfAbsent(place, name -> new ArrayList<>());
      ofPod.add(child);
      Thread.ofPlatform()
          .daemon()
          .name(place + "/" + container.name())
          .start(() -> watch(place, container.name(), child, log));
    }
  }

  private void watch(String place, String container, Child child, Path log) {
    int code = child.await();
    if (running.getOrDefault(place, List.of()).contains(child)) {
      notice.accept(
          "container %s of pod %s has ended with exit code %d%s"
              .formatted(container, place, code, lastWords(log)));
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

  /** Ends the processes of a pod. */
  void stop(String place) {
    List<Child> children = running.remove(place);
    if (children != null) {
      children.forEach(child -> child.signalGroup(Child.SIGKILL));
    }
  }

  @Override
  public void close() {
    running.keySet().forEach(this::stop);
  }
}
