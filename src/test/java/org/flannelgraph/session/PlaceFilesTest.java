package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.cluster.CniConfig;
import org.flannelgraph.cluster.FlannelConfig;
import org.flannelgraph.linux.NothingLeaked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The files and the host name that a process in a node or pod finds, to the letter. */
@Tag("kernel")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class PlaceFilesTest {
  private static final String HEAD =
      """
      # The lab's names, written by Flannelgraph
      127.0.0.1\tlocalhost
      ::1\tlocalhost ip6-localhost ip6-loopback
      """;

  private static final String RESOLV_CONF =
      """
      # The lab has no DNS server; its names are in /etc/hosts
      options timeout:1 attempts:1
      """;

  private static final String TWO_NODES =
      """
      192.168.0.11\tnode1
      fd00:192:168::11\tnode1
      192.168.0.12\tnode2
      fd00:192:168::12\tnode2
      """;

  private static final String RED_AND_GREEN =
      """
      10.244.1.2\tred
      fd00:10:244:1::2\tred
      10.244.2.2\tgreen
      fd00:10:244:2::2\tgreen
      """;

  private static Cluster two() {
    Cluster cluster = Clusters.dualStack(Clusters.empty("test"));
    cluster = Clusters.withNode(Clusters.withNode(cluster, "node1"), "node2");
    cluster = Clusters.withPod(cluster, "red", "node1", Clusters.WEB);
    return Clusters.withPod(cluster, "green", "node2", Clusters.WEB);
  }

  private static void assertFiles(Lab lab, String place, Map<String, String> files) {
    files.forEach(
        (path, contents) ->
            assertThat(lab.output(place, "cat " + path)).as(path).isEqualTo(contents));
  }

  /** What host-local leaves, as "MODE NAME" and the contents after a colon. */
  private static String leases(Lab lab, String node) {
    return lab.output(
        node,
        """
        cd /var/lib/cni/networks/cbr0
        for file in *; do printf '%s:' "$(stat -c '%A %n' "$file")"; tr '\\r\\n' '~|' <"$file"; echo; done
        """);
  }

  @Test
  void aPodFindsItsNameAndTheLabsNames() {
    try (Lab lab = new Lab(two())) {
      assertThat(lab.output("red", "hostname; uname -n")).isEqualTo("red\nred\n");
      Map<String, String> files =
          Map.of(
              "/etc/hosts",
              HEAD + TWO_NODES + RED_AND_GREEN,
              "/etc/hostname",
              "red\n",
              "/etc/resolv.conf",
              RESOLV_CONF);
      assertFiles(lab, "red", files);
      assertThat(lab.output("red", "stat -c %A /etc/hosts /etc/hostname /etc/resolv.conf"))
          .isEqualTo("-rw-r--r--\n".repeat(3));
      assertThat(lab.run("red", "ls /run/flannel/subnet.env").code()).isNotZero();

      lab.session().apply(grown());
      assertFiles(lab, "red", Map.of("/etc/hosts", grownHosts()));
      assertThat(lab.output("teal", "hostname; cat /etc/hosts")).isEqualTo("teal\n" + grownHosts());
      assertThat(lab.output("red", "getent hosts teal node3 | awk '{print $1}'"))
          .isEqualTo("fd00:10:244:3::2\nfd00:192:168::13\n");
    }
  }

  /** With a node and a pod on it, and a second pod on the first node. */
  private static Cluster grown() {
    Cluster cluster = Clusters.withNode(two(), "node3");
    cluster = Clusters.withPod(cluster, "teal", "node3", Clusters.WEB);
    return Clusters.withPod(cluster, "blue", "node1", Clusters.WEB);
  }

  private static String grownHosts() {
    return HEAD
        + TWO_NODES
        + "192.168.0.13\tnode3\nfd00:192:168::13\tnode3\n"
        + RED_AND_GREEN
        + "10.244.3.2\tteal\nfd00:10:244:3::2\tteal\n"
        + "10.244.1.3\tblue\nfd00:10:244:1::3\tblue\n";
  }

  private static String subnetEnv(int node) {
    return """
    FLANNEL_NETWORK=10.244.0.0/16
    FLANNEL_SUBNET=10.244.%1$d.1/24
    FLANNEL_IPV6_NETWORK=fd00:10:244::/48
    FLANNEL_IPV6_SUBNET=fd00:10:244:%1$d::1/64
    FLANNEL_MTU=1450
    FLANNEL_IPMASQ=true
    """
        .formatted(node);
  }

  @Test
  void aNodeFindsWhatFlannelAndItsPluginsLeave() {
    try (Lab lab = new Lab(two())) {
      assertThat(lab.output("node1", "hostname")).isEqualTo("node1\n");
      assertFiles(
          lab,
          "node1",
          Map.of(
              "/etc/hosts",
              HEAD + TWO_NODES + RED_AND_GREEN,
              "/etc/hostname",
              "node1\n",
              "/run/flannel/subnet.env",
              subnetEnv(1),
              "/etc/kube-flannel/net-conf.json",
              FlannelConfig.STOCK_NET_CONF,
              "/etc/kube-flannel/cni-conf.json",
              CniConfig.STOCK_CNI_CONF,
              "/etc/cni/net.d/10-flannel.conflist",
              CniConfig.STOCK_CNI_CONF));
      assertThat(lab.output("node1", "stat -c %A /run/flannel/* /etc/kube-flannel/* /etc/cni/*/*"))
          .isEqualTo("-rw-r--r--\n".repeat(4));
      assertThat(leases(lab, "node1"))
          .isEqualTo(
              """
              -rw------- 10.244.1.2:red~|eth0
              -rw------- fd00:10:244:1::2:red~|eth0
              -rw------- last_reserved_ip.0:10.244.1.2
              -rw------- last_reserved_ip.1:fd00:10:244:1::2
              -rwxr-x--- lock:
              """);

      lab.session().apply(grown());
      assertFiles(
          lab,
          "node1",
          Map.of("/etc/hosts", grownHosts(), "/run/flannel/subnet.env", subnetEnv(1)));
      assertThat(leases(lab, "node1"))
          .isEqualTo(
              """
              -rw------- 10.244.1.2:red~|eth0
              -rw------- 10.244.1.3:blue~|eth0
              -rw------- fd00:10:244:1::2:red~|eth0
              -rw------- fd00:10:244:1::3:blue~|eth0
              -rw------- last_reserved_ip.0:10.244.1.3
              -rw------- last_reserved_ip.1:fd00:10:244:1::3
              -rwxr-x--- lock:
              """);
      assertFiles(lab, "node3", Map.of("/run/flannel/subnet.env", subnetEnv(3)));
      assertThat(leases(lab, "node3")).startsWith("-rw------- 10.244.3.2:teal~|eth0\n");

      lab.session().apply(Clusters.withoutPod(grown(), "red"));
      assertThat(leases(lab, "node1"))
          .doesNotContain("red")
          .startsWith("-rw------- 10.244.1.3:blue~|eth0\n");
    }
  }

  /** The kubelet cuts a host name to 63 characters, of which the last is a letter or digit. */
  @Test
  void aLongNameIsCut() {
    String name = "a".repeat(62) + "-" + "b".repeat(30);
    Cluster cluster = Clusters.withNode(Clusters.empty("test"), "n".repeat(65));
    cluster = Clusters.withPod(cluster, name, "n".repeat(65), Clusters.WEB);
    try (Lab lab = new Lab(cluster)) {
      String cut = "a".repeat(62) + "\n";
      assertThat(lab.output(name, "hostname; cat /etc/hostname")).isEqualTo(cut + cut);
      assertThat(lab.output(name, "cat /etc/hosts")).contains("10.244.1.2\t" + name + "\n");
      assertThat(lab.output("n".repeat(65), "hostname")).isEqualTo("n".repeat(63) + "\n");
    }
  }
}
