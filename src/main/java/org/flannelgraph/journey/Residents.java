package org.flannelgraph.journey;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/**
 * Which namespace has which IP address, and which namespaces route, as the kernel tells or the
 * journeys so far prove.
 */
final class Residents {
  /** What stands for a namespace in which no frame was seen. */
  static final int UNSEEN = -2;

  private final Votes addresses = new Votes();
  private final Map<Long, Integer> known = new HashMap<>();
  private final Set<Integer> routers = new HashSet<>();

  /** Learns from the kernel, which knows better than any journey. */
  void learn(Topology topology, Places places) {
    known.clear();
    for (Namespace namespace : topology.namespaces().values()) {
      int number = places.findNamespace(namespace.name());
      int home = number == Wiring.NONE ? UNSEEN : number;
      for (Address own : namespace.addresses()) {
        if (!own.address().isLinkLocalAddress() && !own.address().isLoopbackAddress()) {
          known.put(hash(own.address()), home);
        }
      }
    }
  }

  private static long hash(InetAddress address) {
    byte[] bytes = address.getAddress();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return bytes.length == Long.BYTES * 2
        ? Mix.ofAddress(buffer.getLong(), buffer.getLong())
        : Mix.ofAddress(0, buffer.getInt() & 0xffff_ffffL);
  }

  /** Learns from a journey: whoever sent it has the source address. */
  void learn(Step root, Wiring wiring) {
    int sender = wiring.owner(root.sighting.level(0, Reading.SOURCE));
    if (root.sighting.isIp() && root.sighting.namespace == sender) {
      addresses.add(root.sighting.source, root.sighting.namespace, 1);
    }
    learnRouters(root);
  }

  private void learnRouters(Step step) {
    for (Step next : step.children) {
      if (next.sighting.namespace == step.sighting.namespace
          && next.sighting.ttl() < step.sighting.ttl()) {
        routers.add(next.sighting.namespace);
      }
      learnRouters(next);
    }
  }

  /**
   * The namespace that has an address, by its hash; {@link Wiring#NONE} if nothing tells, {@link
   * #UNSEEN} if it is one in which no frame was seen.
   */
  int home(long address) {
    Integer home = known.get(address);
    return home == null ? addresses.best(address) : home;
  }

  /** Whether a namespace was seen to route. */
  boolean isRouter(int namespace) {
    return routers.contains(namespace);
  }
}
