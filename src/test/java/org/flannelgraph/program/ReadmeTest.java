package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What the README's tour shows is what happens, but for numbers that differ from run to run. */
@Tag("program")
class ReadmeTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("flannelgraph.checkout", "."));

  private record Example(String command, List<String> output) {}

  @TestFactory
  Stream<DynamicTest> everyExampleDoesWhatItShows() throws IOException {
    List<Example> examples = examples(Files.readAllLines(CHECKOUT.resolve("README.md")));
    assertThat(examples).hasSizeGreaterThan(3);
    return examples.stream()
        .map(example -> DynamicTest.dynamicTest(example.command(), () -> check(example)));
  }

  private static List<Example> examples(List<String> lines) {
    List<Example> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ ")) {
        examples.add(new Example(line.substring(2), new ArrayList<>()));
      } else if (inside) {
        examples.getLast().output().add(line);
      }
    }
    return examples;
  }

  private static void check(Example example) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", example.command())
            .directory(CHECKOUT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(example.command()).isZero();
    if (example.output().isEmpty()) {
      assertThat(output).isNotBlank();
    } else {
      assertThat(masked(output.stripTrailing()))
          .isEqualTo(masked(String.join("\n", example.output()).stripTrailing()));
    }
  }

  /** A client's port is drawn by the kernel. */
  private static String masked(String text) {
    return text.replaceAll("(\"client\":\"[0-9.]+):[0-9]+\"", "$1:PORT\"");
  }
}
