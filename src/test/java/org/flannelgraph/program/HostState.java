package org.flannelgraph.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What this machine has, outside of any lab, of all that labs are made of: see host-state.sh.
 *
 * @param sections lines by kind
 */
record HostState(Map<String, List<String>> sections) {
  private static final String SYSCTLS = "sysctls";

  /**
   * Sysctls that appear when a kernel module is loaded, which is what asking for an nftables rule
   * may do, in whatever namespace it is.
   */
  private static final Predicate<String> OF_A_MODULE =
      line ->
          line.startsWith("/proc/sys/net/netfilter/") || line.startsWith("/proc/sys/net/bridge/");

  static HostState now() {
    return parse(run("sh", "-c", script()));
  }

  /** The script that prints it. */
  static String script() {
    try (InputStream script = HostState.class.getResourceAsStream("host-state.sh")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException("read host-state.sh", failed);
    }
  }

  /** Reads what the script printed. */
  static HostState parse(String printed) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> section = List.of();
    for (String line : printed.split("\n", -1)) {
      if (line.startsWith("## ")) {
        section = new ArrayList<>();
        sections.put(line.substring(3), section);
      } else {
        section.add(line);
      }
    }
    return new HostState(sections);
  }

  /**
   * Demands that it is the same now. Something else on this machine may be changing it for a
   * moment, so what differs is looked at again.
   *
   * @param when to say when it was not
   */
  void holds(String when) {
    if (!Until.within(java.time.Duration.ofSeconds(10), () -> equals(now().sinceBefore(this)))) {
      HostState now = now().sinceBefore(this);
      for (Map.Entry<String, List<String>> section : sections.entrySet()) {
        assertThat(now.sections.get(section.getKey()))
            .as("%s of this machine %s", section.getKey(), when)
            .isEqualTo(section.getValue());
      }
    }
  }

  /** This, without the sysctls of modules that were loaded since. */
  HostState sinceBefore(HostState before) {
    List<String> names =
        before.sections.getOrDefault(SYSCTLS, List.of()).stream().map(HostState::name).toList();
    Map<String, List<String>> kept = new LinkedHashMap<>(sections);
    kept.computeIfPresent(
        SYSCTLS,
        (kind, lines) ->
            lines.stream()
                .filter(OF_A_MODULE.negate().or(line -> names.contains(name(line))))
                .toList());
    return new HostState(kept);
  }

  private static String name(String line) {
    return line.split(":", 2)[0];
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(words).isZero();
      return words;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
