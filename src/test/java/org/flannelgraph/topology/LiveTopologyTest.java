package org.flannelgraph.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;
import static org.flannelgraph.linux.TestNamespaces.await;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.TestNamespaces;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Netconf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("kernel")
@ExtendWith(NothingLeaked.class)
class LiveTopologyTest {
  @Test
  void followsWhatIsDoneInItsNamespaces() {
    try (TestNamespaces namespaces = new TestNamespaces();
        LiveTopology live = LiveTopology.start()) {
      List<NetworkNamespace> both = List.of(namespaces.add("one"), namespaces.add("two"));
      live.watch(both);
      assertThat(live.current().namespaces()).containsOnlyKeys("one", "two");
      sh("ip -n one link add eth0 type veth peer name eth0 netns two");
      sh("ip -n one link set eth0 up; ip -n two link set eth0 up");
      sh("ip -n one addr add 10.0.0.1/24 dev eth0; ip -n two addr add 10.0.0.2/24 dev eth0");
      sh("ip netns exec two sysctl -qw net.ipv4.ip_forward=1");
      Topology now = live.sync();
      LinkId eth0 = now.link("one", "eth0").orElseThrow();
      assertThat(now.peer(eth0)).isEqualTo(now.link("two", "eth0"));
      assertThat(now.peer(now.peer(eth0).orElseThrow())).contains(eth0);
      Namespace two = now.namespace("two").orElseThrow();
      assertThat(two.routes().stream().map(two.lines()::route))
          .contains("10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.2");
      assertThat(two.forwards(Family.AF_INET, two.link("eth0").orElseThrow().index())).isTrue();
      assertThat(two.netconf(Family.AF_INET, Netconf.ALL, Netconf.FORWARDING)).isEqualTo(1);
      Fresh.demandSame(live, both, "after some changes");
    }
  }

  @Test
  void findsPeersThatHaveTheSameIndex() {
    try (TestNamespaces namespaces = new TestNamespaces();
        LiveTopology live = LiveTopology.start()) {
      NetworkNamespace one = namespaces.add("one");
      live.watch(List.of(one, namespaces.add("two"), namespaces.add("three")));
      sh("ip -n one link add to-two index 7 type veth peer name back index 7 netns two");
      sh("ip -n one link add to-three index 8 type veth peer name back index 7 netns three");
      sh("ip -n one link add a0 index 20 type veth peer name a1 index 21");
      Topology now = live.sync();
      assertThat(now.peer(new LinkId("one", 7))).contains(new LinkId("two", 7));
      assertThat(now.peer(new LinkId("two", 7))).contains(new LinkId("one", 7));
      assertThat(now.peer(new LinkId("one", 8))).contains(new LinkId("three", 7));
      assertThat(now.peer(new LinkId("three", 7))).contains(new LinkId("one", 8));
      assertThat(now.peer(new LinkId("one", 20))).contains(new LinkId("one", 21));
      assertThat(now.peers()).hasSize(6);
      try (LiveTopology other = LiveTopology.start()) {
        other.watch(List.of(namespaces.open("two"), namespaces.open("three")));
        assertThat(other.current().peers())
            .as("peers in a namespace that is not watched")
            .isEmpty();
        other.watch(List.of(one));
        assertThat(other.current().peers()).isEqualTo(now.peers());
        other.forget("two");
        assertThat(other.current().peers()).hasSize(4);
      }
    }
  }

  @Test
  void knowsBridgesTunnelsAndWhatIsBelow() {
    try (TestNamespaces namespaces = new TestNamespaces();
        LiveTopology live = LiveTopology.start()) {
      live.watch(List.of(namespaces.add("one"), namespaces.add("two"), namespaces.add("pod")));
      sh(
          """
          ip -n one link add up0 type veth peer name up0 netns two
          for n in one two; do
            ip -n $n link set up0 up
            ip -n $n addr add 192.168.0.$([ $n = one ] && echo 1 || echo 2)/24 dev up0
            ip -n $n link add vx type vxlan id 1 dstport 8472 dev up0 nolearning
            ip -n $n link set vx up
          done
          ip -n two link add decoy type vxlan id 2 dstport 8472 dev up0
          ip -n one link add cni0 type bridge
          ip -n one link add veth0 master cni0 type veth peer name eth0 netns pod
          ip -n one link add mv0 link up0 type macvlan mode bridge
          ip -n one link set mv0 netns pod
          bridge -n one fdb add 02:00:00:00:00:02 dev vx dst 192.168.0.2
          """);
      Topology now = live.sync();
      LinkId vx = now.link("one", "vx").orElseThrow();
      assertThat(now.lower(vx)).isEqualTo(now.link("one", "up0")).isPresent();
      assertThat(now.lower(now.link("pod", "mv0").orElseThrow())).isEqualTo(now.lower(vx));
      assertThat(now.lower(now.link("one", "up0").orElseThrow())).isEmpty();
      LinkId port = now.link("one", "veth0").orElseThrow();
      assertThat(now.master(port)).isEqualTo(now.link("one", "cni0")).isPresent();
      assertThat(now.master(vx)).isEmpty();
      Namespace one = now.namespace("one").orElseThrow();
      assertThat(one.portsOf(now.master(port).orElseThrow().index())).hasSize(1);
      assertThat(
              now.farEnds(
                  vx,
                  one.fdb().stream().flatMap(it -> it.remote().stream()).findFirst().orElseThrow()))
          .containsExactly(now.link("two", "vx").orElseThrow());
      assertThat(now.name(vx)).isEqualTo("one/vx");
      assertThat(TopologyGraph.of(now).edgeSet())
          .contains(
              new Relation(Relation.Kind.PORT, port, now.master(port).orElseThrow()),
              new Relation(Relation.Kind.LOWER, vx, now.lower(vx).orElseThrow()),
              new Relation(Relation.Kind.TUNNEL, vx, now.link("two", "vx").orElseThrow()));
      assertThat(
              TopologyGraph.of(now).edgeSet().stream()
                  .filter(edge -> edge.kind() == Relation.Kind.PEER))
          .hasSize(2);
      assertThat(TopologyGraph.of(now).vertexSet()).hasSize((int) now.links().count());
    }
  }

  @Test
  void keepsOldVersionsAndNoMoreThanItMay() {
    try (TestNamespaces namespaces = new TestNamespaces();
        LiveTopology live = LiveTopology.start(4, 1 << 20)) {
      live.watch(List.of(namespaces.add("one")));
      sh("ip -n one link add first type bridge");
      Topology first = live.sync();
      Instant then = Instant.now();
      sh("ip -n one link add second type bridge");
      Topology second = live.sync();
      assertThat(second.version()).isGreaterThan(first.version());
      assertThat(live.at(then)).contains(first);
      assertThat(live.at(Instant.now())).contains(second);
      assertThat(live.at(Instant.EPOCH.plusSeconds(1))).as("before the first").isEmpty();
      assertThat(first.link("one", "second")).isEmpty();
      assertThat(Difference.between(first, second).stream().map(Difference::kind))
          .containsOnly(Difference.Kind.ADDED);
      for (int i = 0; i < 10; i++) {
        sh("ip -n one link set first mtu " + (1000 + i));
        live.sync();
      }
      assertThat(live.versions()).hasSize(4);
      assertThat(live.at(then)).isEmpty();
      Topology last = live.sync();
      assertThat(live.sync()).as("nothing happened").isSameAs(last);
    }
  }

  @Test
  void tellsItsListeners() {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (TestNamespaces namespaces = new TestNamespaces();
        LiveTopology live = LiveTopology.start()) {
      live.watch(List.of(namespaces.add("one")));
      LiveTopology.Listener listener =
          (before, now) -> {
            assertThat(now.version()).isEqualTo(before.version() + 1);
            Difference.between(before, now).forEach(it -> heard.add(it.toString()));
          };
      live.listen(listener);
      sh("ip -n one route add blackhole 10.9.0.0/16");
      live.sync();
      assertThat(heard).containsExactly("one: + blackhole 10.9.0.0/16");
      sh("ip -n one route del blackhole 10.9.0.0/16");
      live.sync();
      assertThat(heard).last().isEqualTo("one: - blackhole 10.9.0.0/16");
      live.unlisten(listener);
      sh("ip -n one route add blackhole 10.9.0.0/16");
      live.sync();
      assertThat(heard).hasSize(2);
    }
  }

  @Test
  void aNamespaceThatGoesIsGone() {
    try (TestNamespaces namespaces = new TestNamespaces();
        LiveTopology live = LiveTopology.start()) {
      NetworkNamespace two = namespaces.add("two");
      live.watch(List.of(namespaces.add("one"), two));
      sh("ip -n one link add eth0 type veth peer name eth0 netns two");
      assertThat(live.sync().peers()).hasSize(2);
      namespaces.delete(two);
      await("two is gone", () -> !live.sync().namespaces().containsKey("two"));
      await("its peer too", () -> live.sync().link("one", "eth0").isEmpty());
      assertThat(live.sync().namespace("one").orElseThrow().ids()).isEmpty();
      live.watch(List.of(namespaces.add("two")));
      assertThat(live.current().link("two", "lo")).isPresent();
      assertThat(live.current().link("two", "eth0")).isEmpty();
    }
  }

  @Test
  void whatTheKernelCouldNotTellIsAskedForAnew() {
    try (TestNamespaces namespaces = new TestNamespaces();
        LiveTopology live = LiveTopology.start(64, 1)) {
      List<NetworkNamespace> both = List.of(namespaces.add("one"), namespaces.add("two"));
      live.watch(both);
      StringBuilder batch = new StringBuilder();
      for (int i = 0; i < 4000; i++) {
        batch.append("route add blackhole 10.").append(i / 250).append('.').append(i % 250);
        batch.append(".0/24\n");
      }
      sh("ip -n one -batch -", batch.toString());
      sh("ip -n two route add blackhole 10.0.0.0/8");
      Fresh.demandSame(live, both, "after a flood of routes");
      assertThat(live.resyncs()).isPositive();
      assertThat(live.current().namespace("one").orElseThrow().routes()).hasSizeGreaterThan(4000);
      assertThat(live.failure()).isEmpty();
    }
  }

  @Test
  void aNamespaceThatIsClosedCannotBeWatched() {
    try (TestNamespaces namespaces = new TestNamespaces();
        LiveTopology live = LiveTopology.start()) {
      NetworkNamespace one = namespaces.add("one");
      namespaces.delete(one);
      assertThatThrownBy(() -> live.watch(List.of(one))).isInstanceOf(KernelException.class);
      assertThat(live.sync().namespaces()).isEmpty();
    }
  }
}
