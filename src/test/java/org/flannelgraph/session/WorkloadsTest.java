package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Workload;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.TestNamespaces;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the containers of pods do, seen from other pods and from their own. */
@Tag("kernel")
@Tag("root")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class WorkloadsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path LOG = Path.of("/run/flannelgraph/logs/violet/asker.log");
  private static final Container ECHO =
      new Container("echo", "flannelgraph/echo", new Workload.Echo(List.of(7), List.of(7, 9)));
  private static final Container IDLE =
      new Container("idle", "flannelgraph/idle", new Workload.Idle());

  /** Says where it is, and what the other container of its pod answers it. */
  private static final Container ASKER =
      new Container(
          "asker",
          "",
          new Workload.Command(
              List.of(
                  "sh",
                  "-c",
                  "readlink /proc/self/ns/net; hostname; curl -s \"$1\"; exec sleep 1234567",
                  "sh",
                  "http://localhost:8080/")));

  private static Lab lab;

  /** Red is one node's, green, violet and blue are the other's. */
  private static Cluster cluster() {
    Cluster nodes = Clusters.dualStack(Clusters.empty("test"));
    nodes = Clusters.withNode(Clusters.withNode(nodes, "node1"), "node2");
    Cluster cluster = Clusters.withPod(nodes, "red", "node1", Clusters.WEB, ECHO);
    cluster = Clusters.withPod(cluster, "green", "node2", Clusters.WEB);
    cluster = Clusters.withPod(cluster, "violet", "node2", Clusters.WEB, ASKER);
    return Clusters.withPod(cluster, "blue", "node2", IDLE);
  }

  @BeforeAll
  static void build() throws IOException {
    Files.deleteIfExists(LOG);
    lab = new Lab(cluster());
    for (String place : lab.session().cluster().placeNames()) {
      TestNamespaces.await(
          "the IPv6 addresses of " + place,
          () -> sh("ip -n " + place + " -6 addr show tentative").isEmpty());
    }
  }

  @AfterAll
  static void takeDown() {
    if (lab != null) { // null where the class was skipped
      lab.close();
    }
  }

  /** What a pod answers on a connection. */
  private static JsonNode answer(SocketChannel connection) throws IOException {
    connection.write(
        ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: pod\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    String text =
        new String(connection.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String head = text.substring(0, end);
    String body = text.substring(end + 4);
    assertThat(head.lines())
        .contains("HTTP/1.1 200 OK", "Content-Type: application/json")
        .contains("Content-Length: " + body.length());
    return JSON.readTree(body);
  }

  private static String own(SocketChannel connection) throws IOException {
    InetSocketAddress own = (InetSocketAddress) connection.getLocalAddress();
    String address = Addresses.format(own.getAddress());
    return (own.getAddress() instanceof Inet6Address ? "[" + address + "]" : address)
        + ":"
        + own.getPort();
  }

  @ParameterizedTest
  @CsvSource({
    "green, 10.244.1.2, 10.244.2.2",
    "green, fd00:10:244:1::2, fd00:10:244:2::2",
    "node1, 10.244.1.2, 10.244.1.1",
    "red, 10.244.1.2, 10.244.1.2",
    "red, 127.0.0.1, 127.0.0.1",
    "red, ::1, ::1",
  })
  void httpTellsWhoAnswersAndWhomItSees(String from, String address, String source)
      throws IOException {
    try (SocketChannel connection = lab.connect(from, address, 8080)) {
      String client = own(connection);
      assertThat(client).contains(source);
      assertThat(answer(connection))
          .isEqualTo(
              JSON.valueToTree(
                  Map.of("pod", "red", "node", "node1", "address", address, "client", client)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.244.1.2", "fd00:10:244:1::2"})
  void echoSendsBackWhatItGets(String address) throws IOException {
    try (SocketChannel connection = lab.connect("green", address, 7)) {
      assertThat(Lab.echo(connection, "one")).isEqualTo("one");
      String more = "two ".repeat(2500); // more than a buffer of its holds
      assertThat(Lab.echo(connection, more)).isEqualTo(more);
      connection.shutdownOutput();
      assertThat(connection.socket().getInputStream().read()).isEqualTo(-1);
    }
    for (int port : List.of(7, 9)) {
      try (DatagramChannel datagrams = lab.datagrams("green", address, port)) {
        for (String word : List.of("three", "four ".repeat(1000))) {
          assertThat(echo(datagrams, word)).isEqualTo(word);
        }
      }
    }
  }

  private static String echo(DatagramChannel channel, String word) throws IOException {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    channel.write(ByteBuffer.wrap(bytes));
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    channel.socket().receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  @Test
  void containersOfOnePodShareItsPorts() throws IOException {
    assertThat(sh("ip netns exec red ss -Htuln | awk '{print $1, $5}'").lines())
        .containsExactlyInAnyOrder("tcp *:8080", "tcp *:7", "udp *:7", "udp *:9");
    for (String localhost : List.of("127.0.0.1", "::1")) {
      try (SocketChannel connection = lab.connect("red", localhost, 7)) {
        assertThat(Lab.echo(connection, "neighbour")).isEqualTo("neighbour");
      }
    }
  }

  @Test
  void idleAnswersNothing() {
    assertThat(sh("ip netns exec blue ss -Htuln")).isEmpty();
    for (int port : List.of(7, 8080)) {
      assertThatThrownBy(() -> lab.connect("green", "10.244.2.4", port))
          .isInstanceOf(ConnectException.class)
          .hasMessage("Connection refused");
    }
  }

  @Test
  void aCommandRunsInThePodAndReachesTheOtherContainer() throws IOException {
    TestNamespaces.await("what it prints", () -> printed().size() == 3);
    assertThat(printed().get(0)).isEqualTo(sh("stat -L -c 'net:[%i]' /run/netns/violet").strip());
    assertThat(printed().get(1)).isEqualTo("violet");
    JsonNode answer = JSON.readTree(printed().get(2));
    assertThat(answer.get("pod").asText()).isEqualTo("violet");
    assertThat(answer.get("client").asText()).matches("127\\.0\\.0\\.1:\\d+|\\[::1]:\\d+");
    String process = sh("pgrep -fx 'sleep 1234567'").strip();
    assertThat(sh("readlink /proc/" + process + "/ns/net").strip()).isEqualTo(printed().get(0));
    assertThat(lab.notices()).isEmpty();
  }

  private static List<String> printed() {
    try {
      return Files.readAllLines(LOG);
    } catch (IOException notYet) {
      return List.of();
    }
  }
}
