package org.flannelgraph.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A topology that was written down, so that a packet can be explained where its kernel is not: in
 * one file, which {@link #write} makes, or in a folder of what {@code ip} and {@code bridge} print.
 *
 * @param pods the names of those namespaces that are pods; empty where nobody said which are
 */
public record Snapshot(Topology topology, SortedSet<String> pods) {
  /** A snapshot. */
  public Snapshot(Topology topology, Set<String> pods) {
    this(topology, Collections.unmodifiableSortedSet(new TreeSet<>(pods)));
  }

  /**
   * Reads a file that {@link #write} made, or a folder as {@link SnapshotFolder} has it.
   *
   * @throws InvalidSnapshotException in words for the user, if it is neither
   * @throws IOException if it can't be read
   */
  public static Snapshot read(Path path) throws IOException {
    return Files.isDirectory(path) ? SnapshotFolder.read(path) : SnapshotFile.read(path);
  }

  /** Writes it into one file, which is there whole or not at all. */
  public void write(Path file) throws IOException {
    SnapshotFile.write(this, file);
  }
}
