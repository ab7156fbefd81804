package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Wireshark's command-line tools, the judges of what is read and written here. */
final class Tools {
  private Tools() {}

  /** A capture that ships with the tests. */
  static Path golden(String name) throws IOException {
    Path folder = Files.createTempDirectory("golden");
    Path copy = folder.resolve(name);
    try (var stream = Tools.class.getResourceAsStream("/golden/" + name)) {
      assertThat(stream).as(name).isNotNull();
      Files.copy(stream, copy);
    }
    folder.toFile().deleteOnExit();
    copy.toFile().deleteOnExit();
    return copy;
  }

  /** Runs a tool to its end and returns its standard output. */
  static String run(Object... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    Process process;
    try {
      process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException missing) {
      return Assumptions.abort(words.getFirst() + " is not installed: " + missing.getMessage());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ends", words).isTrue();
    assertThat(process.exitValue()).as("exit code of %s", words).isZero();
    return output;
  }

  /**
   * What tshark reads from a file, a line a frame: number, interface, time, captured and wire
   * length, direction flags, comment.
   */
  static List<String> frames(Path file) throws IOException, InterruptedException {
    String output =
        run(
            "tshark",
            "-n",
            "-r",
            file,
            "-T",
            "fields",
            "-E",
            "separator=|",
            "-e",
            "frame.number",
            "-e",
            "frame.interface_name",
            "-e",
            "frame.time_epoch",
            "-e",
            "frame.cap_len",
            "-e",
            "frame.len",
            "-e",
            "frame.packet_flags_direction",
            "-e",
            "frame.comment");
    return output.lines().toList();
  }

  /** What we read from a file, in the same words. */
  static List<String> ours(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (CaptureFile capture = CaptureFile.open(file)) {
      while (capture.next()) {
        lines.add(line(capture.frame()));
      }
      assertThat(capture.cut()).as("cut in %s", file).isEmpty();
    }
    return lines;
  }

  private static String line(Frame frame) {
    String direction =
        frame.direction() == null
            ? ""
            : frame.direction() == Direction.IN ? "0x00000001" : "0x00000002";
    return "%d|%s|%d.%09d|%d|%d|%s|%s"
        .formatted(
            frame.ordinal(),
            frame.where().name(),
            Math.floorDiv(frame.time(), 1_000_000_000L),
            Math.floorMod(frame.time(), 1_000_000_000L),
            frame.capturedLength(),
            frame.wireLength(),
            direction,
            frame.comment() == null ? "" : frame.comment());
  }
}
