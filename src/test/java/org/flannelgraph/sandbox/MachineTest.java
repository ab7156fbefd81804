package org.flannelgraph.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          debian            |                      | sudo apt-get install libpcap0.8
          ubuntu            | debian               | sudo apt-get install libpcap0.8
          linuxmint         | "ubuntu debian"      | sudo apt-get install libpcap0.8
          fedora            |                      | sudo dnf install libpcap
          "rocky"           | "rhel centos fedora" | sudo dnf install libpcap
          arch              |                      | sudo pacman -S libpcap
          opensuse-leap     | "suse opensuse"      | sudo zypper install libpcap1
          alpine            |                      | sudo apk add libpcap
          """)
  void eachDistributionHasItsCommand(String id, String like, String command) {
    TestMachine machine =
        new TestMachine(root)
            .file("/etc/os-release", "ID=" + id + "\n" + (like == null ? "" : "ID_LIKE=" + like));
    assertThat(machine.machine().packages().install("libpcap")).isEqualTo(command);
  }

  @Test
  void anUnknownDistributionHasNone() {
    TestMachine machine = new TestMachine(root).file("/etc/os-release", "ID=plan9\n");
    assertThat(machine.machine().packages().install("libpcap")).isEmpty();
  }

  @Test
  void theNameIsTakenOutOfItsQuotes() {
    assertThat(TestMachine.ubuntu(root).machine().distribution()).isEqualTo("Ubuntu 24.04.1 LTS");
  }

  @Test
  void bareMetalIsNothingElse() {
    TestMachine machine =
        TestMachine.ubuntu(root)
            .file("/proc/version", "Linux version 6.8.0-45-generic (buildd@lcy02-amd64-075)")
            .file("/proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vme de pse tsc msr vmx\n")
            .file("/proc/self/cgroup", "0::/user.slice/user-1000.slice/session-2.scope")
            .file("/sys/class/dmi/id/sys_vendor", "LENOVO");
    assertThat(machine.machine().words()).isEqualTo("neither virtual nor a container");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          QEMU                  | Standard PC (Q35 + ICH9, 2009) | QEMU/KVM
          Microsoft Corporation | Virtual Machine                | Hyper-V
          VMware, Inc.          | VMware Virtual Platform        | VMware
          innotek GmbH          | VirtualBox                     | VirtualBox
          Amazon EC2            | m5.large                       | Amazon EC2
          Google                | Google Compute Engine          | Google Compute Engine
          """)
  void firmwareNamesAVirtualMachine(String vendor, String product, String kind) {
    TestMachine machine =
        new TestMachine(root)
            .file("/sys/class/dmi/id/sys_vendor", vendor + "\n")
            .file("/sys/class/dmi/id/product_name", product + "\n");
    assertThat(machine.machine().words()).isEqualTo("virtual machine " + kind);
  }

  @Test
  void theProcessorTellsWhereFirmwareIsSilent() {
    TestMachine machine =
        new TestMachine(root)
            .file("/proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu rdrand hypervisor lahf_lm\n");
    assertThat(machine.machine().words()).isEqualTo("virtual machine");
  }

  @Test
  void wslTwoIsRecognisedByItsKernel() {
    String version =
        "Linux version 5.15.153.1-microsoft-standard-WSL2 (root@941d701f84f1) (gcc (GCC) 11.2.0)";
    TestMachine machine =
        new TestMachine(root)
            .file("/proc/version", version)
            .file("/proc/cpuinfo", "flags\t\t: fpu hypervisor\n");
    assertThat(machine.machine().words()).isEqualTo("WSL2");
  }

  @Test
  void wslOneHasNoKernelAtAll() {
    TestMachine machine =
        new TestMachine(root)
            .file("/proc/version", "Linux version 4.4.0-19041-Microsoft (Microsoft@Microsoft.com)");
    Finding kernel =
        new MachineChecks(machine.files(), machine.environment(), machine.machine())
            .run().stream().filter(found -> found.need() == Need.KERNEL).findFirst().orElseThrow();
    assertThat(kernel.verdict()).isEqualTo(Finding.Verdict.NO);
    assertThat(kernel.mend()).startsWith("wsl --set-version");
  }

  @Test
  void dockerLeavesAFile() {
    assertThat(TestMachine.docker(root).machine().container()).contains("docker");
  }

  @Test
  void dockerIsKnownByItsMountsToo() {
    TestMachine machine = TestMachine.docker(root).without("/.dockerenv");
    assertThat(machine.machine().container()).contains("docker");
  }

  @Test
  void theLauncherTellsWhatThePrivateRunHides() {
    TestMachine machine = new TestMachine(root).variable("FLANNELGRAPH_CONTAINER", "podman");
    assertThat(machine.machine().words()).isEqualTo("podman container");
  }

  @Test
  void systemdWritesWhatItRunsIn() {
    TestMachine machine = new TestMachine(root).file("/run/systemd/container", "lxc\n");
    assertThat(machine.machine().container()).contains("lxc");
  }

  @Test
  void kubernetesIsKnownByItsControlGroup() {
    TestMachine machine =
        new TestMachine(root).file("/proc/self/cgroup", "4:memory:/kubepods/besteffort/pod3f");
    assertThat(machine.machine().container()).contains("Kubernetes");
  }
}
