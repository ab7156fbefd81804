package org.flannelgraph.traffic;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** What is said on an accepted connection. */
interface Conversation {
  /** Serves one connection to its end; the caller closes it. */
  void hold(SocketChannel connection) throws IOException;
}
