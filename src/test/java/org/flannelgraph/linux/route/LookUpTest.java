package org.flannelgraph.linux.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.LiveObjects;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.iproute.Lines;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.operation.AddNamespace;
import org.flannelgraph.linux.operation.AddRule;
import org.flannelgraph.linux.operation.Kernel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("kernel")
@Tag("root")
@ExtendWith(NothingLeaked.class)
class LookUpTest {
  private static final Errno EACCES = new Errno(13);
  private static final Errno ENETUNREACH = new Errno(101);
  private static final Errno EHOSTUNREACH = new Errno(113);

  private static LiveObjects live;
  private static NetlinkSocket socket;
  private static final Map<String, Integer> INDEXES = new HashMap<>();

  @BeforeAll
  static void make() {
    live = new LiveObjects();
    socket = live.node().route();
    Dump.links(socket).forEach(link -> INDEXES.put(link.name(), link.index()));
    // Only what is asked about here stands in the way of the lookups.
    sh("for p in 50 60 70 80 100 1000; do ip -n node rule del pref $p; done");
    sh("ip -n node -6 rule del pref 90");
    sh("ip -n node route del default dev eth0 metric 3");
  }

  @AfterAll
  static void unmake() {
    live.close();
    INDEXES.clear();
  }

  private static InetAddress ip(String text) {
    return Addresses.parse(text);
  }

  private static int index(String name) {
    return Objects.requireNonNull(INDEXES.get(name));
  }

  private static String line(Route route) {
    return new Lines(
            index ->
                INDEXES.entrySet().stream()
                    .filter(it -> it.getValue() == index)
                    .findFirst()
                    .orElseThrow()
                    .getKey())
        .route(route);
  }

  private static String match(RouteQuestion question) {
    Answer<Route> answer = LookUp.matchingRoute(socket, question);
    return line(answer.found().orElseThrow(() -> new AssertionError(question + ": " + answer)));
  }

  @Test
  void theEntryThatMatches() {
    assertThat(match(RouteQuestion.to(ip("10.244.70.9"))))
        .isEqualTo("10.244.70.0/24 via 10.244.70.0 dev flannel.1 onlink");
    assertThat(match(RouteQuestion.to(ip("192.168.0.77"))))
        .isEqualTo("192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.1");
    assertThat(match(RouteQuestion.to(ip("192.168.0.1"))))
        .isEqualTo(
            "local 192.168.0.1 dev eth0 table local proto kernel scope host src 192.168.0.1");
    assertThat(match(RouteQuestion.to(ip("10.2.3.4")).withTos(0x10)))
        .startsWith("10.2.0.0/16 tos 0x10 via 192.168.0.2 dev eth0 metric 5 mtu 1400");
    assertThat(match(RouteQuestion.to(ip("fd01::5"))))
        .isEqualTo("fd01::/64 via fd00::2 dev eth0 metric 1024 pref medium");
    assertThat(match(RouteQuestion.to(ip("10.1.2.3")))).contains("nexthop").contains("weight 2");
  }

  @Test
  void whatBecomesOfAPacket() {
    Route resolved =
        LookUp.resolvedRoute(socket, RouteQuestion.to(ip("10.1.2.3"))).found().orElseThrow();
    assertThat(resolved.nextHops()).hasSize(1);
    assertThat(resolved.gateway().orElseThrow()).isIn(ip("192.168.0.2"), ip("192.168.0.3"));
    assertThat(resolved.preferredSource()).contains(ip("192.168.0.1"));
    assertThat(resolved.flags() & Route.RTM_F_CLONED).isNotZero();
    assertThat(resolved.destination().orElseThrow()).hasToString("10.1.2.3/32");
  }

  @Test
  void eachNoHasItsErrno() {
    assertThat(LookUp.matchingRoute(socket, RouteQuestion.to(ip("10.3.0.1"))).is(Errno.EINVAL))
        .as("blackhole")
        .isTrue();
    assertThat(LookUp.matchingRoute(socket, RouteQuestion.to(ip("10.6.0.1"))).is(EACCES))
        .as("prohibit")
        .isTrue();
    assertThat(LookUp.matchingRoute(socket, RouteQuestion.to(ip("10.8.0.1"))).is(EHOSTUNREACH))
        .as("unreachable")
        .isTrue();
    assertThat(LookUp.matchingRoute(socket, RouteQuestion.to(ip("172.16.0.1"))).is(ENETUNREACH))
        .as("no route")
        .isTrue();
    assertThat(LookUp.matchingRoute(socket, RouteQuestion.to(ip("10.6.0.1"))).found()).isEmpty();
  }

  @Test
  void aPacketThatComesIn() {
    RouteQuestion fine =
        RouteQuestion.forwarded(ip("192.168.0.9"), ip("10.244.70.9"), index("eth0"));
    assertThat(match(fine)).startsWith("10.244.70.0/24 via 10.244.70.0");
    RouteQuestion wrongWay =
        RouteQuestion.forwarded(ip("192.168.0.9"), ip("10.244.70.9"), index("br0"));
    assertThat(LookUp.matchingRoute(socket, wrongWay))
        .as("rp_filter")
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.errno()).isIn(Errno.EINVAL, new Errno(18)));
  }

  @Test
  void markPortsAndProtocolChooseARule() {
    sh("ip -n node rule add fwmark 0x7 lookup 700 pref 5");
    sh("ip -n node rule add ipproto tcp dport 443 lookup 700 pref 6");
    sh("ip -n node rule add oif br0 prohibit pref 7");
    try {
      RouteQuestion plain = RouteQuestion.to(ip("10.244.70.9"));
      String other = "default via 10.9.9.9 dev eth0 table 700 src 192.168.0.1 onlink";
      assertThat(match(plain.marked(7))).isEqualTo(other);
      assertThat(match(plain.marked(8))).doesNotContain("700");
      assertThat(match(plain.carrying(6, 50_000, 443))).isEqualTo(other);
      assertThat(match(plain.carrying(17, 50_000, 443))).doesNotContain("700");
      assertThat(match(plain.carrying(132, 0, 0))).as("SCTP").doesNotContain("700");
      assertThat(LookUp.matchingRoute(socket, plain.out(index("br0"))).is(EHOSTUNREACH)).isTrue();
    } finally {
      sh("for p in 5 6 7; do ip -n node rule del pref $p; done");
    }
  }

  @Test
  void neighbours() {
    Neighbour vtep =
        LookUp.neighbour(socket, index("flannel.1"), ip("10.244.70.0")).found().orElseThrow();
    assertThat(vtep.linkAddress()).contains(MacAddress.parse("ce:a0:a5:46:d5:13"));
    assertThat(vtep.state()).isEqualTo(Neighbour.NUD_PERMANENT);
    assertThat(LookUp.neighbour(socket, index("eth0"), ip("fd00::9")).found()).isPresent();
    assertThat(LookUp.neighbour(socket, index("eth0"), ip("192.168.0.77")).is(Errno.ENOENT))
        .isTrue();
    assertThat(LookUp.neighbour(socket, 999, ip("192.168.0.77")).found()).isEmpty();
    assertThat(LookUp.proxy(socket, index("eth0"), ip("192.168.0.12")).found())
        .map(Neighbour::isProxy)
        .contains(true);
    assertThat(LookUp.proxy(socket, index("eth0"), ip("192.168.0.9")).is(Errno.ENOENT)).isTrue();
  }

  @Test
  void forwardingDatabases() {
    MacAddress onPort = MacAddress.parse("02:00:00:00:00:02");
    FdbEntry entry = LookUp.bridgeEntry(socket, index("br0"), onPort, 0).found().orElseThrow();
    assertThat(entry.index()).isEqualTo(index("port0"));
    MacAddress nobody = MacAddress.parse("02:00:00:00:00:ff");
    assertThat(LookUp.bridgeEntry(socket, index("br0"), nobody, 0).is(Errno.ENOENT)).isTrue();
    MacAddress vtep = MacAddress.parse("ce:a0:a5:46:d5:13");
    assertThat(LookUp.tunnelEntry(socket, index("flannel.1"), vtep).found())
        .flatMap(FdbEntry::remote)
        .map(FdbEntry.Remote::destination)
        .contains(ip("192.168.0.12"));
    assertThat(LookUp.tunnelEntry(socket, index("flannel.1"), nobody).is(Errno.ENOENT)).isTrue();
    assertThat(LookUp.tunnelEntry(socket, index("flannel.1"), new MacAddress(0)).found())
        .isPresent();
  }

  @Test
  void counters() {
    Link before = LookUp.link(socket, 1).found().orElseThrow();
    sh("ip netns exec node ping -qc 3 -i 0.01 127.0.0.1");
    Link after = LookUp.link(socket, 1).found().orElseThrow();
    assertThat(after.count(Link.Counter.RX_PACKETS) - before.count(Link.Counter.RX_PACKETS))
        .isGreaterThanOrEqualTo(6);
    assertThat(after.withoutCounters()).isEqualTo(before.withoutCounters());
    assertThat(LookUp.link(socket, 999).is(Errno.ENODEV)).isTrue();
  }

  @Test
  void aRuleIsAddedAndTakenBackByTheOperationAndByItsCommand() {
    Rule.Selector selector = Dump.rules(socket).getFirst().selector();
    Rule rule = new Rule(Family.AF_INET, 42, selector, Rule.FR_ACT_TO_TBL, 700, 0, -1, -1, 0, 3);
    try (Kernel kernel = new Kernel()) {
      kernel.run(List.of(new AddNamespace("ruled")), done -> {});
      NetlinkSocket ruled = kernel.namespace("ruled").route();
      List<Rule> before = Dump.rules(ruled);
      AddRule add = new AddRule("ruled", rule);
      kernel.run(List.of(add), done -> {});
      List<Rule> added = Dump.rules(ruled);
      assertThat(added).contains(rule).hasSize(before.size() + 1);
      kernel.run(List.of(add.undo()), done -> {});
      assertThat(Dump.rules(ruled)).isEqualTo(before);
      sh(add.command());
      assertThat(
              Dump.rules(ruled).stream()
                  .map(it -> List.of(it.priority(), it.selector(), it.table())))
          .containsExactlyElementsOf(
              added.stream()
                  .map(it -> List.<Object>of(it.priority(), it.selector(), it.table()))
                  .toList());
      sh(add.undoCommand());
      assertThat(Dump.rules(ruled)).isEqualTo(before);
    }
  }

  @Test
  void answersCanBeMade() {
    Answer<Integer> found = new Answer.Found<>(3);
    assertThat(found.map(it -> it + 1).found()).isEqualTo(Optional.of(4));
    Answer<Integer> refused = new Answer.Refused<>(Errno.ENOENT, "words");
    assertThat(refused.map(it -> it + 1)).isEqualTo(refused);
  }
}
