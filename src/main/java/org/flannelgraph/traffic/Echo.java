package org.flannelgraph.traffic;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;

/** The echo service (RFC 862): what comes in goes back. */
final class Echo {
  private static final int LARGEST_DATAGRAM = 65_535;

  private Echo() {}

  static void stream(SocketChannel connection) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8192);
    while (connection.read(bytes) >= 0) {
      bytes.flip();
      while (bytes.hasRemaining()) {
        connection.write(bytes);
      }
      bytes.clear();
    }
  }

  static void datagrams(DatagramChannel channel) {
    ByteBuffer bytes = ByteBuffer.allocate(LARGEST_DATAGRAM);
    while (channel.isOpen()) {
      try {
        SocketAddress sender = channel.receive(bytes.clear());
        channel.send(bytes.flip(), sender);
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException refused) {
        // An answer that could not be sent, or an ICMP error for an earlier one.
      }
    }
  }
}
