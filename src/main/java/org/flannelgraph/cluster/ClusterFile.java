package org.flannelgraph.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a lab's cluster.yaml. */
public final class ClusterFile {
  private static final String NAME = "cluster.yaml";

  private ClusterFile() {}

  /**
   * What a file holds.
   *
   * @param cluster complete and consistent
   * @param warnings what the user may not expect, such as a field that the lab does not use; in the
   *     order of the file
   */
  public record Result(Cluster cluster, List<Problem> warnings) {
    public Result {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads a lab that does not run yet.
   *
   * @param path a folder with a cluster.yaml, or such a file
   * @throws InvalidClusterException with all that is wrong with it
   */
  public static Result read(Path path) {
    return read(path, Optional.empty());
  }

  /**
   * Reads a lab that may run already: its nodes and pods keep the subnets and addresses that were
   * chosen for them, wherever the file does not say others.
   *
   * @param path a folder with a cluster.yaml, or such a file
   * @param running what runs
   * @throws InvalidClusterException with all that is wrong with the file
   */
  public static Result read(Path path, Optional<Cluster> running) {
    Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
    return read(file, file.toString(), running);
  }

  /**
   * The same for a file whose path the user gave in another form.
   *
   * @param file the file itself
   * @param shown how problems name it
   * @param running what runs
   * @throws InvalidClusterException with all that is wrong with the file
   */
  public static Result read(Path file, String shown, Optional<Cluster> running) {
    Problems problems = new Problems(shown);
    SourceText source = SourceText.read(file, problems);
    List<Value> documents = YamlTree.documents(source, problems);
    RawLab lab = new LabReader(source, problems).read(documents);
    Cluster cluster = new Resolver(lab, defaultName(file), running, problems).resolve();
    return new Result(cluster, problems.warnings());
  }

  /** A lab is named after its folder, or after its file if that has a name of its own. */
  private static String defaultName(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (name == null) {
      return "lab";
    }
    if (name.toString().equals(NAME) && folder != null && folder.getFileName() != null) {
      return folder.getFileName().toString();
    }
    return name.toString().replaceFirst("\\.ya?ml$", "");
  }
}
