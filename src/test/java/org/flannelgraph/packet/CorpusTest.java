package org.flannelgraph.packet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What fuzzing came upon is decoded in every build. */
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/fuzz/decoder");

  @TestFactory
  Stream<DynamicTest> everyInputThatReachedNewCode() throws IOException {
    return Files.list(CORPUS)
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> DecoderFuzzer.fuzzerTestOneInput(Files.readAllBytes(file))));
  }
}
