package org.flannelgraph.linux.netfilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;
import static org.flannelgraph.linux.TestNamespaces.await;
import static org.flannelgraph.linux.netfilter.RoutedPair.CLIENT;
import static org.flannelgraph.linux.netfilter.RoutedPair.CLIENT6;
import static org.flannelgraph.linux.netfilter.RoutedPair.ROUTER;
import static org.flannelgraph.linux.netfilter.RoutedPair.SERVER;
import static org.flannelgraph.linux.netfilter.RoutedPair.SERVER6;
import static org.flannelgraph.linux.netfilter.RoutedPair.rules;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.netfilter.Conntrack.Direction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("kernel")
@Tag("root")
@ExtendWith(NothingLeaked.class)
class ConntrackTest {
  private static final String NAT =
      """
      table ip nat {
        chain prerouting {
          type nat hook prerouting priority dstnat;
          ip daddr 10.96.0.10 tcp dport 80 dnat to 10.0.1.2:8080
        }
        chain postrouting {
          type nat hook postrouting priority srcnat;
          oifname "to-server" masquerade
        }
      }
      table inet fw {
        chain forward {
          type filter hook forward priority filter;
          ct state established accept
        }
      }
      """;

  private static Optional<Connection> find(RoutedPair pair, Tuple tuple, Direction direction) {
    return Conntrack.find(pair.router, tuple, direction);
  }

  @Test
  void aMasqueradedConnectionIsFoundByEitherTuple() throws IOException {
    try (RoutedPair pair = new RoutedPair()) {
      rules(NAT);
      pair.router.sysctl("net.netfilter.nf_conntrack_acct", "1");
      pair.whileConnected(
          4000,
          8080,
          () -> {
            Tuple original = Tuple.tcp(CLIENT, 4000, SERVER, 8080);
            Tuple reply = Tuple.tcp(SERVER, 8080, ROUTER, 4000);
            Connection connection = find(pair, original, Direction.ORIGINAL).orElseThrow();
            assertThat(connection.original()).isEqualTo(original);
            assertThat(connection.reply()).isEqualTo(reply).isNotEqualTo(original.turned());
            assertThat(connection.sourceNat()).isTrue();
            assertThat(connection.destinationNat()).isFalse();
            assertThat(connection.seenReply()).isTrue();
            assertThat(connection.confirmed()).isTrue();
            assertThat(connection.timeout()).isPresent();
            assertThat(connection.originalCounters().orElseThrow().packets())
                .isGreaterThanOrEqualTo(2);

            Connection again = find(pair, reply, Direction.REPLY).orElseThrow();
            assertThat(again.id()).isEqualTo(connection.id());
            assertThat(find(pair, reply.turned(), Direction.ORIGINAL)).isEmpty();
            assertThat(Conntrack.list(pair.router))
                .extracting(Connection::id)
                .contains(connection.id());
          });
    }
  }

  @Test
  void aServiceAddressBecomesThatOfThePodAndBothNatsAreTold() throws IOException {
    try (RoutedPair pair = new RoutedPair()) {
      rules(NAT);
      pair.whileConnected(
          new InetSocketAddress(CLIENT, 4001),
          new InetSocketAddress("10.96.0.10", 80),
          new InetSocketAddress(SERVER, 8080),
          () -> {
            Tuple original = Tuple.tcp(CLIENT, 4001, Addresses.parse("10.96.0.10"), 80);
            Connection connection = find(pair, original, Direction.ORIGINAL).orElseThrow();
            assertThat(connection.sourceNat()).isTrue();
            assertThat(connection.destinationNat()).isTrue();
            assertThat(connection.reply()).isEqualTo(Tuple.tcp(SERVER, 8080, ROUTER, 4001));
            assertThat(connection.tcpState()).isPresent();
            assertThat(connection.assured()).isTrue();
          });
    }
  }

  @Test
  void whatHasNoConnectionIsEmpty() {
    try (RoutedPair pair = new RoutedPair()) {
      assertThat(find(pair, Tuple.udp(CLIENT, 1, SERVER, 2), Direction.ORIGINAL)).isEmpty();
      assertThat(find(pair, Tuple.echo(CLIENT6, SERVER6, 1), Direction.REPLY)).isEmpty();
      assertThat(Conntrack.list(pair.router)).isEmpty();
    }
  }

  @Test
  void pingsOfBothFamilies() {
    try (RoutedPair pair = new RoutedPair()) {
      rules(NAT);
      sh("ip netns exec client ping -c1 -W5 10.0.1.2");
      sh("ip netns exec client ping -c1 -W5 fd00:b::2");
      for (boolean ipv6 : new boolean[] {false, true}) {
        Connection ping =
            Conntrack.list(pair.router).stream()
                .filter(it -> it.original().key() instanceof Tuple.Icmp icmp && isEcho(icmp))
                .filter(it -> it.original().isIpv6() == ipv6)
                .findFirst()
                .orElseThrow();
        assertThat(ping.seenReply()).isTrue();
        assertThat(find(pair, ping.original(), Direction.ORIGINAL).orElseThrow().id())
            .isEqualTo(ping.id());
        assertThat(find(pair, ping.reply(), Direction.REPLY).orElseThrow().id())
            .isEqualTo(ping.id());
        assertThat(ping.sourceNat()).isEqualTo(!ipv6);
      }
    }
  }

  private static boolean isEcho(Tuple.Icmp icmp) {
    return icmp.type() == 8 || icmp.type() == 128;
  }

  @Test
  void itIsPrintedAsConntrackPrintsIt() throws IOException {
    assumeTrue(
        sh("command -v conntrack || :").contains("conntrack"),
        "the program conntrack is not installed");
    try (RoutedPair pair = new RoutedPair()) {
      rules(NAT);
      for (String acct : List.of("0", "1")) {
        pair.router.sysctl("net.netfilter.nf_conntrack_acct", acct);
        sh("ip netns exec client ping -c1 -W5 10.0.1.2");
        sh("ip netns exec client ping -c1 -W5 fd00:b::2");
        pair.sendUdp(CLIENT6, 4002, SERVER6, 53);
        pair.sendUdp(CLIENT, 4002, SERVER, 53);
        pair.whileConnected(
            4003,
            8081,
            () -> {
              List<String> printed =
                  Stream.of("ipv4", "ipv6")
                      .flatMap(family -> conntrack("conntrack -L -f " + family))
                      .toList();
              List<Connection> connections = Conntrack.list(pair.router);
              assertThat(connections.stream().map(it -> masked(it.toString())))
                  .containsExactlyInAnyOrderElementsOf(printed)
                  .hasSizeGreaterThanOrEqualTo(5);
              for (Connection connection : connections) {
                assertThat(conntrack(Conntrack.command(connection.original(), Direction.ORIGINAL)))
                    .containsExactly(masked(connection.toString()));
                assertThat(conntrack(Conntrack.command(connection.reply(), Direction.REPLY)))
                    .contains(masked(connection.toString()));
              }
            });
        sh("ip netns exec router conntrack -F");
      }
    }
  }

  private static final Pattern TIMEOUT_AND_USE =
      Pattern.compile("(?<=^\\S{1,9} {1,9}\\d{1,3}) \\d+|use=\\d+");

  private static Stream<String> conntrack(String command) {
    return sh("ip netns exec router " + command + " 2>/dev/null")
        .lines()
        .map(ConntrackTest::masked);
  }

  private static String masked(String line) {
    return TIMEOUT_AND_USE.matcher(line.strip()).replaceAll("");
  }

  @Test
  void beginningsChangesAndEndsAreTold() throws IOException {
    List<ConnectionEvents.Event> heard = new CopyOnWriteArrayList<>();
    List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    ConnectionEvents.Listener listener =
        new ConnectionEvents.Listener() {
          @Override
          public void heard(ConnectionEvents.Event event) {
            heard.add(event);
          }

          @Override
          public void lost(String namespace) {
            failures.add(new IllegalStateException("lost in " + namespace));
          }

          @Override
          public void failed(RuntimeException cause) {
            failures.add(cause);
          }
        };
    try (RoutedPair pair = new RoutedPair()) {
      rules(NAT);
      try (ConnectionEvents _ = ConnectionEvents.start(List.of(pair.router), listener)) {
        pair.whileConnected(4004, 8082, () -> {});
        // An answer that refuses it ends a connection at once.
        pair.connectInVain(new InetSocketAddress(CLIENT, 4005), new InetSocketAddress(SERVER, 9));
        Tuple established = Tuple.tcp(CLIENT, 4004, SERVER, 8082);
        Tuple refused = Tuple.tcp(CLIENT, 4005, SERVER, 9);
        await("a beginning", () -> isTold(heard, ConnectionEvents.Kind.NEW, established));
        await("a change", () -> isTold(heard, ConnectionEvents.Kind.UPDATE, established));
        await("an end", () -> isTold(heard, ConnectionEvents.Kind.DESTROY, refused));
        assertThat(isTold(heard, ConnectionEvents.Kind.DESTROY, established)).isFalse();
        assertThat(heard).allMatch(event -> event.namespace().equals("router"));
      }
      assertThat(failures).isEmpty();
    }
  }

  private static boolean isTold(
      List<ConnectionEvents.Event> heard, ConnectionEvents.Kind kind, Tuple original) {
    return heard.stream()
        .anyMatch(event -> event.kind() == kind && event.connection().original().equals(original));
  }
}
