package org.flannelgraph.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Workload;
import org.flannelgraph.linux.IcmpSocket;
import org.flannelgraph.linux.NamespaceThread;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.traffic.ProbeResult;
import org.flannelgraph.traffic.ProbeResult.Outcome;
import org.flannelgraph.traffic.Prober;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes between the pods of a lab of both families, and what is told of each. */
@Tag("kernel")
@Timeout(60)
@ExtendWith({WarmUp.class, NothingLeaked.class})
class ProberTest {
  /** Longer than what is waited for takes; nothing waits for it to be over. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For what never comes. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final String GREEN = "10.244.2.2";
  private static final String GREEN6 = "fd00:10:244:2::2";
  private static final Container ECHO =
      new Container("echo", "flannelgraph/echo", new Workload.Echo(List.of(7), List.of(7)));

  /** Red on node1 and green on node2. */
  private static Cluster cluster() {
    Cluster cluster = Clusters.dualStack(Clusters.empty("test"));
    cluster = Clusters.withNode(Clusters.withNode(cluster, "node1"), "node2");
    cluster = Clusters.withPod(cluster, "red", "node1", Clusters.WEB, ECHO);
    return Clusters.withPod(cluster, "green", "node2", Clusters.WEB, ECHO);
  }

  /** The lab and a way into its namespaces. */
  private static final class World implements AutoCloseable {
    private final Lab lab = new Lab(cluster());
    private final NamespaceThread thread = new NamespaceThread();
    private final NetworkNamespace red = NetworkNamespace.open(thread, "red");
    private final NetworkNamespace green = NetworkNamespace.open(thread, "green");
    private final Prober prober = new Prober(Prober.names(lab.session().cluster()));

    ProbeResult send(String to, Probe probe) {
      return send(to, probe, PATIENCE);
    }

    ProbeResult send(String to, Probe probe, Duration timeout) {
      InetAddress address = Addresses.parse(to);
      List<ProbeResult> results = prober.send(red, address, probe, 1, timeout, Duration.ZERO);
      assertThat(results).hasSize(1);
      ProbeResult result = results.getFirst();
      assertThat(result.number()).isEqualTo(1);
      assertThat(result.remote().getAddress()).isEqualTo(address);
      return result;
    }

    void expect(String to, Probe probe, Outcome outcome, String text) {
      ProbeResult result = send(to, probe);
      assertThat(result.text()).as("%s to %s", probe, to).matches(text);
      assertThat(result.outcome()).as("%s to %s", probe, to).isEqualTo(outcome);
    }

    @Override
    public void close() {
      red.close();
      green.close();
      thread.close();
      lab.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GREEN, GREEN6})
  void answered(String to) {
    String time = " in [0-9.]+ ms";
    try (World world = new World()) {
      for (int payload : new int[] {0, 3, 8, 56, 3000, Probe.LARGEST_PAYLOAD}) {
        world.expect(
            to, new Probe.Icmp(payload, false), Outcome.ANSWERED, payload + 8 + " bytes" + time);
        world.expect(
            to, new Probe.Udp(7, payload, false), Outcome.ANSWERED, payload + " bytes" + time);
      }
      world.expect(to, new Probe.Icmp(56, true), Outcome.ANSWERED, "64 bytes" + time);
      world.expect(to, new Probe.Udp(7, 5, true), Outcome.ANSWERED, "5 bytes" + time);
      world.expect(to, new Probe.Tcp(8080), Outcome.ANSWERED, "connected" + time);
      world.expect(
          to, new Probe.Http(8080, "/"), Outcome.ANSWERED, "200, [1-9][0-9]* bytes" + time);
    }
  }

  @Test
  void refused() {
    try (World world = new World()) {
      Probe udp = new Probe.Udp(9, 5, false);
      String unreachable = "green says: port unreachable ";
      world.expect(GREEN, udp, Outcome.REFUSED, unreachable + "\\(ICMP 3/3 from 10.244.2.2\\)");
      world.expect(
          GREEN6, udp, Outcome.REFUSED, unreachable + "\\(ICMPv6 1/4 from fd00:10:244:2::2\\)");
      for (String to : List.of(GREEN, GREEN6)) {
        world.expect(to, new Probe.Tcp(81), Outcome.REFUSED, "connection refused");
        world.expect(to, new Probe.Http(81, "/"), Outcome.REFUSED, "connection refused");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GREEN, GREEN6})
  void tooLongForTheSendersOwnLink(String to) {
    try (World world = new World()) {
      String mtu = world.lab.output("red", "cat /sys/class/net/eth0/mtu").strip();
      String text = "message too long: path MTU is " + mtu;
      for (Probe probe : List.of(new Probe.Icmp(3000, true), new Probe.Udp(7, 3000, true))) {
        world.expect(to, probe, Outcome.ERROR, text);
      }
    }
  }

  @Test
  void tooLongForALinkOnTheWay() {
    try (World world = new World()) {
      world.lab.output(
          "node1", "ip link set flannel.1 mtu 1400; ip link set flannel-v6.1 mtu 1390");
      Probe longer = new Probe.Icmp(1373, true);
      String local = "message too long: path MTU is ";
      world.expect(GREEN, new Probe.Icmp(1372, true), Outcome.ANSWERED, "1380 bytes.*");
      world.expect(
          GREEN,
          longer,
          Outcome.ERROR,
          "node1 says: fragmentation needed, MTU is 1400 \\(ICMP 3/4 from 10.244.1.1\\)");
      world.expect(GREEN, longer, Outcome.ERROR, local + 1400);
      world.expect(
          GREEN6,
          longer,
          Outcome.ERROR,
          "node1 says: packet too big, MTU is 1390 \\(ICMPv6 2/0 from fd00:10:244:1::1\\)");
      world.expect(GREEN6, longer, Outcome.ERROR, local + 1390);
      world.expect(GREEN6, new Probe.Icmp(1373, false), Outcome.ANSWERED, "1381 bytes.*");
    }
  }

  @Test
  void nobodyThere() {
    try (World world = new World()) {
      world.lab.output(
          "node2",
          "echo 100 > /proc/sys/net/ipv4/neigh/cni0/retrans_time_ms;"
              + " echo 100 > /proc/sys/net/ipv6/neigh/cni0/retrans_time_ms");
      for (Probe probe :
          List.of(new Probe.Icmp(56, false), new Probe.Udp(7, 5, false), new Probe.Tcp(8080))) {
        world.expect(
            "10.244.2.99",
            probe,
            Outcome.ERROR,
            "node2 says: host unreachable \\(ICMP 3/1 from 10.244.2.0\\)");
        world.expect(
            "fd00:10:244:2::99",
            probe,
            Outcome.ERROR,
            "node2 says: address unreachable \\(ICMPv6 1/3 from fd00:10:244:2::\\)");
      }
    }
  }

  @Test
  void noRoute() {
    try (World world = new World()) {
      world.lab.output("red", "ip route delete default");
      for (Probe probe :
          List.of(new Probe.Icmp(56, false), new Probe.Udp(7, 5, false), new Probe.Tcp(8080))) {
        ProbeResult result = world.send("192.0.2.1", probe);
        assertThat(result.text()).isEqualTo("red says: Network is unreachable (ENETUNREACH)");
        assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(result.local()).isEmpty();
      }
    }
  }

  @Test
  void echoesAreKnownByIdentifierAndNumber() {
    try (World world = new World();
        IcmpSocket seen = IcmpSocket.open(world.green, false, 56)) {
      List<ProbeResult> results =
          world.prober.send(
              world.red,
              Addresses.parse(GREEN),
              new Probe.Icmp(56, false),
              3,
              PATIENCE,
              Duration.ofMillis(1));
      List<String> sent =
          results.stream().map(it -> it.local().orElseThrow() + " " + it.number()).toList();
      List<String> arrived = new ArrayList<>();
      for (var echo = seen.receive(); echo.isPresent(); echo = seen.receive()) {
        IcmpSocket.Echo it = echo.get();
        assertThat(it.request()).isTrue();
        arrived.add(new InetSocketAddress(it.peer(), it.identifier()) + " " + it.sequence());
      }
      assertThat(arrived).hasSize(3).doesNotHaveDuplicates().isEqualTo(sent);
    }
  }

  @Test
  void datagramsAreKnownByTheirPorts() throws IOException {
    try (World world = new World();
        DatagramChannel silent = world.green.inside(DatagramChannel::open)) {
      silent.bind(new InetSocketAddress(9000)).configureBlocking(false);
      ProbeResult result = world.send(GREEN, new Probe.Udp(9000, 30, false), SHORT);
      assertThat(result.text()).isEqualTo("no answer within 1 s");
      assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
      assertThat(result.remote().getPort()).isEqualTo(9000);
      ByteBuffer bytes = ByteBuffer.allocate(100);
      assertThat(silent.receive(bytes)).isEqualTo(result.local().orElseThrow());
      assertThat(text(bytes)).isEqualTo("abcdefghijklmnopqrstuvwxyzabcd");
    }
  }

  @Test
  void connectionsAreKnownByTheirPortsAndEndInOrder() throws IOException {
    try (World world = new World();
        ServerSocketChannel silent = world.green.inside(ServerSocketChannel::open)) {
      silent.bind(new InetSocketAddress(9000)).configureBlocking(false);
      ProbeResult result = world.send(GREEN, new Probe.Tcp(9000), SHORT);
      assertThat(result.outcome()).isEqualTo(Outcome.ANSWERED);
      try (SocketChannel connection = accepted(silent)) {
        assertThat(connection.getRemoteAddress()).isEqualTo(result.local().orElseThrow());
        assertThat(connection.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
  }

  @Test
  void httpSaysWhatItWantsAndOfWhom() throws IOException {
    try (World world = new World();
        ServerSocketChannel silent = world.green.inside(ServerSocketChannel::open)) {
      silent.bind(new InetSocketAddress(9000)).configureBlocking(false);
      world.expect(
          GREEN6, new Probe.Icmp(56, false), Outcome.ANSWERED, "64 bytes.*"); // DAD is over
      ProbeResult result = world.send(GREEN6, new Probe.Http(9000, "/a?b=%20"), SHORT);
      assertThat(result.text()).isEqualTo("no answer within 1 s");
      assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
      try (SocketChannel connection = accepted(silent)) {
        assertThat(connection.getRemoteAddress()).isEqualTo(result.local().orElseThrow());
        ByteBuffer request = ByteBuffer.allocate(1000);
        while (connection.read(request) >= 0) {
          assertThat(request.hasRemaining()).isTrue();
        }
        assertThat(text(request))
            .startsWith("GET /a?b=%20 HTTP/1.1\r\nHost: [fd00:10:244:2::2]:9000\r\n")
            .contains("\r\nConnection: close\r\n")
            .endsWith("\r\n\r\n");
      }
    }
  }

  @Test
  void whatIsNotHttpIsSaid() {
    try (World world = new World()) {
      world.expect(
          GREEN,
          new Probe.Http(7, "/"),
          Outcome.ERROR,
          "the answer is not HTTP: 'GET / HTTP/1.1\\.\\.Host: 10.244.2.2:7.*'");
    }
  }

  @Test
  void aResultIsHandedOutBeforeTheNextIsSent() {
    try (World world = new World()) {
      List<ProbeResult> results = new ArrayList<>();
      world.prober.send(
          world.red,
          Addresses.parse(GREEN),
          new Probe.Icmp(56, false),
          3,
          PATIENCE,
          Duration.ofSeconds(10),
          result -> {
            results.add(result);
            Thread.currentThread().interrupt();
          });
      assertThat(Thread.interrupted()).isTrue();
      assertThat(results).singleElement().extracting(ProbeResult::number).isEqualTo(1);
    }
  }

  /** The connection that waits there to be accepted. */
  private static SocketChannel accepted(ServerSocketChannel listener) throws IOException {
    SocketChannel connection = listener.accept();
    if (connection == null) {
      throw new AssertionError("nobody connected to " + listener);
    }
    return connection;
  }

  private static String text(ByteBuffer bytes) {
    return US_ASCII.decode(bytes.flip()).toString();
  }
}
