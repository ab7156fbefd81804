package org.flannelgraph.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.flannelgraph.sandbox.Finding.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramChecksTest {
  @TempDir private Path root;
  private TestMachine machine;

  @BeforeEach
  void isUbuntu() {
    machine = TestMachine.ubuntu(root);
  }

  private Finding found(Need need) {
    return new ProgramChecks(
            machine.files(), machine.environment(), machine.machine(), machine.programs())
        .run().stream().filter(finding -> finding.need() == need).findFirst().orElseThrow();
  }

  @Test
  void programsAreFoundWhereAnOrdinaryUsersPathEnds() {
    machine.program("/usr/sbin/nft");
    assertThat(found(Need.NFT).seen()).isEqualTo("/usr/sbin/nft");
  }

  @Test
  void aMissingProgramIsInstalledByItsPackage() {
    assertThat(found(Need.PING).mend()).isEqualTo("sudo apt-get install iputils-ping");
  }

  @Test
  void ofSeveralProgramsTheMissingOnesAreNamed() {
    for (String there : new String[] {"unshare", "mount", "nsenter"}) {
      machine.program("/usr/bin/" + there);
    }
    assertThat(found(Need.UTIL_LINUX).seen()).isEqualTo("not found: setpriv, flock");
  }

  @Test
  void aLocalDisplayIsASocket() {
    machine.variable("DISPLAY", ":1.0");
    assertThat(found(Need.DISPLAY).verdict()).isEqualTo(Verdict.NO);
    machine.file("/tmp/.X11-unix/X1", "");
    assertThat(found(Need.DISPLAY).verdict()).isEqualTo(Verdict.YES);
  }

  @Test
  void aForwardedDisplayIsCutOff() {
    machine.variable("DISPLAY", "localhost:10.0").file("/tmp/.X11-unix/X10", "");
    assertThat(found(Need.DISPLAY).verdict()).isEqualTo(Verdict.NO);
    assertThat(found(Need.DISPLAY).seen()).contains("ssh -X");
  }

  @Test
  void waylandAloneIsNotEnough() {
    machine.variable("WAYLAND_DISPLAY", "wayland-0");
    assertThat(found(Need.DISPLAY).seen()).contains("without Xwayland");
  }

  @Test
  void theLoadersCacheKnowsLibraries() {
    assertThat(found(Need.GTK).mend()).isEqualTo("sudo apt-get install libgtk-3-0");
    machine.file("/etc/ld.so.cache", "\0libgtk-3.so.0\0/lib/x86_64-linux-gnu/libgtk-3.so.0\0");
    assertThat(found(Need.GTK).verdict()).isEqualTo(Verdict.YES);
  }
}
