package org.flannelgraph.session;

import java.util.HashMap;
import java.util.Map;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.journey.Endpoint;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.topology.Snapshot;

/** Tells pods by their addresses. */
final class PodNames {
  private final Map<String, String> pods = new HashMap<>();

  PodNames(Cluster cluster) {
    for (Pod pod : cluster.pods()) {
      pods.put(Addresses.format(pod.address().address()), pod.namespaceName());
      Cidr address6 = pod.address6();
      if (address6 != null) {
        pods.put(Addresses.format(address6.address()), pod.namespaceName());
      }
    }
  }

  /** Those that a snapshot says are pods. */
  PodNames(Snapshot snapshot) {
    for (String pod : snapshot.pods()) {
      snapshot.topology().namespace(pod).stream()
          .flatMap(namespace -> namespace.addresses().stream())
          .map(Address::address)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .forEach(address -> pods.put(Addresses.format(address), pod));
    }
  }

  /** The same journey between named endpoints. */
  Journey name(Journey journey) {
    return journey.between(name(journey.source()), name(journey.destination()));
  }

  private Endpoint name(Endpoint endpoint) {
    return new Endpoint(endpoint.address(), endpoint.port(), pods.get(endpoint.address()));
  }
}
