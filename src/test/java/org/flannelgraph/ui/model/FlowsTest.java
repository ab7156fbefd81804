package org.flannelgraph.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.journey.Endpoint;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.ui.GoldenJourneys;
import org.junit.jupiter.api.Test;

class FlowsTest {
  private static final long SECOND = 1_000_000_000;
  private static final Journey PING = GoldenJourneys.longest("/golden/cross-node-ping", "icmp");
  private static final Journey NOISE =
      GoldenJourneys.of("/golden/cross-node-ping").stream()
          .filter(journey -> journey.protocol().equals("arp"))
          .findFirst()
          .orElseThrow();
  private static final Endpoint RED = new Endpoint("10.244.1.2", null, "red");
  private static final Endpoint GREEN = new Endpoint("10.244.2.2", null, "green");
  private static final Endpoint OUTSIDE = new Endpoint("192.0.2.1", 53, null);

  private final Flows flows = new Flows();
  private long last;

  private static Journey journey(
      long id, Journey like, boolean settled, Endpoint from, Endpoint to) {
    return new Journey(
        id,
        like.protocol(),
        like.summary(),
        like.outcome(),
        null,
        from,
        to,
        null,
        null,
        List.of(),
        settled,
        like.hops());
  }

  /** So many packets, each handed out as it opens and again when it has settled. */
  private void pass(int packets, Journey like, Endpoint from, Endpoint to) {
    List<Journey> opened = new ArrayList<>();
    List<Journey> settled = new ArrayList<>();
    for (int i = 0; i < packets; i++) {
      opened.add(journey(++last, like, false, from, to));
      settled.add(journey(last, like, true, from, to));
    }
    flows.take(opened);
    flows.take(settled);
  }

  @Test
  void bothWaysAreOneFlowAndEachPacketCountsOnce() {
    flows.look(SECOND);
    pass(300, PING, RED, GREEN);
    pass(300, PING, GREEN, RED);
    pass(40, PING, RED, OUTSIDE);
    Load load = flows.look(3 * SECOND);
    assertThat(load.rate()).isEqualTo(320);
    assertThat(load.packets()).isEqualTo(640);
    assertThat(load.flows()).extracting(Load.Flow::one).containsExactly("green", "192.0.2.1");
    assertThat(load.flows()).extracting(Load.Flow::rate).containsExactly(300.0, 20.0);
    assertThat(load.flows().getFirst().sample().settled()).isTrue();
    assertThat(load.words()).isEqualTo("320 packets/s in 2 flows");
    assertThat(load.words(0)).isEqualTo("320 packets/s in 2 flows; samples of them are played");
    assertThat(load.words(1234)).isEqualTo("320 packets/s in 2 flows; one in 1,200 is played");
  }

  @Test
  void whatCanBeFollowedIsNoLoad() {
    flows.look(SECOND);
    pass(199, PING, RED, GREEN);
    assertThat(flows.look(2 * SECOND)).isEqualTo(Load.NONE);
  }

  @Test
  void itEndsLaterThanItBegan() {
    flows.look(SECOND);
    pass(200, PING, RED, GREEN);
    assertThat(flows.look(2 * SECOND).words()).isEqualTo("200 packets/s between green and red");
    pass(100, PING, RED, GREEN);
    assertThat(flows.look(3 * SECOND).isNone()).isFalse();
    pass(99, PING, RED, GREEN);
    assertThat(flows.look(4 * SECOND).isNone()).isTrue();
    pass(100, PING, RED, GREEN);
    assertThat(flows.look(5 * SECOND).isNone()).isTrue();
  }

  @Test
  void noiseIsNoLoad() {
    flows.look(SECOND);
    pass(500, NOISE, RED, GREEN);
    assertThat(flows.look(2 * SECOND)).isEqualTo(Load.NONE);
  }
}
