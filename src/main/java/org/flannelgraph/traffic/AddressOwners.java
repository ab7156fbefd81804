package org.flannelgraph.traffic;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.jspecify.annotations.Nullable;

/** Whose an address of a cluster is: the name of a node, a pod or the switch. */
final class AddressOwners {
  private final Map<InetAddress, String> owners = new HashMap<>();

  private AddressOwners() {}

  static Function<InetAddress, Optional<String>> of(Cluster cluster) {
    AddressOwners all = new AddressOwners();
    all.add(cluster.switchAddress(), Cluster.UNDERLAY);
    all.add(cluster.switchAddress6(), Cluster.UNDERLAY);
    cluster.nodes().forEach(all::add);
    for (Pod pod : cluster.pods()) {
      all.add(pod.address(), pod.namespaceName());
      all.add(pod.address6(), pod.namespaceName());
    }
    return address -> Optional.ofNullable(all.owners.get(address));
  }

  /** A node answers from the underlay, from its bridge or from its tunnel device. */
  private void add(Node node) {
    owners.put(node.address(), node.name());
    if (node.address6() != null) {
      owners.put(node.address6(), node.name());
    }
    add(node.gateway(), node.name());
    add(node.gateway6(), node.name());
    add(node.podCidr(), node.name());
    add(node.podCidr6(), node.name());
  }

  private void add(@Nullable Cidr address, String name) {
    if (address != null) {
      owners.put(address.address(), name);
    }
  }
}
