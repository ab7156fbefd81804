package org.flannelgraph.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a machine says of itself in files.
 *
 * @param root where its / is: / itself, or the folder of a machine that a test describes
 */
record HostFiles(Path root) {
  static final HostFiles OF_THIS_MACHINE = new HostFiles(Path.of("/"));

  /**
   * One read(2)'s worth: a sysctl gives its value to the first read, however short, and no more.
   */
  private static final int PORTION = 1 << 16;

  /**
   * A file's text without white space around it; empty if it can't be read, for whatever reason.
   *
   * <p>Files.readAllBytes believes a file of /proc/sys, whose size is 0, to be empty, makes sure of
   * that by reading one byte, and so reads 1 where 1024 stands.
   */
  Optional<String> text(String path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] portion = new byte[PORTION];
    try (InputStream in = new FileInputStream(at(path).toFile())) {
      for (int length = in.read(portion); length > 0; length = in.read(portion)) {
        bytes.write(portion, 0, length);
      }
      return Optional.of(bytes.toString(StandardCharsets.ISO_8859_1).strip());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** A file's lines; none if it can't be read. */
  List<String> lines(String path) {
    return text(path).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** A whole number that is all of a file; empty if it is not, or can't be read. */
  Optional<Long> number(String path) {
    return text(path).filter(text -> text.matches("-?[0-9]{1,18}")).map(Long::valueOf);
  }

  boolean exists(String path) {
    return Files.exists(at(path));
  }

  boolean isExecutable(String path) {
    return Files.isRegularFile(at(path)) && Files.isExecutable(at(path));
  }

  /** Where a symbolic link points, as {@code net:[4026531840]} of /proc/self/ns/net. */
  Optional<String> link(String path) {
    try {
      return Optional.of(Files.readSymbolicLink(at(path)).toString());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** The names in a folder; none if there is no such folder. */
  List<String> names(String folder) {
    try (Stream<Path> paths = Files.list(at(folder))) {
      return paths.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    } catch (IOException | UncheckedIOException none) {
      return List.of();
    }
  }

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }
}
