package org.flannelgraph.traffic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Pod;

/**
 * Answers any HTTP/1 request (RFC 9112) with who answered and whom it saw, as JSON. The JDK's own
 * server would need a thread a socket.
 */
record HttpAnswer(Pod pod) implements Conversation {
  private static final int LONGEST_REQUEST = 16 * 1024;

  @Override
  public void hold(SocketChannel connection) throws IOException {
    String method = readMethod(connection);
    if (method.isEmpty()) {
      return;
    }
    InetSocketAddress client = (InetSocketAddress) connection.getRemoteAddress();
    InetSocketAddress own = (InetSocketAddress) connection.getLocalAddress();
    byte[] body =
        (JsonNodeFactory.instance
                    .objectNode()
                    .put("pod", pod.name())
                    .put("node", pod.node())
                    .put("address", Addresses.format(own.getAddress()))
                    .put("client", text(client))
                + "\n")
            .getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\nConnection: close\r\n\r\n";
    ByteBuffer answer =
        ByteBuffer.allocate(head.length() + body.length)
            .put(head.getBytes(StandardCharsets.US_ASCII));
    if (!method.equals("HEAD")) {
      answer.put(body);
    }
    answer.flip();
    while (answer.hasRemaining()) {
      connection.write(answer);
    }
    connection.shutdownOutput();
    readRest(connection);
  }

  private static String text(InetSocketAddress client) {
    String address = Addresses.format(client.getAddress());
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + client.getPort();
  }

  /**
   * Reads what the client still sends, as a request's body: to close a connection with bytes unread
   * is to reset it (RFC 1122, 4.2.2.13), which may take the answer from the client.
   */
  private static void readRest(SocketChannel connection) throws IOException {
    ByteBuffer rest = ByteBuffer.allocate(8192);
    while (connection.read(rest.clear()) >= 0) {
      // Nobody asked for it.
    }
  }

  /** Reads to the empty line that ends a request's head; its method, empty if there is none. */
  private static String readMethod(SocketChannel connection) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(LONGEST_REQUEST);
    while (head.hasRemaining() && connection.read(head) >= 0) {
      String text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
      if (text.contains("\r\n\r\n") || text.contains("\n\n")) {
        return text.substring(0, Math.max(0, text.indexOf(' ')));
      }
    }
    return "";
  }
}
