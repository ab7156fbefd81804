package org.flannelgraph.plugin;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.flannelgraph.cluster.Backend;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Lease;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.linux.operation.Operation;

/** All that builds a cluster, in order. */
public record Plan(List<Step> steps) {
  /**
   * Some operations that belong together.
   *
   * @param place the node or pod that they are for
   * @param part what they make there, in words that recur from place to place
   */
  public record Step(String place, String part, List<Operation> operations) {}

  /** The plan for a cluster. */
  public static Plan of(Cluster cluster) {
    Underlay underlay = new Underlay(cluster);
    FlannelBackend backend =
        switch (cluster.flannel().backend()) {
          case Backend.Vxlan vxlan -> new FlannelVxlan(cluster, vxlan);
          case Backend.HostGw _ -> new FlannelHostGw();
        };
    BridgeCni cni = new BridgeCni(cluster);
    List<Lease> leases = cluster.leases();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(Underlay.NAMESPACE, "switch between the nodes", underlay.networkSwitch()));
    for (Node node : cluster.nodes()) {
      steps.add(new Step(node.name(), "namespace and uplink", underlay.uplink(node)));
    }
    for (Lease lease : leases) {
      add(steps, lease.node().name(), "tunnel device", backend.device(lease));
    }
    for (Lease lease : leases) {
      List<Operation> peers = new ArrayList<>();
      leases.stream()
          .filter(peer -> !peer.equals(lease))
          .forEach(peer -> peers.addAll(backend.peer(lease.node().name(), peer)));
      add(steps, lease.node().name(), "ways to the other nodes", peers);
      add(
          steps,
          lease.node().name(),
          "nftables rules",
          FlannelRules.operations(cluster.flannel(), lease));
    }
    for (Node node : cluster.nodes()) {
      List<Pod> pods = cluster.podsOn(node);
      if (!pods.isEmpty()) {
        add(steps, node.name(), "bridge", cni.bridge(node));
      }
      for (Pod pod : pods) {
        add(steps, pod.namespaceName(), "pod", cni.pod(node, pod));
      }
    }
    return new Plan(List.copyOf(steps));
  }

  private static void add(List<Step> steps, String place, String part, List<Operation> operations) {
    if (!operations.isEmpty()) {
      steps.add(new Step(place, part, operations));
    }
  }

  /** All operations in order. */
  public List<Operation> operations() {
    return steps.stream().flatMap(step -> step.operations().stream()).toList();
  }

  /**
   * What turns the kernel's state after this plan into that after another one: what the other lacks
   * is taken back in reverse order, then what it has more is done.
   */
  public List<Operation> changesTo(Plan other) {
    Set<Operation> before = new LinkedHashSet<>(operations());
    Set<Operation> after = new LinkedHashSet<>(other.operations());
    List<Operation> changes = new ArrayList<>();
    for (Operation operation : List.copyOf(before).reversed()) {
      if (!after.contains(operation)) {
        operation.undo().ifPresent(changes::add);
      }
    }
    after.stream().filter(operation -> !before.contains(operation)).forEach(changes::add);
    return changes;
  }
}
