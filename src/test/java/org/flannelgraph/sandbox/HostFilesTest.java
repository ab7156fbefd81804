package org.flannelgraph.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HostFilesTest {
  /** A sysctl answers only the first read, and a reader that begins with one byte gets a digit. */
  @Test
  void aSysctlIsReadWhole() throws Exception {
    String path = "/proc/sys/kernel/pid_max";
    Process cat = new ProcessBuilder("cat", path).start();
    String value =
        new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    assertThat(HostFiles.OF_THIS_MACHINE.text(path)).contains(value);
    assertThat(HostFiles.OF_THIS_MACHINE.number(path)).contains(Long.valueOf(value));
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(HostFiles.OF_THIS_MACHINE.text("/proc/no/such")).isEmpty();
    assertThat(HostFiles.OF_THIS_MACHINE.lines("/proc/no/such")).isEmpty();
    assertThat(HostFiles.OF_THIS_MACHINE.names("/proc/no/such")).isEmpty();
    assertThat(HostFiles.OF_THIS_MACHINE.number("/proc/version")).isEmpty();
  }
}
