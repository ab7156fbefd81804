package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Captures of real Flannel nodes are read as tshark reads them. */
class GoldenCaptureTest {
  @ParameterizedTest
  @CsvSource({
    "cross-node-http.pcapng, 200",
    "cross-node-ping.pcapng, 84",
    "same-node-http.pcapng, 84"
  })
  void isReadAsTsharkReadsIt(String name, int frames) throws Exception {
    Path file = Tools.golden(name);
    assertThat(Tools.ours(file)).hasSize(frames).isEqualTo(Tools.frames(file));
  }

  @ParameterizedTest
  @CsvSource({"cross-node-http.pcapng, 17"})
  void tellsOfItsInterfacesAndItsWriter(String name, int interfaces) throws Exception {
    try (CaptureFile file = CaptureFile.open(Tools.golden(name))) {
      assertThat(file.next()).isTrue();
      assertThat(file.frame().where().namespace()).isEqualTo("n1");
      assertThat(file.frame().where().device()).isEqualTo("cni0");
      assertThat(file.interfaces()).hasSize(interfaces);
      assertThat(file.origin().application()).startsWith("Mergecap");
    }
  }
}
