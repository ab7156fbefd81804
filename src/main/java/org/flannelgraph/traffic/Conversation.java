package org.flannelgraph.traffic;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** What is said on an accepted connection. */
interface Conversation {
  /** Serves one connection to its end; the caller closes it. */
  void hold(SocketChannel connection) throws IOException;

  /** Serves every connection, each on a virtual thread of its own, until the socket is closed. */
  static void acceptAll(ServerSocketChannel listener, Conversation conversation) {
    while (listener.isOpen()) {
      try {
        SocketChannel connection = listener.accept();
        Thread.startVirtualThread(() -> holdAndClose(connection, conversation));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException aborted) {
        // One connection that did not come about; the next may.
      }
    }
  }

  private static void holdAndClose(SocketChannel connection, Conversation conversation) {
    try (connection) {
      conversation.hold(connection);
    } catch (IOException ended) {
      // The other side went away: its business.
    }
  }
}
