package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What fuzzing came upon is decoded in every build. */
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/fuzz/decoder");

  @TestFactory
  Stream<DynamicTest> everyInputThatReachedNewCode() throws IOException {
    List<Path> inputs;
    try (Stream<Path> files = Files.list(CORPUS)) {
      inputs = files.sorted().toList();
    }
    assertThat(inputs).isNotEmpty();
    return inputs.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> DecoderFuzzer.fuzzerTestOneInput(Files.readAllBytes(file))));
  }
}
