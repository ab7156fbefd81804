package org.flannelgraph.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to a file, reading it gives a cluster or a list of problems and nothing else.
 */
class MutationTest {
  private static final long SEED = 20260109;
  private static final int ROUNDS = 400;
  private static final List<String> PIECES =
      List.of(
          "---\n",
          "{",
          "}",
          "[",
          "]",
          ": ",
          "- ",
          "\n",
          " ",
          "\t",
          "\"",
          "'",
          "|",
          ">",
          "&a ",
          "*a",
          "<<: ",
          "!!int ",
          "%",
          "#",
          "null",
          "true",
          "-1",
          "99999999999999999999",
          "1e400",
          "0x",
          "10.244.0.0/16",
          "::/0",
          "0.0.0.0/0",
          "\u00e9",
          "\ud834\udd1e",
          "\0",
          "kind: ",
          "\\u0000");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> labs = Files.list(Path.of("labs"))) {
      List<Path> files =
          labs.map(lab -> lab.resolve("cluster.yaml"))
              .filter(file -> !file.toString().contains("ten-nodes"))
              .sorted()
              .toList();
      return Stream.concat(
          files.stream(),
          Stream.of(Path.of("src/test/resources/org/flannelgraph/cluster/real-cluster.yaml")));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyTruncationIsReadOrRefused(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int step = Math.max(1, whole.length / ROUNDS);
    for (int length = 0; length < whole.length; length += step) {
      readOrRefuse(Arrays.copyOf(whole, length), file + " cut to " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyMutationIsReadOrRefused(Path file) throws IOException {
    Random random = new Random(SEED);
    String whole = Files.readString(file);
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder(whole);
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        mutate(text, random);
      }
      readOrRefuse(
          text.toString().getBytes(UTF_8), file + " in round " + round + " of seed " + SEED);
    }
  }

  private static void mutate(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(20));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
      default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
    }
  }

  private static void readOrRefuse(byte[] bytes, String what) {
    try {
      ClusterFile.Result result = MarkedFile.read(bytes, Optional.empty());
      assertThat(result.cluster().nodes()).as(what).isNotEmpty();
    } catch (InvalidClusterException refused) {
      assertThat(refused.problems()).as(what).isNotEmpty();
    } catch (RuntimeException crash) {
      throw new AssertionError(what, crash);
    }
  }
}
