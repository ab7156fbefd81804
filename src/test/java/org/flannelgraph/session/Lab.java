package org.flannelgraph.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.linux.NamespaceThread;
import org.flannelgraph.linux.NetworkNamespace;

/** A session for a test, with what one does in it. */
final class Lab implements AutoCloseable {
  private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
  private final NamespaceThread thread = new NamespaceThread();
  private final Session session;

  Lab(Cluster cluster) {
    try {
      session = Session.build(cluster, notices::add);
    } catch (RuntimeException failed) {
      thread.close();
      throw failed;
    }
  }

  Session session() {
    return session;
  }

  /** What the user was told so far. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  /** What a program ended with and wrote, to both streams. */
  record Ended(int code, String text) {}

  /** Runs a line of sh in a place, as {@code exec} does. */
  Ended run(String place, String line) {
    try {
      Process process =
          new ProcessBuilder(session.inPlace(place, List.of("sh", "-c", line), "/"))
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String text;
      try (var output = process.getInputStream()) {
        text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      }
      process.getErrorStream().close();
      return new Ended(process.waitFor(), text);
    } catch (IOException failed) {
      throw new UncheckedIOException(line, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(line, interrupted);
    }
  }

  /** The same for one that must succeed; what it wrote. */
  String output(String place, String line) {
    Ended ended = run(place, line);
    if (ended.code != 0) {
      throw new AssertionError(line + " in " + place + " failed:\n" + ended.text);
    }
    return ended.text;
  }

  /** A TCP connection from a place; a second may pass while nobody answers. */
  SocketChannel connect(String place, String address, int port) throws IOException {
    SocketChannel channel = inside(place, SocketChannel::open);
    try {
      channel.socket().connect(new InetSocketAddress(Addresses.parse(address), port), 5000);
      channel.socket().setSoTimeout(5000);
      return channel;
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  /** A UDP socket of a place that talks to one address. */
  DatagramChannel datagrams(String place, String address, int port) throws IOException {
    DatagramChannel channel = inside(place, DatagramChannel::open);
    channel.connect(new InetSocketAddress(Addresses.parse(address), port));
    channel.socket().setSoTimeout(5000);
    return channel;
  }

  /** A TCP socket of a place that waits for connections to a port. */
  ServerSocketChannel listen(String place, int port) throws IOException {
    ServerSocketChannel server = inside(place, ServerSocketChannel::open);
    server.bind(new InetSocketAddress(port));
    return server;
  }

  private <T> T inside(String place, java.util.concurrent.Callable<T> visit) {
    NetworkNamespace namespace = NetworkNamespace.open(thread, place);
    try {
      return namespace.inside(visit);
    } finally {
      namespace.close();
    }
  }

  /** Sends a word and reads as many bytes as it has. */
  static String echo(SocketChannel connection, String word) throws IOException {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    connection.write(ByteBuffer.wrap(bytes));
    return new String(
        connection.socket().getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    session.close();
    thread.close();
  }
}
