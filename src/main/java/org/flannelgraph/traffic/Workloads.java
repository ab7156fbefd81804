package org.flannelgraph.traffic;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.cluster.Workload;
import org.flannelgraph.linux.NetworkNamespace;

/**
 * What the containers of pods answer, those that are no process of their own. One virtual thread
 * waits on each socket and one serves each connection.
 */
public final class Workloads implements AutoCloseable {
  private final Map<String, List<Closeable>> open = new ConcurrentHashMap<>();

  /** Nothing answers yet. */
  public Workloads() {
    try {
      Sockets.warmUp();
    } catch (IOException refused) {
      throw new IllegalStateException("open a socket: " + refused.getMessage(), refused);
    }
  }

  /**
   * Opens the sockets of a pod's containers and answers on them.
   *
   * @throws RuntimeException if a port can't be had, as one in use by a container's process
   */
  public void start(Pod pod, NetworkNamespace namespace) {
    List<Closeable> sockets = open.computeIfAbsent(pod.namespaceName(), name -> new ArrayList<>());
    for (Container container : pod.containers()) {
      switch (container.workload()) {
        case Workload.Http http -> {
          HttpAnswer answer = new HttpAnswer(pod);
          http.ports().forEach(port -> sockets.add(accept(namespace, port, answer)));
        }
        case Workload.Echo echo -> {
          echo.tcpPorts().forEach(port -> sockets.add(accept(namespace, port, Echo::stream)));
          echo.udpPorts().forEach(port -> sockets.add(datagrams(namespace, port)));
        }
        case Workload.Idle idle -> {}
        case Workload.Command command -> {}
      }
    }
  }

  /** Closes the sockets of a pod that goes away. */
  public void stop(String podNamespace) {
    List<Closeable> sockets = open.remove(podNamespace);
    if (sockets != null) {
      sockets.forEach(Workloads::close);
    }
  }

  private static Closeable accept(NetworkNamespace namespace, int port, Conversation conversation) {
    ServerSocketChannel channel = Sockets.listen(namespace, port);
    String name = namespace.name() + ":" + port;
    Thread.ofVirtual().name(name).start(() -> Conversation.acceptAll(channel, conversation));
    return channel;
  }

  private static Closeable datagrams(NetworkNamespace namespace, int port) {
    DatagramChannel channel = Sockets.datagrams(namespace, port);
    Thread.ofVirtual().name(namespace.name() + ":" + port).start(() -> Echo.datagrams(channel));
    return channel;
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed, which is all that was wanted.
    }
  }

  @Override
  public void close() {
    List.copyOf(open.keySet()).forEach(this::stop);
  }
}
