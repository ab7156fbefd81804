package org.flannelgraph.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flannelgraph.cluster.Backend;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.cluster.CniConfig;
import org.flannelgraph.linux.KernelState;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.operation.Kernel;
import org.flannelgraph.linux.operation.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What plans make of the kernel, for each thing that a lab's file can say. */
@Tag("kernel")
@ExtendWith(NothingLeaked.class)
class PlanTest {
  private static final Cluster FOUR_PODS = Clusters.twoNodes();
  private static final Cluster DUAL_STACK =
      Clusters.fourPods(Clusters.dualStack(Clusters.empty("test")));

  /** Runs a plan, then looks at what it made. */
  private static void built(Cluster cluster, Runnable look) {
    try (Kernel kernel = new Kernel()) {
      kernel.run(Plan.of(cluster).operations(), operation -> {});
      look.run();
    }
  }

  private static Cluster vxlan(
      int vni,
      int port,
      @Nullable Integer mtu,
      boolean gbp,
      boolean learning,
      boolean directRouting) {
    return Clusters.with(
        FOUR_PODS, new Backend.Vxlan(vni, port, mtu, gbp, learning, directRouting));
  }

  static Stream<Arguments> clusters() {
    CniConfig other =
        new CniConfig("net", "kube.br0", false, true, false, false, false, 1300, "{}");
    return Stream.of(
        Arguments.of("dual stack", DUAL_STACK),
        Arguments.of(
            "options",
            Clusters.withoutOffloads(
                Clusters.with(vxlan(7, 4789, 1400, true, true, false), other))),
        Arguments.of("direct routing", vxlan(1, 8472, null, false, false, true)),
        Arguments.of("host-gw", Clusters.with(DUAL_STACK, new Backend.HostGw())));
  }

  /** The commands are what the kernel log shows and what a lab exported as a script is made of. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("clusters")
  void whatIsRunIsWhatTheCommandsDo(String name, Cluster cluster) {
    List<Operation> operations = Plan.of(cluster).operations();
    KernelState[] made = new KernelState[1];
    built(cluster, () -> made[0] = KernelState.settled(cluster.placeNames()));
    try {
      sh(lines(operations.stream().map(Operation::command)));
      KernelState.awaitEqual(() -> KernelState.of(cluster.placeNames()), made[0]);
      sh(lines(operations.reversed().stream().map(Operation::undoCommand)));
      assertThat(sh("ip netns list")).isBlank();
    } finally {
      sh("ip -all netns delete");
    }
  }

  private static String lines(Stream<String> commands) {
    return commands
        .map(
            command ->
                "{ "
                    + (command.isEmpty() ? ":" : command)
                    + "; } || { echo failed: '"
                    + command.replace("'", "")
                    + "'; exit 1; }")
        .collect(Collectors.joining("\n"));
  }

  @Test
  void vxlanHasFlannelsDefaults() {
    built(
        FOUR_PODS,
        () -> {
          assertThat(sh("ip -n node1 -d link show flannel.1"))
              .contains("mtu 1450")
              .contains("vxlan id 1 local 192.168.0.11 dev eth0 ")
              .contains("dstport 8472 nolearning")
              .doesNotContain(" gbp");
          assertThat(sh("ip -n red link show eth0")).contains("mtu 1450");
          assertThat(sh("ip -n node1 link show cni0")).contains("mtu 1450");
          assertThat(sh("ip -n node1 -6 addr show flannel.1 scope global")).isBlank();
        });
  }

  @Test
  void vxlanTakesEveryOptionOfNetConf() {
    built(
        vxlan(7, 4789, 1400, true, true, false),
        () -> {
          assertThat(sh("ip -n node1 -d link show flannel.7"))
              .contains("mtu 1350")
              .contains("vxlan id 7 ")
              .contains("dstport 4789 ")
              .contains(" gbp")
              .doesNotContain("nolearning");
          assertThat(sh("ip -n red link show eth0")).contains("mtu 1350");
          assertThat(sh("ip -n node1 route show 10.244.2.0/24"))
              .isEqualTo("10.244.2.0/24 via 10.244.2.0 dev flannel.7 onlink \n");
          sh("ip netns exec red ping -q -c 1 -W 5 10.244.2.2");
        });
  }

  @Test
  void directRoutingLeavesTheTunnelUnused() {
    built(
        vxlan(1, 8472, null, false, false, true),
        () -> {
          assertThat(sh("ip -n node1 route show 10.244.2.0/24"))
              .isEqualTo("10.244.2.0/24 via 192.168.0.12 dev eth0 \n");
          assertThat(sh("bridge -n node1 fdb show dev flannel.1")).doesNotContain(" dst ");
          assertThat(sh("ip -n node1 neigh show dev flannel.1")).isBlank();
          assertThat(sh("ip -n red link show eth0")).contains("mtu 1450");
          sh("ip netns exec red ping -q -c 1 -W 5 10.244.2.2");
        });
  }

  @Test
  void hostGwRoutesThroughTheOtherNodes() {
    built(
        Clusters.with(DUAL_STACK, new Backend.HostGw()),
        () -> {
          assertThat(sh("ip -n node1 route show 10.244.2.0/24"))
              .isEqualTo("10.244.2.0/24 via 192.168.0.12 dev eth0 \n");
          assertThat(sh("ip -n node1 -6 route show fd00:10:244:2::/64"))
              .startsWith("fd00:10:244:2::/64 via fd00:192:168::12 dev eth0 ");
          assertThat(sh("ip -n node1 -br link")).doesNotContain("flannel");
          assertThat(sh("ip -n red link show eth0")).contains("mtu 1500");
          sh("ip netns exec red ping -q -c 1 -W 5 10.244.2.2");
          sh("ip netns exec red ping -q -c 1 -W 5 fd00:10:244:2::2");
        });
  }

  /** Flannel asks for 50 bytes less than the underlay in both families; IPv6 needs 70. */
  @Test
  void theKernelClampsTheTunnelOfIpv6() {
    built(
        DUAL_STACK,
        () -> {
          assertThat(sh("ip -n node1 link show flannel.1")).contains("mtu 1450");
          assertThat(sh("ip -n node1 -d link show flannel-v6.1"))
              .contains("mtu 1430")
              .contains("local fd00:192:168::11 dev eth0");
          assertThat(sh("ip -n red link show eth0")).contains("mtu 1450");
          assertThat(sh("ip -n node1 -6 -o addr show dev flannel-v6.1 scope global"))
              .contains("inet6 fd00:10:244:1::/128 ");
          assertThat(sh("ip -n node1 -6 route show fd00:10:244:2::/64"))
              .startsWith("fd00:10:244:2::/64 via fd00:10:244:2:: dev flannel-v6.1 ")
              .contains("onlink");
          assertThat(sh("ip -n node1 -6 neigh show nud permanent"))
              .startsWith("fd00:10:244:2:: dev flannel-v6.1 lladdr ");
          assertThat(sh("bridge -n node1 fdb show dev flannel-v6.1"))
              .contains("dst fd00:192:168::12 self permanent");
          assertThat(sh("ip -n red -6 route"))
              .contains("default via fd00:10:244:1::1 dev eth0")
              .contains("fd00:10:244::/48 via fd00:10:244:1::1 dev eth0");
          assertThat(sh("ip netns exec red sysctl -n net.ipv6.conf.eth0.keep_addr_on_down"))
              .isEqualTo("1\n");
          sh("ip netns exec red ping -q -c 1 -W 5 fd00:10:244:2::2");
        });
  }

  @Test
  void theBridgePluginObeysTheCniConfiguration() {
    Cluster cluster =
        Clusters.with(
            FOUR_PODS,
            new CniConfig("net", "kube.br0", false, true, false, false, false, 1300, "{}"));
    built(
        cluster,
        () -> {
          assertThat(sh("ip -n node1 -d link show kube.br0")).contains("mtu 1300");
          assertThat(sh("ip -n node1 -d link show type veth"))
              .contains("hairpin off")
              .doesNotContain("hairpin on");
          assertThat(sh("ip -n red link show eth0")).contains("mtu 1300");
          assertThat(sh("ip -n red route")).doesNotContain("default").contains("10.244.0.0/16 via");
          sh("ip netns exec red ping -q -c 1 -W 5 10.244.2.2");
        });
  }
}
