package org.flannelgraph.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flannelgraph.linux.NetworkNamespace;

/** The namespaces that checks send from and to, with what is known of them. */
final class Places implements AutoCloseable {
  /** Discard (RFC 863): a datagram socket is connected to it, and sends nothing. */
  private static final int ANY_PORT = 9;

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
          ownAddresses.put(name, namespace.inside(Places::addresses));
        });
  }

  private static List<InetAddress> addresses() throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      addresses.addAll(Collections.list(device.getInetAddresses()));
    }
    return addresses;
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
