package org.flannelgraph.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A process of this machine, as /proc shows it (proc(5)).
 *
 * @param name of its program, in 15 characters
 * @param command its arguments, with spaces between
 * @param environment as it was when its program started, each variable followed by a zero byte
 */
record Marked(int number, int parent, String name, String command, String environment) {
  private static final Path PROC = Path.of("/proc");

  /** All processes that bear a mark: those that have ended are no more counted, awaited or not. */
  static List<Marked> with(String mark) {
    return all().stream().filter(process -> process.environment().contains(mark)).toList();
  }

  /** All processes whose environment this user may read. */
  static List<Marked> all() {
    List<Marked> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(PROC)) {
      entries
          .filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
          .forEach(entry -> read(entry).ifPresent(found::add));
    } catch (IOException failed) {
      throw new UncheckedIOException("list " + PROC, failed);
    }
    return found;
  }

  private static Optional<Marked> read(Path entry) {
    try {
      String environment = text(entry.resolve("environ"));
      String stat = text(entry.resolve("stat"));
      int nameEnd = stat.lastIndexOf(')'); // a name may have blanks and brackets of its own
      String[] fields = stat.substring(nameEnd + 2).split(" ", 3);
      return Optional.of(
          new Marked(
              Integer.parseInt(entry.getFileName().toString()),
              Integer.parseInt(fields[1]),
              stat.substring(stat.indexOf('(') + 1, nameEnd),
              text(entry.resolve("cmdline")).replace('\0', ' ').strip(),
              environment));
    } catch (IOException goneOrAnotherUsers) {
      return Optional.empty();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  /** The namespaces that it is in, such as {@code net:[4026531840]}. */
  Set<String> namespaces() {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> kinds = Files.list(PROC.resolve(number + "/ns"))) {
      for (Path kind : kinds.toList()) {
        found.add(Files.readSymbolicLink(kind).toString());
      }
    } catch (IOException gone) {
      return Set.of();
    }
    return found;
  }

  @Override
  public String toString() {
    return number + " (child of " + parent + "): " + (command.isEmpty() ? name : command);
  }
}
