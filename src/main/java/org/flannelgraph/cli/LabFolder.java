package org.flannelgraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.ClusterFile;

/** The LAB of a command line: a folder with a cluster.yaml, or such a file. */
final class LabFolder {
  private static final String FILE = "cluster.yaml";

  private LabFolder() {}

  /**
   * The lab's file.
   *
   * @throws Failure if there is none
   */
  static Path file(Context context, String lab) {
    Path path = context.directory().resolve(lab).normalize();
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    if (!Files.exists(file)) {
      throw new Failure(
          ExitCode.BAD_INPUT,
          "there is no lab "
              + lab
              + ": neither a folder with a "
              + FILE
              + " nor such a file. 'flannelgraph labs' lists those that ship.");
    }
    return file;
  }

  /** The lab's file by the one path by which every process knows it. */
  static Path realFile(Context context, String lab) {
    Path file = file(context, lab);
    try {
      return file.toRealPath();
    } catch (IOException gone) {
      throw new Failure(ExitCode.BAD_INPUT, "read " + file + ": " + gone);
    }
  }

  /** Says that a lab lacks a node or pod. */
  static String noSuchPlace(List<String> places, String name) {
    return "there is no node or pod '" + name + "'; there are " + String.join(", ", places);
  }

  /** Reads the lab's file and says what was noticed on stderr. */
  static Cluster read(Context context, String lab) {
    return read(context, lab, Optional.empty());
  }

  /**
   * Reads the lab's file anew while it runs: who runs already keeps what was chosen for it.
   *
   * @param running what runs
   */
  static Cluster read(Context context, String lab, Optional<Cluster> running) {
    Path file = file(context, lab);
    boolean isFolder = !file.equals(context.directory().resolve(lab).normalize());
    String shown = isFolder ? Path.of(lab, FILE).toString() : lab;
    ClusterFile.Result result = ClusterFile.read(file, shown, running);
    result.warnings().forEach(warning -> context.err().println(warning));
    return result.cluster();
  }

  /** The folders of the labs that ship. */
  static List<Path> shipped() {
    String home = System.getProperty("flannelgraph.labs", "labs");
    try (Stream<Path> folders = Files.list(Path.of(home))) {
      return folders.filter(folder -> Files.exists(folder.resolve(FILE))).sorted().toList();
    } catch (IOException absent) {
      throw new Failure(
          ExitCode.BAD_INPUT, "the labs that ship should be in " + home + ", but: " + absent);
    }
  }
}
