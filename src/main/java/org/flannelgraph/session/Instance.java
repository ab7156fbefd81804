package org.flannelgraph.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Pod;

/**
 * A container of a pod as it runs. It has to be started anew if it or its pod becomes another one,
 * but not if another container of the pod does.
 *
 * @param pod without its containers
 */
record Instance(Pod pod, Container container) {
  /** All that a cluster wants to run. */
  static List<Instance> of(Cluster cluster) {
    List<Instance> instances = new ArrayList<>();
    for (Pod pod : cluster.pods()) {
      Pod bare =
          new Pod(
              pod.name(),
              pod.kubernetesNamespace(),
              pod.node(),
              pod.address(),
              pod.address6(),
              List.of());
      pod.containers().forEach(container -> instances.add(new Instance(bare, container)));
    }
    return instances;
  }

  /** Those of {@code all} that {@code others} has not. */
  static List<Instance> without(List<Instance> all, List<Instance> others) {
    Set<Instance> known = new HashSet<>(others);
    return all.stream().filter(instance -> !known.contains(instance)).toList();
  }

  /** The name of its pod's network namespace. */
  String place() {
    return pod.namespaceName();
  }
}
