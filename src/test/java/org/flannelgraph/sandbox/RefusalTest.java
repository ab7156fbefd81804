package org.flannelgraph.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.sandbox.Need.CAPABILITIES;
import static org.flannelgraph.sandbox.Need.MOUNT_PROC;
import static org.flannelgraph.sandbox.Need.NAMESPACES;
import static org.flannelgraph.sandbox.Need.USER_NAMESPACE;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalTest {
  private static final String NOT_PERMITTED = "unshare: unshare failed: Operation not permitted\n";
  private static final String NO_USER_NAMESPACE =
      "user="
          + NOT_PERMITTED
          + "capability="
          + NOT_PERMITTED
          + "mount="
          + NOT_PERMITTED
          + "proc="
          + NOT_PERMITTED
          + "label=\n";
  private static final String RESTRICTED = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
  private static final String LABEL = "/proc/self/attr/apparmor/current";

  @TempDir private Path root;
  private TestMachine machine;

  @BeforeEach
  void isOrdinaryInAllElse() {
    System.setProperty("flannelgraph.launcher", "/home/ada/my labs/installer/flannelgraph");
    machine = TestMachine.ubuntu(root).program("/usr/bin/unshare").program("/usr/sbin/ip");
  }

  @AfterEach
  void forgetTheLauncher() {
    System.clearProperty("flannelgraph.launcher");
  }

  /** The last finding is the one that says why; all before it are yes. */
  private Finding why(String steps) {
    List<Finding> found =
        new Refusal(
                machine.files(),
                machine.environment(),
                machine.machine(),
                machine.programs(),
                machine.environment().getOrDefault("FLANNELGRAPH_SANDBOX_ERROR", ""),
                Steps.parse(steps))
            .findings();
    assertThat(found.subList(0, found.size() - 1))
        .allMatch(finding -> finding.verdict() == Finding.Verdict.YES);
    assertThat(found.getLast().verdict()).isEqualTo(Finding.Verdict.NO);
    return found.getLast();
  }

  @Test
  void ubuntuGivesANamespaceWithoutCapabilities() {
    machine.file(RESTRICTED, "1\n").file(LABEL, "unconfined\n");
    Finding why = why("user=\ncapability=RTNETLINK answers: Operation not permitted\nlabel=x\n");
    assertThat(why.need()).isEqualTo(CAPABILITIES);
    assertThat(why.seen()).contains("AppArmor");
    assertThat(why.mend()).isEqualTo("sudo '/home/ada/my labs/installer/install-apparmor'");
  }

  @Test
  void ubuntuMayGiveNoNamespaceAtAll() {
    machine.file(RESTRICTED, "1\n").file(LABEL, "unconfined\n");
    Finding why = why(NO_USER_NAMESPACE);
    assertThat(why.need()).isEqualTo(USER_NAMESPACE);
    assertThat(why.mend()).endsWith("/install-apparmor'");
  }

  @Test
  void theProfileMayBeForAnotherCheckout() {
    machine
        .file(RESTRICTED, "1\n")
        .file(LABEL, "unconfined\n")
        .file(
            "/etc/apparmor.d/flannelgraph",
            "@{flannelgraph} = \"/home/ada/a\\{1\\}/installer/flannelgraph\"\n");
    assertThat(why(NO_USER_NAMESPACE).seen())
        .endsWith("the installed profile is for /home/ada/a{1}/installer/flannelgraph");
  }

  @Test
  void withOurProfileAppArmorIsNotBlamed() {
    machine.file(RESTRICTED, "1\n").file(LABEL, "flannelgraph (unconfined)\n");
    assertThat(why(NO_USER_NAMESPACE).seen()).doesNotContain("AppArmor");
  }

  @Test
  void aProfileOfUnshareItselfTakesCapabilitiesToo() {
    machine.file(RESTRICTED, "1\n").file(LABEL, "flannelgraph (unconfined)\n");
    Finding why =
        why("user=\ncapability=Operation not permitted\nlabel=unshare//&unpriv_unshare (enforce)");
    assertThat(why.mend())
        .isEqualTo("sudo apparmor_parser -R /etc/apparmor.d/unshare-userns-restrict");
  }

  @Test
  void debiansSwitch() {
    machine.file("/proc/sys/kernel/unprivileged_userns_clone", "0\n");
    assertThat(why(NO_USER_NAMESPACE).mend())
        .isEqualTo("sudo sysctl -w kernel.unprivileged_userns_clone=1");
  }

  @Test
  void limitsOfZero() {
    machine.file("/proc/sys/user/max_user_namespaces", "0\n");
    assertThat(why(NO_USER_NAMESPACE).mend())
        .isEqualTo("sudo sysctl -w user.max_user_namespaces=15000");
    machine.file("/proc/sys/user/max_net_namespaces", "0\n");
    assertThat(why("user=\ncapability=No space left on device").mend())
        .isEqualTo("sudo sysctl -w user.max_net_namespaces=15000");
    machine.file("/proc/sys/user/max_mnt_namespaces", "0\n");
    assertThat(why("user=\ncapability=\nmount=No space left on device").mend())
        .isEqualTo("sudo sysctl -w user.max_mnt_namespaces=15000");
    machine.file("/proc/sys/user/max_pid_namespaces", "0\n");
    assertThat(why("user=\ncapability=\nmount=\nproc=No space left on device").mend())
        .isEqualTo("sudo sysctl -w user.max_pid_namespaces=15000");
  }

  @Test
  void aKernelWithoutUserNamespaces() {
    machine.without("/proc/self/ns/user");
    assertThat(why(NO_USER_NAMESPACE).seen()).contains("this kernel has none");
  }

  @Test
  void noUnshare() {
    machine.without("/usr/bin/unshare");
    Finding why = why("user=sh: 1: unshare: not found");
    assertThat(why.seen()).isEqualTo("no program unshare");
    assertThat(why.mend()).isEqualTo("sudo apt-get install util-linux");
  }

  @Test
  void anOldUnshare() {
    Finding why = why("user=unshare: unrecognized option '--map-current-user'");
    assertThat(why.seen()).contains("too old").contains("--map-current-user");
    assertThat(why.mend()).isEqualTo("sudo apt-get install util-linux");
  }

  @Test
  void aContainerNeedsMoreRights() {
    machine = TestMachine.docker(root).program("/usr/bin/unshare").program("/usr/sbin/ip");
    Finding why = why(NO_USER_NAMESPACE);
    assertThat(why.seen()).contains("Operation not permitted");
    assertThat(why.mend())
        .isEqualTo(
            "docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined"
                + " --security-opt systempaths=unconfined IMAGE");
  }

  @Test
  void aContainersMaskedProc() {
    machine = TestMachine.docker(root).program("/usr/bin/unshare").program("/usr/sbin/ip");
    Finding why = why("user=\ncapability=\nmount=\nproc=mount: /proc: permission denied.");
    assertThat(why.need()).isEqualTo(MOUNT_PROC);
    assertThat(why.seen())
        .startsWith("masked: parts of it are hidden (/proc/acpi, /proc/bus, /proc/fs and 1 more)");
    assertThat(why.mend()).contains("systempaths=unconfined");
  }

  @Test
  void podmanHasAnotherWord() {
    machine.variable("FLANNELGRAPH_CONTAINER", "podman");
    assertThat(why(NO_USER_NAMESPACE).mend())
        .isEqualTo("podman run --security-opt seccomp=unconfined --security-opt unmask=ALL IMAGE");
  }

  @Test
  void rootWithoutCapabilities() {
    machine =
        TestMachine.docker(root)
            .program("/usr/bin/unshare")
            .program("/usr/sbin/ip")
            .user(0, "00000000a80425fb"); // docker's default set
    Finding why = why("user=\ncapability=unshare: unshare failed: Operation not permitted");
    assertThat(why.need()).isEqualTo(CAPABILITIES);
    assertThat(why.seen()).isEqualTo("root without CAP_SYS_ADMIN and CAP_NET_ADMIN");
    assertThat(why.mend()).startsWith("docker run ");
  }

  @Test
  void aChroot() {
    machine.file("/proc/self/mountinfo", "30 22 0:5 / /dev rw,nosuid - devtmpfs udev rw");
    assertThat(why(NO_USER_NAMESPACE).seen()).contains("chroot");
  }

  @Test
  void whatIsNotUnderstoodIsQuoted() {
    Finding why = why(NO_USER_NAMESPACE);
    assertThat(why.seen()).isEqualTo("refused: " + NOT_PERMITTED.strip());
    assertThat(why.mend()).isEmpty();
  }

  @Test
  void whenEachStepWorksTheLauncherIsQuoted() {
    machine.variable("FLANNELGRAPH_SANDBOX_ERROR", "mkdir: No space left on device");
    Finding why = why("user=\ncapability=\nmount=\nproc=\nlabel=\n");
    assertThat(why.need()).isEqualTo(NAMESPACES);
    assertThat(why.seen()).endsWith("mkdir: No space left on device");
  }
}
