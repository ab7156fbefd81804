package org.flannelgraph.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flannelgraph.linux.FileLock;

/**
 * The sessions of this user that run. Each has a folder in the user's runtime folder, which the
 * launcher makes and keeps locked as long as it lives; in it are a socket and, once the lab stands,
 * an entry. A folder whose lock nobody holds is what a killed session left; the launcher removes
 * it.
 */
public final class Register {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENTRY = "session.json";

  private Register() {}

  /**
   * A session's entry.
   *
   * @param lab the absolute path of the lab's file
   * @param name the lab's
   * @param places the names of its namespaces
   */
  public record Entry(String lab, String name, List<String> places) {}

  /** A session that runs. */
  public record Running(Path folder, Entry entry) {
    /** Where it takes requests. */
    public Path socket() {
      return socketIn(folder);
    }
  }

  static Path socketIn(Path folder) {
    return folder.resolve("socket");
  }

  /** The folder of the session that this process is in. */
  static Path ownFolder() {
    String folder = System.getenv("FLANNELGRAPH_SESSION_DIR");
    if (folder == null) {
      throw new IllegalStateException("the launcher has made no folder for this session");
    }
    return Path.of(folder);
  }

  /** Enters the session that this process is in, or what has changed of it. */
  public static void enter(Entry entry) {
    Path folder = ownFolder();
    try {
      Path draft = Files.writeString(folder.resolve("draft"), JSON.writeValueAsString(entry));
      Files.move(draft, folder.resolve(ENTRY), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException("enter the session in the register", failed);
    }
  }

  /** The sessions that run now, in the order of their labs' names. */
  public static List<Running> sessions() {
    String runtime = System.getenv("FLANNELGRAPH_RUNTIME_DIR");
    if (runtime == null || !Files.isDirectory(Path.of(runtime))) {
      return List.of();
    }
    List<Running> sessions = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Path.of(runtime))) {
      folders
          .filter(FileLock::isHeld)
          .forEach(
              folder -> read(folder).ifPresent(entry -> sessions.add(new Running(folder, entry))));
    } catch (IOException failed) {
      throw new UncheckedIOException("read the register in " + runtime, failed);
    }
    sessions.sort(Comparator.comparing(running -> running.entry().name() + running.folder()));
    return sessions;
  }

  private static Optional<Entry> read(Path folder) {
    try {
      return Optional.of(JSON.readValue(folder.resolve(ENTRY).toFile(), Entry.class));
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }
}
