package org.flannelgraph.journey;

import java.util.HashSet;
import java.util.Set;

/**
 * Which namespace has which IP address, and which namespaces route, as the journeys so far prove.
 */
final class Residents {
  private final Votes addresses = new Votes();
  private final Set<Integer> routers = new HashSet<>();

  /** Learns from a journey: whoever sent it has the source address. */
  void learn(Step root, Wiring wiring) {
    int sender = wiring.owner(root.sighting.level(0, Reading.SOURCE));
    if (root.sighting.isIp() && root.sighting.namespace == sender) {
      addresses.add(root.sighting.source, root.sighting.namespace, 1);
    }
    for (Step step : root.inOrder()) {
      Step parent = step.parent;
      if (parent != null
          && parent.sighting.namespace == step.sighting.namespace
          && parent.sighting.ttl() > step.sighting.ttl()) {
        routers.add(step.sighting.namespace);
      }
    }
  }

  /** The namespace that has an address, by its hash; {@link Wiring#NONE} if nothing tells. */
  int home(long address) {
    return addresses.best(address);
  }

  /** Whether a namespace was seen to route. */
  boolean isRouter(int namespace) {
    return routers.contains(namespace);
  }
}
