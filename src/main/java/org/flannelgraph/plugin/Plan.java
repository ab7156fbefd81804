package org.flannelgraph.plugin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flannelgraph.cluster.Backend;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Lease;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.linux.operation.AddVeth;
import org.flannelgraph.linux.operation.KernelObject;
import org.flannelgraph.linux.operation.Operation;

/**
 * All that builds a cluster.
 *
 * @param steps in order
 * @param notes what differs from what real nodes would do, a sentence each
 */
public record Plan(List<Step> steps, List<String> notes) {
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
    return new Plan(List.copyOf(steps), BridgeCni.notes(cluster));
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
   * What turns the kernel's state after this plan into that after another one. What both have stays
   * as it is, unless what it is built on is made anew. First the rest of this plan is taken back,
   * in reverse order, then what is left of the other one is done.
   */
  public List<Operation> changesTo(Plan other) {
    Map<Operation, Operation> after = new LinkedHashMap<>();
    other.operations().forEach(operation -> after.put(essence(operation), operation));
    Set<KernelObject> lost = new HashSet<>();
    List<Operation> changes = new ArrayList<>();
    for (Operation operation : operations()) {
      boolean stays =
          after.containsKey(essence(operation))
              && operation.needs().stream().noneMatch(lost::contains);
      if (stays) {
        after.remove(essence(operation));
      } else {
        lost.addAll(operation.makes());
        changes.addFirst(operation.undo());
      }
    }
    changes.addAll(after.values());
    return changes;
  }

  /**
   * What of an operation is worth doing it anew for: in a lab that grows large, veths that are
   * there already keep the queues they have.
   */
  private static Operation essence(Operation operation) {
    return operation instanceof AddVeth veth ? veth.withKernelQueues() : operation;
  }
}
