package org.flannelgraph.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cluster.yaml in which a test has marked the places that problems should point at, each with a
 * {@value #MARK} before it.
 *
 * @param text without the marks
 * @param places {@code LINE:COLUMN} of each mark, in order
 */
record MarkedFile(String text, List<String> places) {
  static final String MARK = "▸";
  private static final String NAME = "labs/my/cluster.yaml";

  static MarkedFile of(String marked) {
    List<String> places = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int lineNumber = 0;
    for (String line : marked.split("\n", -1)) {
      lineNumber++;
      String[] parts = line.split(MARK, -1);
      int column = 1;
      for (int i = 0; i < parts.length; i++) {
        if (i > 0) {
          places.add(lineNumber + ":" + column);
        }
        column += parts[i].codePointCount(0, parts[i].length());
        text.append(parts[i]);
      }
      text.append('\n');
    }
    text.setLength(text.length() - 1);
    return new MarkedFile(text.toString(), List.copyOf(places));
  }

  /** The problems that it should have: these texts, one at each mark. */
  String problems(List<String> texts) {
    if (texts.size() != places.size()) {
      throw new IllegalArgumentException(places.size() + " marks for " + texts.size() + " texts");
    }
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      expected.append(NAME + ":" + places.get(i) + ": " + texts.get(i) + "\n");
    }
    return expected.toString();
  }

  ClusterFile.Result read() {
    return read(Optional.empty());
  }

  ClusterFile.Result read(Optional<Cluster> running) {
    return read(text.getBytes(UTF_8), running);
  }

  static ClusterFile.Result read(byte[] bytes, Optional<Cluster> running) {
    try {
      Path temporary = Files.createTempDirectory("lab");
      Path folder = Files.createDirectory(temporary.resolve("my"));
      Path file = folder.resolve("cluster.yaml");
      try {
        Files.write(file, bytes);
        return ClusterFile.read(file, NAME, running);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
        Files.delete(temporary);
      }
    } catch (IOException refused) {
      throw new UncheckedIOException("write a lab for a test", refused);
    }
  }

  static String lines(List<Problem> problems) {
    StringBuilder lines = new StringBuilder();
    problems.forEach(problem -> lines.append(problem).append('\n'));
    return lines.toString();
  }

  /** The errors of a file; empty if it has none. */
  static String errors(byte[] bytes) {
    try {
      read(bytes, Optional.empty());
      return "";
    } catch (InvalidClusterException invalid) {
      return lines(invalid.problems());
    }
  }

  String errors() {
    return errors(text.getBytes(UTF_8));
  }
}
