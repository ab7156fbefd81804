package org.flannelgraph.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.util.List;
import java.util.stream.Stream;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.sandbox.Finding.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("kernel")
@Tag("root")
@ExtendWith(NothingLeaked.class)
class DoctorTest {
  private static List<Finding> found = List.of();
  private static String mountsBefore = "";
  private static String mountsAfter = "";

  @BeforeAll
  static void examine() {
    mountsBefore = sh("cat /proc/self/mountinfo; ls -A /run");
    found = Doctor.examine();
    mountsAfter = sh("cat /proc/self/mountinfo; ls -A /run");
  }

  private static Finding about(Need need) {
    return found.stream().filter(finding -> finding.need() == need).findFirst().orElseThrow();
  }

  @Test
  void speaksOfEveryNeedOnceAndInOrder() {
    assertThat(found).extracting(Finding::need).containsExactly(Need.values());
  }

  @Test
  void findsMetWhateverALabNeeds() {
    assertThat(found)
        .filteredOn(finding -> finding.need().needed())
        .allMatch(finding -> finding.verdict() == Verdict.YES);
  }

  @Test
  void leavesNoMountAndNoFolder() {
    assertThat(mountsAfter).isEqualTo(mountsBefore);
  }

  /** What ip can make, doctor must have made; what ip can't, doctor must say so about. */
  @TestFactory
  Stream<DynamicTest> agreesWithIpAboutEachKindOfLink() {
    return Stream.of(
            "veth",
            "bridge",
            "vxlan id 1 dstport 8472",
            "macvlan link lower",
            "geneve id 1 remote 192.0.2.2",
            "wireguard",
            "ipip local 192.0.2.1 remote 192.0.2.2",
            "gre local 192.0.2.1 remote 192.0.2.2",
            "ipvlan link lower",
            "vlan id 5 link lower",
            "dummy")
        .map(words -> DynamicTest.dynamicTest(words, () -> compareWithIp(words)));
  }

  private static void compareWithIp(String words) {
    String kind = words.split(" ", 2)[0];
    Finding finding =
        about(
            Stream.of(Need.values())
                .filter(need -> need.group() == Need.Group.LINKS && need.title().equals(kind))
                .findFirst()
                .orElseThrow());
    String rest = words.substring(kind.length()).replace(" link lower", "");
    String link = words.contains("link lower") ? "link lower " : "";
    String command = "ip -n probe link add %sname new type %s%s".formatted(link, kind, rest);
    try {
      sh("ip netns add probe; ip -n probe link add lower type veth peer name other");
      String said = sh(command + " 2>&1 && echo made || :");
      if (said.endsWith("made\n")) {
        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.YES);
      } else {
        assertThat(said).contains("Unknown device type");
        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.NO);
        assertThat(finding.seen() + finding.mend())
            .containsAnyOf("this kernel has no " + kind + " links", "modprobe", "reboot");
      }
    } finally {
      sh("ip netns delete probe");
    }
  }
}
