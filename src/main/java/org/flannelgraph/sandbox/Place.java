package org.flannelgraph.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.flannelgraph.linux.Descriptor;
import org.flannelgraph.linux.Libc;

/**
 * What a process in a node or pod finds besides its network: its host name, /sys, and files at
 * their real paths. All processes of one place share a mount and a UTS namespace; making them takes
 * some 40 ms, so it is done when the first process wants in.
 *
 * <p>Open descriptors keep the two namespaces. A bind mount, as {@code ip netns} makes it for a
 * network namespace, can't be relied on for a mount namespace: the kernel allows it only from an
 * older one to a younger one, and since Linux 6.18 tells their age by numbers that each CPU draws
 * from a stock of its own, so that it refuses (EINVAL) by chance.
 */
public final class Place implements AutoCloseable {
  private static final Path ALL = Path.of("/run/flannelgraph/places");

  /** What place.sh says last. */
  private static final String FURNISHED = "furnished";

  /** Where a mount point may be: one of these, and one name more. */
  private static final List<Path> ROOTS =
      List.of(Path.of("/etc"), Path.of("/var/lib"), Path.of("/run"));

  private final String name;
  private final Path folder;
  private final Furnished furnished;

  private Place(String name, Path folder, Furnished furnished) {
    this.name = name;
    this.folder = folder;
    this.furnished = furnished;
  }

  private record Furnished(Descriptor mounts, Descriptor hostName, List<String> limits) {}

  /**
   * Furnishes a place whose network namespace exists.
   *
   * @param name of the network namespace
   * @param hostName what the program hostname is to say there
   * @param files by their paths, which start with /etc, /var/lib or /run
   */
  public static Place make(String name, String hostName, Map<String, PlaceFile> files) {
    Path folder = ALL.resolve(name);
    try {
      for (Path root : ROOTS) {
        Files.createDirectories(folder.resolve("upper" + root));
      }
      write(folder, files);
      TreeSet<Path> points = new TreeSet<>();
      files.keySet().forEach(file -> points.add(mountPoint(Path.of(file))));
      for (Path point : points) {
        makeMountPoint(folder, point);
      }
      return new Place(name, folder, furnish(name, hostName, folder, points));
    } catch (IOException failed) {
      delete(folder);
      throw new UncheckedIOException("furnish " + name + ": " + failed.getMessage(), failed);
    }
  }

  private static Path mountPoint(Path file) {
    for (Path root : ROOTS) {
      if (file.startsWith(root)) {
        return root.resolve(root.relativize(file).getName(0));
      }
    }
    throw new IllegalArgumentException(file + " is not under one of " + ROOTS);
  }

  private static void makeMountPoint(Path folder, Path point) throws IOException {
    boolean directory = Files.isDirectory(folder.resolve("live" + point));
    Path empty = point.startsWith("/run") ? point : folder.resolve("upper" + point);
    if (directory) {
      Files.createDirectories(empty);
    } else {
      Files.createFile(empty);
    }
  }

  private static void write(Path folder, Map<String, PlaceFile> files) throws IOException {
    for (Map.Entry<String, PlaceFile> file : files.entrySet()) {
      Path path = folder.resolve("live" + file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue().contents()); // in place: it may be mounted
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(file.getValue().permissions()));
    }
  }

  private static Furnished furnish(String name, String hostName, Path folder, Iterable<Path> points)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("nsenter", "--net=/run/netns/" + name, "unshare", "--mount", "--uts"));
    words.addAll(List.of("sh", "-ec", script(), "place.sh", hostName));
    words.add(folder.toString());
    points.forEach(point -> words.add(point.toString()));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = new ArrayList<>();
      for (String line = said.readLine(); !FURNISHED.equals(line); line = said.readLine()) {
        if (line == null) {
          throw new IOException(String.join("; ", lines));
        }
        lines.add(line);
      }
      return new Furnished(namespace(process, "mnt"), namespace(process, "uts"), lines);
    } finally {
      process.getOutputStream().close(); // it may go
    }
  }

  private static Descriptor namespace(Process process, String kind) {
    return Descriptor.open("/proc/" + process.pid() + "/ns/" + kind, Libc.O_RDONLY);
  }

  private static String script() throws IOException {
    try (InputStream resource = Place.class.getResourceAsStream("place.sh")) {
      if (resource == null) {
        throw new IOException("place.sh is not in the program's jar");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What this machine did not give, a sentence each. */
  public List<String> limits() {
    return furnished.limits();
  }

  /** Gives files new contents, and takes away those that are no more wanted. */
  public void rewrite(Map<String, PlaceFile> files) {
    try (Stream<Path> old = Files.walk(folder.resolve("live"))) {
      for (Path path : old.filter(Files::isRegularFile).toList()) {
        if (!files.containsKey("/" + folder.resolve("live").relativize(path))) {
          Files.delete(path);
        }
      }
      write(folder, files);
    } catch (IOException failed) {
      throw new UncheckedIOException("rewrite the files of " + name, failed);
    }
  }

  /** Takes it away. What still runs in it stays in its namespaces. */
  @Override
  public void close() {
    furnished.mounts().close();
    furnished.hostName().close();
    delete(folder);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException busy) {
      throw new UncheckedIOException("remove " + folder, busy);
    }
  }

  /**
   * An environment for a process in a place: this one, with the programs that a lab needs in PATH.
   */
  public static Map<String, String> environment(Map<String, String> outside) {
    Map<String, String> environment = new HashMap<>(outside);
    environment.keySet().removeIf(variable -> variable.startsWith("FLANNELGRAPH_"));
    String path = outside.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    for (String programs : List.of("/usr/sbin", "/sbin")) {
      if (!List.of(path.split(":", -1)).contains(programs)) {
        path += ":" + programs;
      }
    }
    environment.put("PATH", path);
    return environment;
  }

  /**
   * The command that runs another one in this place.
   *
   * @param directory where it runs, if that can be seen from there
   */
  public List<String> command(List<String> command, String directory) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("nsenter", "--net=/run/netns/" + name));
    words.addAll(List.of("--mount=" + path(furnished.mounts())));
    words.addAll(List.of("--uts=" + path(furnished.hostName())));
    words.addAll(List.of("--", "sh", "-c", "cd \"$1\" 2>/dev/null; shift; exec \"$@\"", "sh"));
    words.add(directory);
    words.addAll(command);
    return words;
  }

  /** Where children find a descriptor that only this process has. */
  private static String path(Descriptor descriptor) {
    return "/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor.number();
  }
}
