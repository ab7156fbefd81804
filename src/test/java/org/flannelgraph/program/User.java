package org.flannelgraph.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.flannelgraph.program.Started.Signal;

/** Somebody who uses the program, and leaves nothing behind. */
final class User implements AutoCloseable {
  /** A checkout that is built already; it may be another user's. */
  static final Path CHECKOUT =
      Path.of(System.getProperty("flannelgraph.checkout", "")).toAbsolutePath();

  private static final Path APP = CHECKOUT.resolve("target/app");
  private static final String MARK = "PROGRAM_TEST";

  private final String mark = MARK + "=" + UUID.randomUUID();
  private final Path folder = makeFolder();
  private final Path runtime = folder.resolve("runtime");
  private final List<Started> started = new ArrayList<>();

  User() {
    try {
      Files.createDirectory(runtime);
      Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException failed) {
      throw new UncheckedIOException("make a folder for the register", failed);
    }
  }

  /** Not every machine lets an ordinary user write to /tmp. */
  private static Path makeFolder() {
    for (String place : List.of(System.getProperty("java.io.tmpdir"), "/var/tmp", "/dev/shm")) {
      if (Files.isWritable(Path.of(place))) {
        try {
          return Files.createTempDirectory(Path.of(place), "program");
        } catch (IOException failed) {
          throw new UncheckedIOException("make a folder in " + place, failed);
        }
      }
    }
    throw new AssertionError("no folder for temporary files can be written to");
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** The path of a lab that ships. */
  static String lab(String name) {
    return CHECKOUT.resolve("labs").resolve(name).toString();
  }

  /** A folder of her own. */
  Path folder() {
    return folder;
  }

  /** Where her sessions are in a register. */
  Path register() {
    return runtime.resolve("flannelgraph");
  }

  /** What is in her register, whole or in ruins. */
  List<Path> registered() {
    if (!Files.exists(register())) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(register())) {
      return entries.toList();
    } catch (IOException failed) {
      throw new UncheckedIOException("list the register", failed);
    }
  }

  /** Writes a file of hers. */
  Path writes(String name, String contents) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, contents);
    } catch (IOException failed) {
      throw new UncheckedIOException("write " + name, failed);
    }
  }

  /** A command of the program, run the way that it is when {@code ./dev run} has built it. */
  Command command(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(CHECKOUT.resolve("installer/flannelgraph").toString());
    words.addAll(List.of(arguments));
    return new Command(this, words, launcherEnvironment());
  }

  /** A command run by {@code ./dev run}. */
  Command dev(String... arguments) {
    return dev(CHECKOUT, arguments);
  }

  /** The same, of some checkout. */
  Command dev(Path checkout, String... arguments) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(checkout.resolve("dev").toString(), "run"));
    words.addAll(List.of(arguments));
    return new Command(this, words, ownEnvironment());
  }

  /** Runs a command to its end. */
  Outcome runs(String... arguments) {
    return command(arguments).run();
  }

  /** Starts a command. */
  Started starts(String... arguments) {
    return command(arguments).start();
  }

  private Map<String, String> ownEnvironment() {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("FLANNELGRAPH_"));
    environment.put("XDG_RUNTIME_DIR", runtime.toString());
    environment.put(MARK, mark.substring(MARK.length() + 1));
    return environment;
  }

  private Map<String, String> launcherEnvironment() {
    Map<String, String> environment = ownEnvironment();
    try {
      String home = Files.readString(APP.resolve("java-home")).strip();
      environment.put("FLANNELGRAPH_JAVA", home + "/bin/java");
    } catch (IOException absent) {
      throw new UncheckedIOException(CHECKOUT + " is not built: ./dev run labs", absent);
    }
    environment.put("FLANNELGRAPH_APP", APP.toString());
    environment.put("FLANNELGRAPH_LABS", CHECKOUT.resolve("labs").toString());
    return environment;
  }

  /** She'll see to it that it ends. */
  Started remember(Started command) {
    started.add(command);
    return command;
  }

  /** The processes that came of her commands. */
  List<Marked> processes() {
    return Marked.with(mark);
  }

  /** Demands that all of them end by themselves. */
  void hasNoProcesses() {
    Until.holds(() -> processes().isEmpty(), () -> "processes are left: " + processes());
  }

  /** Ends what she has started. */
  void stops() {
    started.stream().filter(Started::isAlive).forEach(command -> command.signal(Signal.TERM));
    started.forEach(Started::outcome);
    started.clear();
    hasNoProcesses();
  }

  @Override
  public void close() {
    try {
      stops();
    } finally {
      processes().forEach(left -> Signal.KILL.to(left.number()));
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("remove " + folder, failed);
    }
  }
}
