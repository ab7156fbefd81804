package org.flannelgraph.linux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Runs what a person would type, in the namespace of the process. */
public final class Shell {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Shell() {}

  /**
   * Runs a line of sh.
   *
   * @return what it wrote
   * @throws AssertionError with its words if it failed
   */
  public static String sh(String line) {
    return sh(line, "");
  }

  /** The same, with something to read. */
  public static String sh(String line, String input) {
    try {
      Process process = new ProcessBuilder("sh", "-ec", line).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String words;
      try (var output = process.getInputStream()) {
        words = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      }
      process.getErrorStream().close();
      if (process.waitFor() != 0) {
        throw new AssertionError(line + "\n" + words);
      }
      return words;
    } catch (IOException failed) {
      throw new UncheckedIOException(line, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(line, interrupted);
    }
  }

  /** The same, for a command that writes JSON. */
  public static JsonNode json(String line) {
    try {
      String text = sh(line);
      return text.isBlank() ? JSON.createArrayNode() : JSON.readTree(text);
    } catch (IOException failed) {
      throw new UncheckedIOException(line, failed);
    }
  }
}
