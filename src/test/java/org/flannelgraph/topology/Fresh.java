package org.flannelgraph.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.LinkDetails;
import org.flannelgraph.linux.route.Neighbour;

/** Compares a topology that followed events with one that has just been dumped. */
final class Fresh {
  private Fresh() {}

  /** Demands that they are the same, as soon as what the kernel does by itself has come to rest. */
  static void demandSame(LiveTopology live, Collection<NetworkNamespace> namespaces, String when) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (true) {
      Topology fresh;
      try (LiveTopology other = LiveTopology.start()) {
        other.watch(namespaces);
        fresh = other.current();
      }
      Topology followed = live.sync();
      boolean same = steady(followed).equals(steady(fresh));
      if (same || System.nanoTime() > deadline) {
        if (!same) {
          for (String name : fresh.namespaces().keySet()) {
            List<String> differences =
                Difference.between(
                        requireNonNull(steady(followed).get(name)),
                        requireNonNull(steady(fresh).get(name)))
                    .stream()
                    .map(it -> it + "\n" + it.before() + "\n" + it.after())
                    .toList();
            assertThat(differences).as("what was followed lacks, " + when).isEmpty();
            assertThat(steady(followed).get(name)).as(when).isEqualTo(steady(fresh).get(name));
          }
        }
        assertThat(steady(followed)).as(when).isEqualTo(steady(fresh));
        return;
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Without what the kernel changes in silence by the clock. */
  static Map<String, Namespace> steady(Topology topology) {
    return topology.namespaces().values().stream()
        .collect(
            Collectors.toMap(Namespace::name, Fresh::steady, (one, other) -> one, TreeMap::new));
  }

  /** The same as a topology. */
  static Topology steadily(Topology topology) {
    return new Topology(topology.version(), topology.time(), steady(topology));
  }

  private static Namespace steady(Namespace namespace) {
    return new Namespace(
        namespace.name(),
        namespace.id(),
        namespace.ids(),
        namespace.links().stream().map(Fresh::steady).toList(),
        namespace.addresses().stream().map(Fresh::steady).toList(),
        namespace.routes(),
        namespace.rules(),
        namespace.neighbours().stream()
            .filter(it -> it.state() != Neighbour.NUD_FAILED)
            .map(Fresh::steady)
            .toList(),
        namespace.fdb(),
        namespace.netconf(),
        namespace.sysctls());
  }

  private static Link steady(Link link) {
    return new Link(
        link.index(),
        link.name(),
        link.type(),
        link.flags(),
        link.mtu(),
        link.address(),
        link.master(),
        link.lower(),
        link.lowerNamespace(),
        link.operState(),
        link.isUp() ? link.txQueueLength() : 0,
        link.kind(),
        link.port(),
        link.isUp() ? link.details() : LinkDetails.NONE,
        link.counters());
  }

  private static Address steady(Address address) {
    return new Address(
        address.index(),
        address.address(),
        address.peer(),
        address.prefixLength(),
        address.broadcast(),
        address.scope(),
        address.flags(),
        address.label(),
        address.metric(),
        Address.Lifetime.FOREVER);
  }

  private static Neighbour steady(Neighbour neighbour) {
    int answered =
        Neighbour.NUD_REACHABLE | Neighbour.NUD_STALE | Neighbour.NUD_DELAY | Neighbour.NUD_PROBE;
    return new Neighbour(
        neighbour.index(),
        neighbour.destination(),
        neighbour.linkAddress(),
        (neighbour.state() & answered) != 0 ? Neighbour.NUD_REACHABLE : neighbour.state(),
        neighbour.flags(),
        neighbour.protocol());
  }
}
