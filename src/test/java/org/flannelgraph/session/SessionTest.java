package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Workload;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.operation.OperationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session is built whole or not at all, and leaves nothing. */
@Tag("kernel")
@Tag("root")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class SessionTest {
  private static final Container SLEEPER =
      new Container("sleeper", "", new Workload.Command(List.of("sleep", "1234567")));

  private static Cluster withSleeper() {
    return Clusters.withPod(Clusters.twoNodes(), "amber", "node1", Clusters.WEB, SLEEPER);
  }

  /** Mounts, processes and files; descriptors, threads and namespaces are the extension's. */
  private static String world() {
    return sh("cut -d ' ' -f 5- /proc/self/mountinfo | grep -v '^/run/netns' || :")
        + sh("ps -e -o comm= | grep -c sleep || :")
        + sh("ls /run/flannelgraph/places 2>/dev/null || :")
        + sh("ip -o link; ip route; nft list ruleset; cat /proc/sys/net/ipv4/ip_forward");
  }

  @Test
  void closeLeavesNothing() {
    String before = world();
    try (Lab lab = new Lab(withSleeper())) {
      assertThat(lab.session().report().namespaces()).isEqualTo(1 + 2 + 5);
      assertThat(lab.output("green", "hostname")).isEqualTo("green\n");
      assertThat(sh("ip netns list | wc -l").strip()).isEqualTo("8");
      assertThat(world()).isNotEqualTo(before);
    }
    assertThat(world()).isEqualTo(before);
  }

  @Test
  void aNameThatIsTakenStopsTheBuildAndStays() {
    String before = world();
    sh("ip netns add violet; ip -n violet link add mine type bridge");
    assertThatThrownBy(() -> new Lab(withSleeper()))
        .isInstanceOf(OperationException.class)
        .hasMessage(
            """
            failed: ip netns add violet
              create /run/netns/violet: File exists (EEXIST)
              What had been done before it was taken back.\
            """);
    assertThat(sh("ip netns list; ip -n violet -br link show mine")).startsWith("violet\nmine ");
    sh("ip netns delete violet");
    assertThat(world()).isEqualTo(before);
  }

  @Test
  void aPortThatIsTakenStopsTheBuild() {
    String before = world();
    Container other = new Container("other", "", new Workload.Http(List.of(8080)));
    Cluster cluster = Clusters.withPod(withSleeper(), "teal", "node2", Clusters.WEB, other);
    assertThatThrownBy(() -> new Lab(cluster))
        .hasMessageContaining("listen on TCP port 8080 in teal")
        .hasMessageContaining("in use");
    assertThat(world()).isEqualTo(before);
  }

  @Test
  void whatTheUnderlayCannotCarryIsSaidInTheKernelsWords() {
    Cluster cluster = Clusters.withUnderlayMtu(Clusters.twoNodes(), 70_000);
    String before = world();
    assertThatThrownBy(() -> new Lab(cluster))
        .isInstanceOf(OperationException.class)
        .hasMessageStartingWith("failed: ip -n underlay link add br0 mtu 70000 type bridge\n")
        .hasMessageContaining("(EINVAL)");
    assertThat(world()).isEqualTo(before);
  }

  @Test
  void logsOfContainersStayAfterThem() throws Exception {
    Container speaker =
        new Container(
            "speaker", "", new Workload.Command(List.of("sh", "-c", "echo said; sleep 99")));
    Cluster cluster = Clusters.withPod(Clusters.twoNodes(), "amber", "node1", speaker);
    Path log = Path.of("/run/flannelgraph/logs/amber/speaker.log");
    Files.deleteIfExists(log);
    try (Lab lab = new Lab(cluster)) {
      org.flannelgraph.linux.TestNamespaces.await("its words", () -> text(log).equals("said\n"));
      assertThat(lab.notices()).isEmpty();
    }
    assertThat(log).hasContent("said\n");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException absent) {
      return "";
    }
  }
}
