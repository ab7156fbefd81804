package org.flannelgraph.linux.netfilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flannelgraph.linux.Shell.sh;
import static org.flannelgraph.linux.netfilter.RoutedPair.CLIENT;
import static org.flannelgraph.linux.netfilter.RoutedPair.CLIENT6;
import static org.flannelgraph.linux.netfilter.RoutedPair.SERVER;
import static org.flannelgraph.linux.netfilter.RoutedPair.SERVER6;
import static org.flannelgraph.linux.netfilter.RoutedPair.rules;
import static org.flannelgraph.linux.netfilter.RoutedPair.ruleset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.nft.ChainListing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("kernel")
@Tag("root")
@ExtendWith(NothingLeaked.class)
class NftTraceTest {
  private static final Flow TO_SERVER =
      Flow.between(Cidr.parse("10.0.0.2/32"), Cidr.parse("10.0.1.2/32"));

  private static final String FIREWALL =
      """
      table inet fw {
        chain forward {
          type filter hook forward priority filter; policy accept;
          ip protocol icmp accept
          meta l4proto udp jump udp-rules
          tcp dport { 1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83 } drop
        }
        chain udp-rules {
          udp dport 53 counter drop comment "no names"
          udp dport 54 return
        }
      }
      """;

  /** Takes what comes until it is the wanted one. */
  private static List<Traced> until(NftTrace trace, Predicate<Traced> last) {
    List<Traced> all = new ArrayList<>();
    try {
      do {
        Optional<Traced> next = trace.poll(Duration.ofSeconds(20));
        all.add(next.orElseThrow(() -> new AssertionError("waited in vain; so far " + all)));
      } while (!last.test(all.getLast()));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return all;
  }

  private static Predicate<Traced> in(NetworkNamespace namespace, String chain) {
    return it -> it.namespace().equals(namespace.name()) && it.first().chain().equals(chain);
  }

  @Test
  void aDropIsToldWithTheRuleThatDidIt() throws IOException {
    try (RoutedPair pair = new RoutedPair()) {
      rules(FIREWALL);
      try (NftTrace trace = NftTrace.start(List.of(pair.client, pair.router), flow(17, 53))) {
        pair.sendUdp(CLIENT, 4000, SERVER, 53);
        List<Traced> all = until(trace, Traced::dropped);

        Traced drop = all.getLast();
        assertThat(drop.namespace()).isEqualTo("router");
        assertThat(drop.steps()).extracting(TraceStep::type).containsOnly(TraceStep.Type.RULE);
        assertThat(drop.steps())
            .extracting(step -> step.chain() + " " + step.verdict())
            .containsExactly("forward jump udp-rules", "udp-rules drop");
        TraceStep last = drop.last();
        assertThat(last.family()).isEqualTo(NetfilterFamily.INET);
        assertThat(last.table()).isEqualTo("fw");
        assertThat(ruleText(pair.router, last))
            .matches("udp dport 53 counter packets 1 bytes 36 drop comment \"no names\"");
        assertThat(ruleText(pair.router, drop.first()))
            .isEqualTo("meta l4proto udp jump udp-rules");
        TracedPacket packet = drop.packet().orElseThrow();
        assertThat(packet.family()).isEqualTo(NetfilterFamily.IP);
        assertThat(packet.input()).isEqualTo(index("to-client"));
        assertThat(packet.output()).isEqualTo(index("to-server"));
        assertThat(last)
            .asString()
            .contains("inet fw udp-rules rule # handle " + last.handle().getAsLong())
            .endsWith("(verdict drop)");

        assertThat(all.getFirst().namespace()).isEqualTo("client");
        assertThat(all.getFirst().isOwn()).isTrue();
        assertThat(all.getFirst().first().chain()).isEqualTo("output");
        assertThat(all)
            .filteredOn(it -> it.namespace().equals("router"))
            .extracting(Traced::id)
            .containsOnly(drop.id());
        assertThat(all).allMatch(Traced::finished);
        assertThat(trace.losses()).isZero();
        assertThat(trace.overflowed()).isZero();
      }
    }
  }

  private static List<Flow> flow(int protocol, int port) {
    return List.of(TO_SERVER.of(protocol, port));
  }

  private static int index(String link) {
    return Integer.parseInt(sh("ip -n router -o link show " + link + " | cut -d: -f1").strip());
  }

  private static String ruleText(NetworkNamespace namespace, TraceStep step) {
    return ChainListing.of(namespace, step.family().toString(), step.table(), step.chain())
        .rule(step.handle().orElseThrow())
        .orElseThrow();
  }

  @Test
  void theHeadersAreThoseOfThePacket() throws IOException {
    try (RoutedPair pair = new RoutedPair();
        NftTrace trace = NftTrace.start(List.of(pair.router), List.of(Flow.everything()))) {
      pair.sendUdp(CLIENT, 4000, SERVER, 99);
      Traced four = until(trace, it -> portOf(it, 20) == 99).getLast();
      ByteBuffer packet = four.packet().orElseThrow().bytes();
      assertThat(packet.limit()).isEqualTo(20 + 16);
      assertThat(packet.getInt(12)).isEqualTo(0x0a000002);
      assertThat(packet.getInt(16)).isEqualTo(0x0a000102);
      assertThat(packet.getShort(20)).isEqualTo((short) 4000);
      assertThat(four.packet().orElseThrow().link().limit()).isEqualTo(14);

      pair.sendUdp(CLIENT6, 4000, SERVER6, 99);
      Traced six = until(trace, it -> portOf(it, 40) == 99).getLast();
      assertThat(six.packet().orElseThrow().bytes().limit()).isEqualTo(40 + 16);
      assertThat(six.packet().orElseThrow().family()).isEqualTo(NetfilterFamily.IP6);
    }
  }

  private static int portOf(Traced traced, int transport) {
    ByteBuffer packet = traced.packet().orElseThrow().bytes();
    boolean right = packet.get(0) >> 4 == (transport == 20 ? 4 : 6);
    return right && packet.limit() >= transport + 4 ? packet.getShort(transport + 2) : -1;
  }

  @Test
  void anAcceptedPacketIsToldAtEachBaseChain() {
    try (RoutedPair pair = new RoutedPair()) {
      rules(FIREWALL);
      try (NftTrace trace =
          NftTrace.start(
              List.of(pair.client, pair.router, pair.server), List.of(TO_SERVER.of(1)))) {
        sh("ip netns exec client ping -c1 -W5 10.0.1.2");
        List<Traced> all = until(trace, in(pair.server, "prerouting"));
        Traced forward = all.stream().filter(in(pair.router, "forward")).findFirst().orElseThrow();
        assertThat(forward.last().verdict().code()).isEqualTo(Verdict.Code.ACCEPT);
        assertThat(ruleText(pair.router, forward.last())).isEqualTo("ip protocol icmp accept");
        assertThat(all).noneMatch(Traced::dropped);
        assertThat(all)
            .extracting(it -> it.namespace() + " " + it.first().chain())
            .containsExactly(
                "client output", "router prerouting", "router forward", "server prerouting");
      }
    }
  }

  @Test
  void aPolicyDecidesWhereNoRuleDoes() throws IOException {
    try (RoutedPair pair = new RoutedPair()) {
      rules(FIREWALL.replace("policy accept", "policy drop"));
      try (NftTrace trace = NftTrace.start(List.of(pair.router), List.of(TO_SERVER))) {
        pair.sendUdp(CLIENT, 4000, SERVER, 54);
        Traced drop = until(trace, Traced::dropped).getLast();
        assertThat(drop.steps())
            .extracting(step -> step.type() + " " + step.chain() + " " + step.verdict())
            .containsExactly(
                "RULE forward jump udp-rules",
                "RULE udp-rules return",
                "RETURN forward continue",
                "POLICY forward drop");
        assertThat(drop.last().handle()).isEmpty();
        assertThat(drop.last()).asString().endsWith("inet fw forward policy drop");
        assertThat(ChainListing.of(pair.router, "inet", "fw", "forward").hook())
            .contains("type filter hook forward priority filter; policy drop;");

        pair.sendUdp(CLIENT, 4000, SERVER, 55);
        Traced other = until(trace, Traced::dropped).getLast();
        assertThat(other.steps())
            .extracting(step -> step.type() + " " + step.chain() + " " + step.verdict())
            .containsExactly(
                "RULE forward jump udp-rules",
                "RETURN udp-rules continue",
                "RETURN forward continue",
                "POLICY forward drop");
      }
    }
  }

  @Test
  void onlyTheFlowIsTraced() throws IOException {
    try (RoutedPair pair = new RoutedPair()) {
      rules(FIREWALL);
      try (NftTrace trace = NftTrace.start(List.of(pair.router), flow(17, 53))) {
        pair.sendUdp(CLIENT, 4000, SERVER, 52);
        pair.sendUdp(CLIENT6, 4000, SERVER6, 53);
        pair.sendUdp(CLIENT, 4000, SERVER, 53);
        Traced first = until(trace, _ -> true).getFirst();
        assertThat(portOf(first, 20)).isEqualTo(53);
      }
    }
  }

  @Test
  void aRuleOverSeveralLinesHasItsText() {
    try (RoutedPair pair = new RoutedPair()) {
      rules(FIREWALL);
      ChainListing chain = ChainListing.of(pair.router, "inet", "fw", "forward");
      assertThat(
              sh("ip netns exec router " + ChainListing.command("inet", "fw", "forward")).lines())
          .as("lines of the chain")
          .hasSizeGreaterThan(4 + 3);
      assertThat(chain.rules()).hasSize(3);
      assertThat(chain.rules().lastEntry().getValue())
          .startsWith("tcp dport { 1, 2, 3, 5, 7,")
          .endsWith("83 } drop");
      assertThat(chain.rule(999)).isEmpty();
    }
  }

  @Test
  void theRulesAreAsBefore() {
    try (RoutedPair pair = new RoutedPair()) {
      rules(FIREWALL);
      String router = ruleset(pair.router);
      try (NftTrace trace = NftTrace.start(List.of(pair.client, pair.router), flow(6, 80))) {
        assertThat(ruleset(pair.router)).isNotEqualTo(router).contains("tcp dport 80");
        assertThat(ruleset(pair.client)).contains(NftTrace.TABLE);
        String added = sh("ip netns exec client nft list ruleset");
        sh("ip netns exec server nft -f -", String.join("\n", trace.commands()));
        assertThat(sh("ip netns exec server nft list ruleset")).isEqualTo(added);
        sh("ip netns exec server nft " + trace.undoCommand());
      }
      assertThat(ruleset(pair.router)).isEqualTo(router);
      assertThat(ruleset(pair.client)).isEmpty();
      assertThat(ruleset(pair.server)).isEmpty();
    }
  }

  @Test
  void aSecondTraceIsRefusedAndTakesNothingAway() {
    try (RoutedPair pair = new RoutedPair();
        NftTrace _ = NftTrace.start(List.of(pair.router), List.of(TO_SERVER))) {
      String before = ruleset(pair.router);
      assertThatThrownBy(
              () -> NftTrace.start(List.of(pair.client, pair.router), List.of(TO_SERVER)))
          .isInstanceOf(KernelException.class)
          .hasMessageContaining("router")
          .hasMessageContaining("File exists");
      assertThat(ruleset(pair.router)).isEqualTo(before);
      assertThat(ruleset(pair.client)).isEmpty();
    }
  }

  @Test
  void aTracedPacketLeadsToItsConnection() throws IOException {
    try (RoutedPair pair = new RoutedPair()) {
      rules(
          """
          table ip nat {
            chain post {
              type nat hook postrouting priority srcnat;
              counter
              masquerade
            }
          }
          """);
      try (NftTrace trace = NftTrace.start(List.of(pair.router), List.of(TO_SERVER))) {
        pair.sendUdp(CLIENT, 4000, SERVER, 9);
        List<Traced> all = until(trace, in(pair.router, "post"));
        assertThat(all).extracting(it -> it.first().chain()).containsExactly("prerouting", "post");
        Connection connection =
            Conntrack.find(
                    pair.router, Tuple.udp(CLIENT, 4000, SERVER, 9), Conntrack.Direction.ORIGINAL)
                .orElseThrow();
        assertThat(connection.sourceNat()).isTrue();
        OptionalInt told = all.getLast().packet().orElseThrow().connection();
        assumeTrue(told.isPresent(), "this kernel's traces do not tell the connection");
        assertThat(told).hasValue(connection.id());
      }
    }
  }
}
