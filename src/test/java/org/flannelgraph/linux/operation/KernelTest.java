package org.flannelgraph.linux.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.linux.KernelState;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.plugin.Plan;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run of operations that fails in the middle, at real obstacles, and what is left then. */
@Tag("kernel")
@Tag("root")
@ExtendWith(NothingLeaked.class)
class KernelTest {
  /** As small as a cluster can be that has every kind of operation. */
  private static Cluster cluster() {
    Cluster cluster = Clusters.withoutOffloads(Clusters.dualStack(Clusters.empty("test")));
    cluster = Clusters.withNode(Clusters.withNode(cluster, "node1"), "node2");
    return Clusters.withPod(cluster, "red", "node1", Clusters.WEB);
  }

  /**
   * What somebody does by hand so that the operation can't be done; empty if nothing can stop it.
   */
  private static Optional<String> obstacle(Operation operation) {
    return switch (operation) {
      case AddNamespace add -> Optional.of(add.command());
      case AddLink add -> Optional.of(add.command());
      case AddVeth add -> Optional.of(add.command());
      case AddAddress add -> Optional.of(add.command());
      case AddRoute add -> Optional.of(add.command());
      case AddRule add -> Optional.of(add.command());
      case AddNeighbour add -> Optional.of(delete(add.namespace(), add.device()));
      case AddTunnelEntry add -> Optional.of(delete(add.namespace(), add.device()));
      case SetUp set ->
          set.device().equals("lo")
              ? Optional.empty()
              : Optional.of(delete(set.namespace(), set.device()));
      case SetHairpin set -> Optional.of(delete(set.namespace(), set.device()));
      case SetOffloads set -> Optional.of(delete(set.namespace(), set.device()));
      case SetSysctl set ->
          set.needs().size() == 1
              ? Optional.empty()
              : Optional.of(delete(set.namespace(), set.needs().getLast().name().substring(4)));
      case AddNftTable add ->
          Optional.of(
              "ip netns exec %1$s nft add table %2$s; ip netns exec %1$s nft add chain %2$s forward"
                      .formatted(add.namespace(), add.table().family() + " " + add.table().name())
                  + " '{ type route hook output priority 0; }'");
      case Undo undo -> throw new IllegalArgumentException(undo.command());
    };
  }

  private static String delete(String namespace, String device) {
    return "ip -n " + namespace + " link delete " + device;
  }

  @TestFactory
  Stream<DynamicTest> aFailureAnywhereTakesBackAllBeforeIt() {
    List<Operation> operations = Plan.of(cluster()).operations();
    return IntStream.range(0, operations.size())
        .filter(i -> obstacle(operations.get(i)).isPresent())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    i + " " + operations.get(i).command(), () -> failsAt(operations, i)));
  }

  private static void failsAt(List<Operation> operations, int position) {
    try (ExecutorService home = Executors.newSingleThreadExecutor()) {
      CompletableFuture.runAsync(() -> {}, home).join();
      failsAt(operations, position, home);
    }
  }

  /**
   * @param home has its thread already: what is started from one that is in a namespace of the lab
   *     stays there, as does the thread by which Java waits for a process
   */
  private static void failsAt(List<Operation> operations, int position, Executor home) {
    Operation failing = operations.get(position);
    Consumer<Operation> byHand =
        new Consumer<>() {
          private int done = 0;

          @Override
          public void accept(Operation operation) {
            if (++done == position) {
              CompletableFuture.runAsync(() -> sh(obstacle(failing).orElseThrow()), home).join();
            }
          }
        };
    try (Kernel kernel = new Kernel()) {
      if (position == 0) {
        sh(obstacle(failing).orElseThrow());
      }
      assertThatThrownBy(() -> kernel.run(operations, byHand))
          .isInstanceOf(OperationException.class)
          .hasMessageStartingWith("failed: " + failing.command() + "\n")
          .hasMessageEndingWith("\n  What had been done before it was taken back.")
          .message()
          .containsPattern("\\(E[A-Z]+\\)|Error: ");
      assertThat(kernel.namespaces()).isEmpty();
    }
    String left = sh("ip netns list");
    sh("ip -all netns delete");
    assertThat(left.strip()).isEqualTo(failing instanceof AddNamespace add ? add.namespace() : "");
    assertThat(sh("ip -br link")).hasLineCount(1);
  }

  /** Only the first failure is told, though nft's answers come later than they were asked for. */
  @Test
  void aChangeThatFailsIsTakenBackToTheState() {
    Cluster before = Clusters.withoutNode(cluster(), "node2");
    Cluster after = cluster();
    try (Kernel kernel = new Kernel()) {
      kernel.run(Plan.of(after).operations(), operation -> {});
      KernelState state = KernelState.settled(after.placeNames());
      List<Operation> changes = new ArrayList<>(Plan.of(after).changesTo(Plan.of(before)));
      changes.add(new AddNamespace("red")); // it is there
      assertThatThrownBy(() -> kernel.run(changes, operation -> {}))
          .isInstanceOf(OperationException.class)
          .hasMessageStartingWith("failed: ip netns add red\n")
          .hasMessageEndingWith("\n  What had been done before it was taken back.");
      KernelState.awaitEqual(() -> KernelState.of(after.placeNames()), state);
    }
  }

  @Test
  void whatIsGoneByHandCanBeTakenBack() {
    Cluster all = cluster();
    try (Kernel kernel = new Kernel()) {
      kernel.run(Plan.of(all).operations(), operation -> {});
      sh("ip -n node1 link delete flannel.1");
      sh("ip -n red route delete default");
      sh("ip -n red addr flush dev eth0");
      sh("ip netns exec node1 nft flush ruleset");
      sh("ip netns delete node2");
      Plan nothing = new Plan(List.of(), List.of());
      kernel.run(Plan.of(all).changesTo(nothing), operation -> {});
      assertThat(kernel.namespaces()).isEmpty();
      assertThat(sh("ip netns list")).isBlank();
    }
  }

  /** {@code ip netns add} mounts the folder of names on itself, over all that is in it. */
  @Test
  void aNamespaceAddedByHandIsNoObstacle() {
    try (Kernel kernel = new Kernel()) {
      kernel.run(List.of(new AddNamespace("first"), new AddNamespace("second")), operation -> {});
      sh("ip netns add byhand");
      kernel.run(List.of(new AddNamespace("first").undo()), operation -> {});
      assertThat(sh("ip netns list | sort")).isEqualTo("byhand\nsecond\n");
    }
    assertThat(sh("ip netns list")).isEqualTo("byhand\n");
    sh("ip netns delete byhand");
  }
}
