package org.flannelgraph.capture.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.flannelgraph.capture.CaptureFile;
import org.flannelgraph.packet.Ports;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter means the same frames to tshark and to us, and is refused by both or by neither. */
class DisplayFilterTsharkTest {
  private static final String REFUSED = "refused";

  /** One process for all filters: it takes a second to start. */
  private static final String SCRIPT =
      """
      for i, text in ipairs(filters) do
        local made, listener = pcall(Listener.new, "frame", text)
        if not made then
          print("F", i, "refused")
        else
          local numbers = {}
          function listener.packet(pinfo) numbers[#numbers + 1] = pinfo.number end
          function listener.draw() print("F", i, table.concat(numbers, " ")) end
        end
      end
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "golden/cross-node-http.pcapng",
        "golden/cross-node-ping.pcapng",
        "journey/dual-stack.pcapng.gz",
        "journey/too-big.pcapng.gz",
        "journey/refused.pcapng.gz"
      })
  void meansTheSameFrames(String name) throws Exception {
    Path file = folder.resolve(Path.of(name).getFileName());
    try (InputStream in = getClass().getResourceAsStream("/" + name)) {
      Files.write(file, Objects.requireNonNull(in, name).readAllBytes());
    }
    List<String> filters = filters();
    Map<String, String> theirs = tshark(file, filters);
    List<String> differences = new ArrayList<>();
    for (String filter : filters) {
      String ours = frames(file, filter);
      if (!ours.equals(theirs.get(filter))) {
        differences.add(filter + "\n ours:   " + ours + "\n tshark: " + theirs.get(filter));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(theirs.values()).filteredOn(frames -> frames.contains(" ")).hasSizeGreaterThan(15);
  }

  private static List<String> filters() throws IOException {
    try (InputStream in = DisplayFilterTsharkTest.class.getResourceAsStream("filters.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  private static String frames(Path file, String filter) throws IOException {
    DisplayFilter parsed;
    try {
      parsed = DisplayFilter.parse(filter);
    } catch (InvalidDisplayFilterException wrong) {
      assertThat(wrong.from()).isBetween(0, filter.length());
      assertThat(wrong.to()).isBetween(wrong.from(), filter.length());
      return REFUSED;
    }
    Matcher matcher = parsed.matcher(Ports.DEFAULT);
    StringJoiner frames = new StringJoiner(" ");
    try (CaptureFile capture = CaptureFile.open(file)) {
      while (capture.next()) {
        if (matcher.matches(capture.frame())) {
          frames.add(Long.toString(capture.frame().ordinal()));
        }
      }
    }
    return frames.toString();
  }

  private Map<String, String> tshark(Path file, List<String> filters) throws Exception {
    Path script = folder.resolve("filters.lua");
    StringBuilder table = new StringBuilder("local filters = {\n");
    filters.forEach(filter -> table.append("[==[").append(filter).append("]==],\n"));
    Files.writeString(script, table + "}\n" + SCRIPT);
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "tshark",
                  "-n",
                  "-q",
                  "-r",
                  file.toString(),
                  "-d",
                  "udp.port==8472,vxlan",
                  "-o",
                  "tcp.desegment_tcp_streams:FALSE",
                  "-o",
                  "tcp.analyze_sequence_numbers:FALSE",
                  "-o",
                  "ip.defragment:FALSE",
                  "-o",
                  "ipv6.defragment:FALSE",
                  "-X",
                  "lua_script:" + script)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException missing) {
      return Assumptions.abort("tshark is not installed");
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(output.contains("F\t"), "this tshark runs no Lua");
    String[] results = new String[filters.size()];
    for (String line : output.lines().filter(it -> it.startsWith("F\t")).toList()) {
      String[] parts = line.split("\t", -1);
      results[Integer.parseInt(parts[1]) - 1] = parts[2];
    }
    Map<String, String> frames = new LinkedHashMap<>();
    for (int i = 0; i < results.length; i++) {
      frames.put(filters.get(i), Objects.requireNonNull(results[i], filters.get(i)));
    }
    return frames;
  }
}
