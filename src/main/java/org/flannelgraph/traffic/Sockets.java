package org.flannelgraph.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.flannelgraph.linux.NetworkNamespace;

/**
 * The JDK's channels, born in a namespace. Opening one is a socket(2) call on the calling thread,
 * after which it may be used by any thread; tests count that no thread stays behind.
 */
final class Sockets {
  private static final int BACKLOG = 128;

  private Sockets() {}

  /** Loads and starts what the first channel of a process loads and starts, outside of any lab. */
  static void warmUp() throws IOException {
    ServerSocketChannel.open().close();
    DatagramChannel.open().close();
    SocketChannel.open().close();
  }

  /** A TCP socket that listens on all addresses of a namespace, of both families. */
  static ServerSocketChannel listen(NetworkNamespace namespace, int port) {
    return namespace.inside(
        () -> {
          ServerSocketChannel channel = ServerSocketChannel.open();
          try {
            return channel.bind(new InetSocketAddress(port), BACKLOG);
          } catch (IOException refused) {
            channel.close();
            throw new IOException(
                "listen on TCP port "
                    + port
                    + " in "
                    + namespace.name()
                    + ": "
                    + refused.getMessage(),
                refused);
          }
        });
  }

  /** A UDP socket on all addresses of a namespace, of both families. */
  static DatagramChannel datagrams(NetworkNamespace namespace, int port) {
    return namespace.inside(
        () -> {
          DatagramChannel channel = DatagramChannel.open();
          try {
            return channel.bind(new InetSocketAddress(port));
          } catch (IOException refused) {
            channel.close();
            throw new IOException(
                "bind UDP port " + port + " in " + namespace.name() + ": " + refused.getMessage(),
                refused);
          }
        });
  }

  /** A TCP socket that is not connected yet. */
  static SocketChannel stream(NetworkNamespace namespace) {
    return namespace.inside(SocketChannel::open);
  }
}
