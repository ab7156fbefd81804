package org.flannelgraph.ui.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.traffic.ProbeResult;
import org.junit.jupiter.api.Test;

/** What is sent, and how the result is told. */
class KindTest {
  @Test
  void aKindHasTheNumbersThatSuitIt() {
    assertThat(Kind.PING.hasPort()).isFalse();
    assertThat(Kind.PING.probe(0, 1400)).isEqualTo(new Probe.Icmp(1400, false));
    assertThat(Kind.HTTP.hasSize()).isFalse();
    assertThat(Kind.HTTP.probe(8080, 0)).isEqualTo(new Probe.Http(8080, "/"));
    assertThat(Kind.UDP.probe(53, 99)).isEqualTo(new Probe.Udp(53, 99, false));
    assertThat(Kind.TCP.probe(80, 0)).isEqualTo(new Probe.Tcp(80));
    assertThatThrownBy(() -> Kind.TCP.probe(70_000, 0)).hasMessageContaining("1 to 65535");
    assertThat(Kind.PING.protocol(Addresses.parse("fd00::1"))).isEqualTo(58);
    assertThat(Kind.PING.protocol(Addresses.parse("10.0.0.1"))).isEqualTo(1);
  }

  @Test
  void resultsAreCountedAndTheLastIsTold() {
    ProbeResult good = result(1, ProbeResult.Outcome.ANSWERED, "64 bytes in 0.41 ms");
    ProbeResult bad = result(2, ProbeResult.Outcome.TIMED_OUT, "no answer within 2 s");
    Tally one = Tally.NONE.with(good);
    assertThat(one.words(good)).isEqualTo("answered, 64 bytes in 0.41 ms");
    assertThat(one.isBad()).isFalse();
    assertThat(one.with(good).words(good)).isEqualTo("2 of 2 answered; last: 64 bytes in 0.41 ms");
    Tally two = one.with(bad);
    assertThat(two.isBad()).isTrue();
    assertThat(two.words(bad)).isEqualTo("1 of 2 answered; last: timed-out, no answer within 2 s");
  }

  private static ProbeResult result(int number, ProbeResult.Outcome outcome, String text) {
    return new ProbeResult(
        number,
        outcome,
        text,
        Optional.empty(),
        new InetSocketAddress(Addresses.parse("10.244.2.2"), 0),
        Duration.ofMillis(1),
        Instant.EPOCH);
  }
}
