package org.flannelgraph.traffic;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.flannelgraph.linux.NetworkNamespace;

/**
 * A socket of a namespace that is answered on until it is closed. One virtual thread waits on it,
 * and one serves each connection.
 */
final class Service implements AutoCloseable {
  private final Closeable socket;
  private final int port;
  private final Thread thread;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

  private Service(String name, Closeable socket, int port, Consumer<Service> answering) {
    this.socket = socket;
    this.port = port;
    thread = Thread.ofVirtual().name(name + ":" + port).unstarted(() -> answering.accept(this));
  }

  /**
   * Listens on a TCP port.
   *
   * @param port 0 for any free one
   */
  static Service accept(NetworkNamespace namespace, int port, Conversation conversation) {
    ServerSocketChannel listener = Sockets.listen(namespace, port);
    Service service =
        new Service(
            namespace.name(),
            listener,
            listener.socket().getLocalPort(),
            self -> self.acceptAll(listener, conversation));
    service.thread.start();
    return service;
  }

  /** Sends back every datagram that comes to a UDP port. */
  static Service echo(NetworkNamespace namespace, int port) {
    DatagramChannel channel = Sockets.datagrams(namespace, port);
    Service service = new Service(namespace.name(), channel, port, self -> Echo.datagrams(channel));
    service.thread.start();
    return service;
  }

  /** The port that it answers on. */
  int port() {
    return port;
  }

  private void acceptAll(ServerSocketChannel listener, Conversation conversation) {
    while (listener.isOpen()) {
      try {
        SocketChannel connection = listener.accept();
        connections.add(connection);
        Thread.startVirtualThread(() -> hold(connection, conversation));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException aborted) {
        // One connection that did not come about; the next may.
      }
    }
  }

  private void hold(SocketChannel connection, Conversation conversation) {
    try (connection) {
      conversation.hold(connection);
    } catch (IOException ended) {
      // The other side went away: its business.
    } finally {
      connections.remove(connection);
    }
  }

  /**
   * Closes the socket and all connections, as the end of a process would. The port is free when
   * this returns: a socket that a thread waits on is closed by that thread only.
   */
  @Override
  public void close() {
    close(socket);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    connections.forEach(Service::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Closeable open) {
    try {
      open.close();
    } catch (IOException gone) {
      // It is closed, which is all that was wanted.
    }
  }
}
