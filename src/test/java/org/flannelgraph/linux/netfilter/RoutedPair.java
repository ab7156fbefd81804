package org.flannelgraph.linux.netfilter;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.TestNamespaces;

/**
 * A client (10.0.0.2, fd00:a::2) and a server (10.0.1.2, fd00:b::2) with a router between them
 * (10.0.0.1, 10.0.1.1; to-client, to-server).
 */
final class RoutedPair implements AutoCloseable {
  static final InetAddress CLIENT = Addresses.parse("10.0.0.2");
  static final InetAddress CLIENT6 = Addresses.parse("fd00:a::2");
  static final InetAddress ROUTER = Addresses.parse("10.0.1.1");
  static final InetAddress SERVER = Addresses.parse("10.0.1.2");
  static final InetAddress SERVER6 = Addresses.parse("fd00:b::2");

  private final TestNamespaces namespaces = new TestNamespaces();
  final NetworkNamespace client = namespaces.add("client");
  final NetworkNamespace router = namespaces.add("router");
  final NetworkNamespace server = namespaces.add("server");

  RoutedPair() {
    link("client", "0", "a");
    link("server", "1", "b");
    router.sysctl("net.ipv4.ip_forward", "1");
    router.sysctl("net.ipv6.conf.all.forwarding", "1");
  }

  private static void link(String end, String four, String six) {
    sh(
        """
        ip -n router link add to-END type veth peer name eth0 netns END
        ip -n router addr add 10.0.FOUR.1/24 dev to-END
        ip -n router addr add fd00:SIX::1/64 dev to-END nodad
        ip -n router link set to-END up
        ip -n END addr add 10.0.FOUR.2/24 dev eth0
        ip -n END addr add fd00:SIX::2/64 dev eth0 nodad
        ip -n END link set eth0 up
        ip -n END route add default via 10.0.FOUR.1
        ip -n END -6 route add default via fd00:SIX::1
        """
            .replace("END", end)
            .replace("FOUR", four)
            .replace("SIX", six));
  }

  /** Sends one datagram from the client. */
  void sendUdp(InetAddress from, int fromPort, InetAddress to, int toPort) throws IOException {
    try (DatagramChannel channel = client.inside(() -> DatagramChannel.open(family(from)))) {
      channel.bind(new InetSocketAddress(from, fromPort));
      channel.send(ByteBuffer.allocate(8), new InetSocketAddress(to, toPort));
    }
  }

  /** Asks for a TCP connection from the client where nobody listens. */
  void connectInVain(InetSocketAddress from, InetSocketAddress to) throws IOException {
    try (SocketChannel channel = client.inside(() -> SocketChannel.open(INET))) {
      channel.bind(from);
      assertThatThrownBy(() -> channel.connect(to)).isInstanceOf(ConnectException.class);
    }
  }

  /** A TCP connection from the client to the server, while work is done. */
  void whileConnected(int fromPort, int toPort, Runnable work) throws IOException {
    InetSocketAddress to = new InetSocketAddress(SERVER, toPort);
    whileConnected(new InetSocketAddress(CLIENT, fromPort), to, to, work);
  }

  /**
   * The same.
   *
   * @param to where the client believes that it connects to
   * @param listens where the server does
   */
  void whileConnected(
      InetSocketAddress from, InetSocketAddress to, InetSocketAddress listens, Runnable work)
      throws IOException {
    try (ServerSocketChannel listener = server.inside(() -> ServerSocketChannel.open(INET));
        SocketChannel channel = client.inside(() -> SocketChannel.open(INET))) {
      listener.bind(listens);
      channel.bind(from);
      channel.connect(to);
      listener.accept().close();
      work.run();
    }
  }

  private static ProtocolFamily family(InetAddress address) {
    return Addresses.isIpv6(address) ? INET6 : INET;
  }

  /** Loads rules in the router, as {@code nft -f -} reads them. */
  static void rules(String text) {
    sh("ip netns exec router nft -f -", text);
  }

  /** All of a namespace's rules. */
  static String ruleset(NetworkNamespace namespace) {
    return sh("ip netns exec " + namespace.name() + " nft -a list ruleset");
  }

  @Override
  public void close() {
    namespaces.close();
  }
}
