package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** tshark and we see the same layers and the same fields, to the bit, in the same frames. */
class TsharkAgreementTest {
  /** Each frame has at least so many fields that both print. */
  private static final int FEWEST = 3;

  @TempDir private Path directory;

  @BeforeAll
  static void needsTshark() {
    assumeTrue(Tshark.isInstalled(), "tshark is not installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-node-http", "cross-node-ping", "same-node-http"})
  void goldenCaptures(String name) throws IOException {
    byte[] bytes = golden(name);
    Path file = Files.write(directory.resolve(name + ".pcapng"), bytes);
    Map<String, CapturedFrame> frames = new LinkedHashMap<>();
    CapturedFrame.ofPcapng(bytes)
        .forEach(frame -> frames.put("frame " + (frames.size() + 1), frame));
    assertAgreement(frames, file);
  }

  @ParameterizedTest
  @EnumSource(LinkType.class)
  void samplesOfEachProtocol(LinkType link) throws IOException {
    Map<String, CapturedFrame> frames = new LinkedHashMap<>(Samples.all());
    frames.values().removeIf(frame -> frame.link() != link);
    Path file = directory.resolve("samples.pcap");
    PcapFile.write(file, List.copyOf(frames.values()));
    assertAgreement(frames, file);
  }

  @Test
  void samplesHaveEachProtocol() {
    List<Protocol> seen = new ArrayList<>();
    for (CapturedFrame frame : Samples.all().values()) {
      Dissection d = frame.decode();
      for (int layer = 0; layer < d.layers(); layer++) {
        seen.add(d.protocol(layer));
      }
    }
    assertThat(Protocol.values()).filteredOn(protocol -> protocol != Protocol.IP).isSubsetOf(seen);
  }

  static byte[] golden(String name) throws IOException {
    String path = "/golden/" + name + ".pcapng";
    try (InputStream in = TsharkAgreementTest.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path).readAllBytes();
    }
  }

  private static void assertAgreement(Map<String, CapturedFrame> frames, Path file)
      throws IOException {
    List<List<Tshark.Value>> theirs = Tshark.read(file);
    assertThat(theirs).as("frames that tshark read").hasSameSizeAs(frames.values());
    Map<String, List<String>> differences = new LinkedHashMap<>();
    int next = 0;
    for (Map.Entry<String, CapturedFrame> frame : frames.entrySet()) {
      TsharkAgreement agreement = new TsharkAgreement(frame.getValue());
      List<String> found = agreement.differences(theirs.get(next++));
      if (!found.isEmpty()) {
        differences.put(frame.getKey(), found);
      }
      assertThat(agreement.compared()).as(frame.getKey()).isGreaterThanOrEqualTo(FEWEST);
    }
    assertThat(differences).isEmpty();
  }
}
