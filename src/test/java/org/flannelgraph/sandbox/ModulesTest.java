package org.flannelgraph.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesTest {
  private static final String TREE = "/lib/modules/6.8.0-45-generic/modules.dep";

  @TempDir private Path root;
  private TestMachine machine;

  @BeforeEach
  void loadsModules() {
    machine = TestMachine.ubuntu(root).file("/proc/modules", "");
  }

  private Finding missing() {
    return new Modules(machine.files(), machine.machine())
        .missing(Need.GENEVE, "geneve", "geneve links");
  }

  @Test
  void oneThatIsThereIsLoaded() {
    machine.file(TREE, "kernel/drivers/net/geneve.ko.zst: kernel/net/ipv4/udp_tunnel.ko.zst\n");
    assertThat(missing().mend()).isEqualTo("sudo modprobe geneve");
  }

  @Test
  void ubuntuHasMoreInAnotherPackage() {
    machine.file(TREE, "kernel/drivers/net/veth.ko.zst:\n");
    assertThat(missing().mend())
        .isEqualTo("sudo apt-get install linux-modules-extra-6.8.0-45-generic");
  }

  @Test
  void afterAnUpgradeTheRunningKernelsAreGone() {
    machine.file("/lib/modules/6.8.0-47-generic/modules.dep", "");
    assertThat(missing().mend()).isEqualTo("sudo reboot");
  }

  @Test
  void aContainerCanLoadNone() {
    machine.variable("container", "podman");
    assertThat(missing().mend()).isEqualTo("sudo modprobe geneve # outside this container");
  }

  @Test
  void aKernelWithoutModulesHasWhatItHas() {
    machine.without("/proc/modules");
    assertThat(missing().seen()).isEqualTo("this kernel has no geneve links");
    assertThat(missing().mend()).isEmpty();
  }
}
