package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flannelgraph.cluster.Backend;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.cluster.CniConfig;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.cluster.Workload;
import org.flannelgraph.linux.KernelState;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.SideBySide;
import org.flannelgraph.linux.TestNamespaces;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.operation.OperationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** A running lab becomes another one, and what both have goes on undisturbed. */
@Tag("kernel")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class ApplyTest {
  private static final Container ECHO =
      new Container("echo", "flannelgraph/echo", new Workload.Echo(List.of(7), List.of(7)));
  private static final Container SLEEPER =
      new Container("sleeper", "", new Workload.Command(List.of("sleep", "1234567")));
  private static final Container DAEMON =
      new Container(
          "daemon", "", new Workload.Command(List.of("sh", "-c", "setsid sleep 7654321 & wait")));
  private static final Pattern PING =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");

  /** Red and blue, green and violet, and a third node without a pod. */
  private static Cluster threeNodes() {
    return Clusters.withNode(Clusters.twoNodes(), "node3");
  }

  private static Cluster dualStack() {
    return Clusters.fourPods(Clusters.dualStack(Clusters.empty("test")));
  }

  /** What a fresh build of a cluster makes. */
  private static SideBySide.Aside fresh(SideBySide labs, Cluster cluster) {
    return aside(labs, new Lab(cluster));
  }

  private static SideBySide.Aside aside(SideBySide labs, Lab lab) {
    return labs.put(lab.session().cluster().placeNames(), lab::close);
  }

  /** Of the lab that is not aside. */
  private static List<String> namespaces() {
    return sh("ip netns list")
        .lines()
        .map(line -> line.split(" ", -1)[0])
        .filter(name -> !SideBySide.isAside(name))
        .toList();
  }

  /** What becomes of a lab. */
  private record Change(String name, Cluster before, Cluster after) {
    Lab apply() {
      return lab(before, lab -> lab.session().apply(after));
    }
  }

  /** A lab that has been changed, or none if that failed. */
  private static Lab lab(Cluster before, Consumer<Lab> change) {
    Lab lab = new Lab(before);
    try {
      change.accept(lab);
      assertThat(namespaces())
          .containsExactlyInAnyOrderElementsOf(lab.session().cluster().placeNames());
      return lab;
    } catch (RuntimeException | AssertionError failed) {
      lab.close();
      throw failed;
    }
  }

  private static List<Change> changes() {
    Cluster four = Clusters.twoNodes();
    Cluster dual = dualStack();
    Cluster three = threeNodes();
    return List.of(
        new Change("a node and pods come", dual, grown(dual)),
        new Change("a node and pods go", grown(dual), dual),
        new Change("the first node goes", three, Clusters.withoutNode(three, "node1")),
        new Change("a node's last pod goes", four, without(four, "green", "violet")),
        new Change(
            "a pod has another address", dual, Clusters.withAddress(dual, "red", "10.244.1.77")),
        new Change("a pod moves", four, moved(four)),
        new Change("two pods swap their addresses", four, swapped(four)),
        new Change("another MTU", dual, Clusters.withUnderlayMtu(dual, 1400)),
        new Change("another VNI", dual, Clusters.with(dual, vxlan(9))),
        new Change("host-gw", dual, Clusters.with(dual, new Backend.HostGw())),
        new Change("IPv6 comes", four, dual),
        new Change("IPv6 goes", dual, four),
        new Change("offloads go", four, Clusters.withoutOffloads(four)),
        new Change(
            "another bridge",
            four,
            Clusters.with(
                four, new CniConfig("n", "br1", false, true, true, false, false, null, "{}"))));
  }

  private static Cluster grown(Cluster cluster) {
    return Clusters.withPod(
        Clusters.withPod(Clusters.withNode(cluster, "node3"), "amber", "node3", Clusters.WEB),
        "teal",
        "node1",
        Clusters.WEB);
  }

  private static Cluster without(Cluster cluster, String... pods) {
    Cluster less = cluster;
    for (String pod : pods) {
      less = Clusters.withoutPod(less, pod);
    }
    return less;
  }

  private static Cluster moved(Cluster cluster) {
    return Clusters.withPod(Clusters.withoutPod(cluster, "red"), "red", "node2", Clusters.WEB);
  }

  private static Cluster swapped(Cluster cluster) {
    return Clusters.withAddress(
        Clusters.withAddress(cluster, "red", "10.244.1.3"), "blue", "10.244.1.2");
  }

  private static Backend.Vxlan vxlan(int vni) {
    return new Backend.Vxlan(vni, 8472, null, false, false, false);
  }

  /** All labs are made before the first one is looked at, and have settled together by then. */
  @TestFactory
  Stream<DynamicTest> theStateIsThatOfAFreshBuild() {
    SideBySide labs = new SideBySide();
    Map<Cluster, SideBySide.Aside> fresh = new HashMap<>();
    List<DynamicTest> tests = new ArrayList<>();
    try {
      for (Change change : changes()) {
        tests.add(compared(change.name, change.after, change::apply, labs, fresh));
      }
      for (long seed = 1; seed <= 3; seed++) {
        List<Cluster> steps = aHundred(new Random(seed));
        tests.add(
            compared(
                "a hundred changes from seed " + seed,
                steps.getLast(),
                () -> lab(dualStack(), lab -> steps.forEach(lab.session()::apply)),
                labs,
                fresh));
      }
      return tests.stream().onClose(labs::close);
    } catch (RuntimeException | AssertionError failed) {
      labs.close();
      throw failed;
    }
  }

  private static DynamicTest compared(
      String name,
      Cluster after,
      Supplier<Lab> change,
      SideBySide labs,
      Map<Cluster, SideBySide.Aside> fresh) {
    try {
      Lab lab = change.get();
      SideBySide.Aside changed = aside(labs, lab);
      SideBySide.Aside wanted = fresh.computeIfAbsent(after, cluster -> fresh(labs, cluster));
      return dynamicTest(
          name,
          () -> {
            assertThat(lab.session().cluster()).isEqualTo(after);
            KernelState.awaitEqual(changed::state, wanted.settled());
            if (!after.offloads()) {
              assertThat(changed.stateWithOffloads()).isEqualTo(wanted.stateWithOffloads());
            }
          });
    } catch (RuntimeException | AssertionError failed) {
      return dynamicTest(
          name,
          () -> {
            throw failed;
          });
    }
  }

  private static List<Cluster> aHundred(Random random) {
    List<Cluster> steps = new ArrayList<>();
    Cluster cluster = dualStack();
    for (int i = 0; i < 100; i++) {
      cluster = changed(cluster, random, "x" + i);
      steps.add(cluster);
    }
    return steps;
  }

  /**
   * One change, but never to less than one node with one pod or to more than is quickly looked at.
   */
  private static Cluster changed(Cluster cluster, Random random, String name) {
    Node node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    Pod pod = cluster.pods().get(random.nextInt(cluster.pods().size()));
    List<UnaryOperator<Cluster>> changes = new ArrayList<>();
    changes.add(it -> Clusters.withContainers(it, pod.name(), ECHO));
    changes.add(it -> Clusters.withContainers(it, pod.name(), Clusters.WEB, ECHO));
    changes.add(
        it ->
            Clusters.withAddress(
                it,
                pod.name(),
                pod.address()
                    .address()
                    .getHostAddress()
                    .replaceAll("\\d+$", "1" + (10 + random.nextInt(80)))));
    if (cluster.nodes().size() < 4) {
      changes.add(it -> Clusters.withNode(it, name));
    } else if (cluster.podsOn(node).size() < cluster.pods().size()) {
      changes.add(it -> Clusters.withoutNode(it, node.name()));
    }
    if (cluster.pods().size() < 6) {
      changes.add(it -> Clusters.withPod(it, name, node.name(), Clusters.WEB));
    } else {
      changes.add(it -> Clusters.withoutPod(it, pod.name()));
    }
    return changes.get(random.nextInt(changes.size())).apply(cluster);
  }

  @Test
  void nothingElseIsDisturbed() throws Exception {
    Cluster cluster = Clusters.withContainers(Clusters.twoNodes(), "violet", ECHO, SLEEPER);
    cluster = Clusters.withContainers(cluster, "green", Clusters.WEB, ECHO);
    try (Lab lab = new Lab(cluster);
        SocketChannel across = lab.connect("blue", "10.244.2.3", 7);
        SocketChannel near = lab.connect("violet", "10.244.2.2", 7)) {
      assertThat(Lab.echo(across, "before")).isEqualTo("before");
      String before = sh("ip -n violet -o link; pgrep -x sleep; stat -L -c %i /run/netns/violet");
      Process ping =
          new ProcessBuilder(
                  "ip",
                  "netns",
                  "exec",
                  "blue",
                  "ping",
                  "-q",
                  "-i",
                  "0.005",
                  "-c",
                  "800",
                  "10.244.2.3")
              .start();
      ping.getOutputStream().close();
      int changes = 0;
      while (ping.isAlive()) {
        lab.session().apply(grown(cluster));
        lab.session().apply(Clusters.withoutPod(grown(cluster), "red"));
        lab.session().apply(Clusters.withContainers(cluster, "green", ECHO));
        lab.session().apply(cluster);
        changes += 4;
      }
      assertThat(changes).isGreaterThan(8);
      String words;
      try (var output = ping.getInputStream()) {
        words = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      }
      ping.getErrorStream().close();
      Matcher counts = PING.matcher(words);
      assertThat(counts.find()).as(words).isTrue();
      assertThat(counts.group(2)).isEqualTo(counts.group(1)).isEqualTo("800");
      assertThat(Lab.echo(across, "after")).isEqualTo("after");
      assertThat(Lab.echo(near, "after")).isEqualTo("after");
      assertThat(sh("ip -n violet -o link; pgrep -x sleep; stat -L -c %i /run/netns/violet"))
          .isEqualTo(before);
    }
  }

  @Test
  void theOtherNodesFollow() {
    Cluster cluster = Clusters.twoNodes();
    try (Lab lab = new Lab(cluster)) {
      lab.session().apply(grown(cluster));
      String flannel = "ip -n node2 neigh show dev flannel.1 nud permanent";
      assertThat(sh(flannel)).contains("10.244.1.0 ").contains("10.244.3.0 ");
      assertThat(sh("bridge -n node2 fdb show dev flannel.1"))
          .contains("dst 192.168.0.11 ")
          .contains("dst 192.168.0.13 ");
      assertThat(sh("ip -n node2 route")).contains("10.244.3.0/24 via 10.244.3.0 dev flannel.1");
      lab.output("violet", "ping -q -c 1 -W 5 10.244.3.2");
      lab.session().apply(Clusters.withoutNode(grown(cluster), "node1"));
      assertThat(sh(flannel)).doesNotContain("10.244.1.0 ").contains("10.244.3.0 ");
      assertThat(sh("bridge -n node2 fdb show dev flannel.1")).doesNotContain("dst 192.168.0.11 ");
      assertThat(sh("ip -n node2 route")).doesNotContain("10.244.1.0/24");
      assertThat(sh("ip -n underlay -br link")).doesNotContain("p1@").contains("p2@", "p3@");
    }
  }

  @Test
  void onlyAContainerThatChangedStartsAnew() throws Exception {
    Container moreWeb = new Container("web", "", new Workload.Http(List.of(8080, 9090)));
    Cluster cluster =
        Clusters.withContainers(Clusters.twoNodes(), "red", Clusters.WEB, ECHO, SLEEPER);
    try (Lab lab = new Lab(cluster);
        SocketChannel echo = lab.connect("blue", "10.244.1.2", 7)) {
      String namespace = sh("stat -L -c %i /run/netns/red");
      String process = sh("pgrep -x sleep");
      List<Operation> operations =
          lab.session().apply(Clusters.withContainers(cluster, "red", moreWeb, ECHO, SLEEPER));
      assertThat(operations).isEmpty();
      assertThat(lab.output("blue", "curl -s http://red:9090/")).contains("\"pod\":\"red\"");
      assertThat(lab.output("blue", "curl -s http://red:8080/")).contains("\"pod\":\"red\"");
      assertThat(Lab.echo(echo, "still here")).isEqualTo("still here");
      assertThat(sh("pgrep -x sleep")).isEqualTo(process);

      lab.session().apply(Clusters.withContainers(cluster, "red", moreWeb));
      assertThat(sh("pgrep -x sleep || :")).isEmpty();
      assertThat(echo.socket().getInputStream().read()).isEqualTo(-1);
      assertThat(sh("stat -L -c %i /run/netns/red")).isEqualTo(namespace);
      assertThat(lab.notices()).isEmpty();
    }
  }

  /** A port can go from one container to another in one step. */
  @Test
  void aPortThatIsGivenUpIsFreeAtOnce() {
    Cluster cluster = Clusters.twoNodes();
    Container other = new Container("other", "", new Workload.Echo(List.of(8080), List.of(8080)));
    try (Lab lab = new Lab(cluster)) {
      for (int i = 0; i < 50; i++) {
        lab.session().apply(Clusters.withContainers(cluster, "red", other));
        lab.session().apply(cluster);
      }
      assertThat(lab.output("blue", "curl -s http://red:8080/")).contains("\"pod\":\"red\"");
    }
  }

  @Test
  void aChangeThatFailsChangesNothing() throws IOException {
    Cluster cluster = Clusters.withContainers(Clusters.twoNodes(), "red", Clusters.WEB, SLEEPER);
    try (SideBySide labs = new SideBySide()) {
      SideBySide.Aside before = fresh(labs, Clusters.twoNodes());
      try (Lab lab = new Lab(cluster);
          SocketChannel connection = lab.connect("blue", "10.244.2.2", 8080)) {
        assertThat(lab.output("red", "ls /sys/class/net")).isEqualTo("eth0\nlo\n");
        sh("ip netns add teal");
        assertThatThrownBy(() -> lab.session().apply(grown(without(cluster, "red"))))
            .isInstanceOf(OperationException.class)
            .hasMessageStartingWith("failed: ip netns add teal\n")
            .hasMessageEndingWith("\n  What had been done before it was taken back.");
        sh("ip netns delete teal");
        assertThat(lab.output("red", "ls /sys/class/net")).isEqualTo("eth0\nlo\n");
        unchanged(lab, cluster, before);
        assertThat(connection.isConnected()).isTrue();
      }
    }
  }

  @Test
  void aContainerThatCannotStartChangesNothing() throws Exception {
    Cluster cluster = Clusters.withContainers(Clusters.twoNodes(), "red", Clusters.WEB, SLEEPER);
    Container taken = new Container("taken", "", new Workload.Http(List.of(8081)));
    try (SideBySide labs = new SideBySide()) {
      SideBySide.Aside before = fresh(labs, Clusters.twoNodes());
      try (Lab lab = new Lab(cluster);
          SocketChannel squatter = lab.connect("blue", "10.244.2.2", 8080)) {
        int port = squatter.socket().getLocalPort();
        Container wants = new Container("wants", "", new Workload.Http(List.of(port)));
        Cluster changed =
            Clusters.withContainers(grown(without(cluster, "red")), "blue", taken, wants);
        assertThatThrownBy(() -> lab.session().apply(changed))
            .hasMessageContaining("listen on TCP port " + port + " in blue");
        unchanged(lab, cluster, before);
      }
    }
  }

  private static void unchanged(Lab lab, Cluster cluster, SideBySide.Aside before) {
    assertThat(lab.session().cluster()).isEqualTo(cluster);
    assertThat(namespaces()).containsExactlyInAnyOrderElementsOf(cluster.placeNames());
    KernelState.awaitEqual(() -> KernelState.of(cluster.placeNames()), before.settled());
    for (String pod : List.of("red", "blue", "green")) {
      assertThat(lab.output("violet", "curl -s http://" + pod + ":8080/"))
          .contains("\"pod\":\"" + pod + "\"");
    }
    awaitSleepers("1");
  }

  private static void awaitSleepers(String number) {
    TestNamespaces.await(
        number + " processes that sleep", () -> sh("pgrep -cx sleep || :").strip().equals(number));
  }

  /** All that a container has started ends with it, even what has left its group of processes. */
  @Test
  void nothingOfAContainerOutlivesIt() {
    Cluster cluster = Clusters.withContainers(Clusters.twoNodes(), "red", DAEMON, ECHO);
    try (Lab lab = new Lab(cluster)) {
      awaitSleepers("1");
      lab.session().apply(Clusters.withContainers(cluster, "red", ECHO));
      awaitSleepers("0");
      lab.session().apply(cluster);
      awaitSleepers("1");
    }
    awaitSleepers("0");
  }

  @Test
  void nothingOfAPodOutlivesIt() throws Exception {
    Cluster cluster = Clusters.withContainers(Clusters.twoNodes(), "red", DAEMON, ECHO);
    try (Lab lab = new Lab(cluster);
        SocketChannel open = lab.connect("blue", "10.244.1.2", 7)) {
      lab.output("red", "setsid -f sleep 1111111 >/dev/null 2>&1 </dev/null");
      awaitSleepers("2");
      lab.session().apply(without(cluster, "red"));
      awaitSleepers("0");
      assertThat(open.isConnected()).isTrue();
    }
  }
}
