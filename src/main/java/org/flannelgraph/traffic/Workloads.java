package org.flannelgraph.traffic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.cluster.Workload;
import org.flannelgraph.linux.NetworkNamespace;

/** What the containers of pods answer, those that are no process of their own. */
public final class Workloads implements AutoCloseable {
  /** A container by its pod's namespace and its own name. */
  private record Key(String podNamespace, String container) {}

  private final Map<Key, List<Service>> running = new ConcurrentHashMap<>();

  /** Nothing answers yet. */
  public Workloads() {
    try {
      Sockets.warmUp();
    } catch (IOException refused) {
      throw new IllegalStateException("open a socket: " + refused.getMessage(), refused);
    }
  }

  /**
   * Opens the sockets of a container and answers on them.
   *
   * @throws RuntimeException if a port can't be had, as one in use by another container's process;
   *     none of its sockets is open then
   */
  public void start(Pod pod, Container container, NetworkNamespace namespace) {
    List<Service> services = new ArrayList<>();
    try {
      open(pod, container.workload(), namespace, services);
    } catch (RuntimeException refused) {
      services.forEach(Service::close);
      throw refused;
    }
    running.put(new Key(pod.namespaceName(), container.name()), services);
  }

  private static void open(
      Pod pod, Workload workload, NetworkNamespace namespace, List<Service> services) {
    switch (workload) {
      case Workload.Http http -> {
        HttpAnswer answer = new HttpAnswer(pod);
        http.ports().forEach(port -> services.add(Service.accept(namespace, port, answer)));
      }
      case Workload.Echo echo -> {
        echo.tcpPorts()
            .forEach(port -> services.add(Service.accept(namespace, port, Echo::stream)));
        echo.udpPorts().forEach(port -> services.add(Service.echo(namespace, port)));
      }
      case Workload.Idle idle -> {}
      case Workload.Command command -> {}
    }
  }

  /** Closes the sockets of a container, and the connections to it. */
  public void stop(String podNamespace, String container) {
    List<Service> services = running.remove(new Key(podNamespace, container));
    if (services != null) {
      services.forEach(Service::close);
    }
  }

  @Override
  public void close() {
    running.values().forEach(services -> services.forEach(Service::close));
    running.clear();
  }
}
