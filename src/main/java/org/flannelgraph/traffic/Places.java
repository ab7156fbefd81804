package org.flannelgraph.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Dump;
import org.flannelgraph.linux.route.Neighbour;

/** The namespaces that checks send from and to, with what is known of them. */
final class Places implements AutoCloseable {
  /** Discard (RFC 863): a datagram socket is connected to it, and sends nothing. */
  private static final int ANY_PORT = 9;

  /**
   * After so many checks what they made known is forgotten: each may add two neighbours and more.
   */
  static final int MANY_CHECKS = 256;

  private final Map<String, NetworkNamespace> namespaces = new HashMap<>();
  private final Map<String, DatagramChannel> routeProbes = new HashMap<>();
  private final Map<String, List<InetAddress>> ownAddresses = new HashMap<>();

  Places(List<ModelCheck> checks, Function<String, NetworkNamespace> byName) {
    checks.stream()
        .flatMap(check -> Stream.of(check.from(), check.to()))
        .distinct()
        .forEach(name -> namespaces.put(name, byName.apply(name)));
    namespaces.forEach(
        (name, namespace) -> {
          routeProbes.put(name, namespace.inside(DatagramChannel::open));
          ownAddresses.put(name, addresses(namespace));
        });
  }

  /** Not by {@link java.net.NetworkInterface}: for IPv6 it reads the main thread's /proc/net. */
  private static List<InetAddress> addresses(NetworkNamespace namespace) {
    return Dump.addresses(namespace.route()).stream().map(Address::address).toList();
  }

  /**
   * Has the kernel forget the neighbours that it has learned in these namespaces. Its one table for
   * all namespaces, the machine's own included, has room for 1,024 (gc_thresh3) and lets no entry
   * of the last five seconds go; in a large lab, all pairs are more.
   */
  void forgetNeighbours() {
    for (NetworkNamespace namespace : namespaces.values()) {
      Dump.neighbours(namespace.route()).stream()
          .filter(Places::isLearned)
          .forEach(neighbour -> forget(namespace, neighbour));
    }
  }

  private static boolean isLearned(Neighbour neighbour) {
    int lasting = Neighbour.NUD_PERMANENT | Neighbour.NUD_NOARP;
    return (neighbour.state() & lasting) == 0 && !neighbour.isProxy();
  }

  private static void forget(NetworkNamespace namespace, Neighbour neighbour) {
    try {
      namespace.route().change(neighbour.delete(() -> "ip -n " + namespace.name() + " neigh del"));
    } catch (KernelException gone) {
      // The kernel itself has let it go.
    }
  }

  NetworkNamespace namespace(String name) {
    NetworkNamespace namespace = namespaces.get(name);
    if (namespace == null) {
      throw new IllegalArgumentException("no check names " + name);
    }
    return namespace;
  }

  Iterable<String> names() {
    return namespaces.keySet();
  }

  /** The addresses that a namespace has. */
  List<InetAddress> ownAddresses(String name) {
    return ownAddresses.getOrDefault(name, List.of());
  }

  /** The source address that the kernel gives a socket there which talks to this destination. */
  Optional<InetAddress> source(String name, InetAddress destination) {
    DatagramChannel probe = routeProbes.get(name);
    if (probe == null) {
      return Optional.empty();
    }
    synchronized (probe) {
      try {
        probe.connect(new InetSocketAddress(destination, ANY_PORT));
        Optional<InetAddress> source =
            probe.getLocalAddress() instanceof InetSocketAddress local
                ? Optional.of(local.getAddress())
                : Optional.empty();
        probe.disconnect();
        return source;
      } catch (IOException unreachable) {
        return Optional.empty();
      }
    }
  }

  @Override
  public void close() {
    for (DatagramChannel probe : routeProbes.values()) {
      try {
        probe.close();
      } catch (IOException gone) {
        // It is closed, which is all that was wanted.
      }
    }
  }
}
