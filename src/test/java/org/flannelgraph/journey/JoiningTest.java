package org.flannelgraph.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.journey.Bytes.ACK;
import static org.flannelgraph.journey.Bytes.DONT_FRAGMENT;
import static org.flannelgraph.journey.Bytes.MORE_FRAGMENTS;
import static org.flannelgraph.journey.Bytes.RST;
import static org.flannelgraph.journey.Bytes.SYN;
import static org.flannelgraph.journey.Bytes.echo;
import static org.flannelgraph.journey.Bytes.ethernet;
import static org.flannelgraph.journey.Bytes.ipv4;
import static org.flannelgraph.journey.Bytes.part;
import static org.flannelgraph.journey.Bytes.payload;
import static org.flannelgraph.journey.Bytes.tcp;
import static org.flannelgraph.journey.Bytes.udp;
import static org.flannelgraph.journey.Bytes.vxlan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.capture.Direction;
import org.junit.jupiter.api.Test;

/** Which frames are one packet, where that is hard to tell. */
class JoiningTest {
  private static final String RED = "10.244.1.2";
  private static final String GREEN = "10.244.2.2";
  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int ICMP = 1;

  /** From red to the router n and on to green, which is on its other side. */
  private static byte[] before(byte[] packet) {
    return ethernet(1, 2, packet);
  }

  private static byte[] after(byte[] packet) {
    return ethernet(3, 4, packet);
  }

  private static byte[] datagram(int ttl, int id, byte[] data) {
    return ipv4(RED, GREEN, ttl, id, DONT_FRAGMENT, UDP, udp(4000, 5000, data));
  }

  private static final String ROUTED =
      "1 - red/eth0 sent\n2 1 n/veth1 crossed\n3 2 n/veth2 routed\n4 3 green/eth0 delivered\n";

  private static Tape routed(Tape tape, byte[] first, byte[] second) {
    return tape.seeAll(before(first), "red/eth0", "n/veth1")
        .seeAll(after(second), "n/veth2", "green/eth0");
  }

  @Test
  void identicalDatagramsWithoutAnIdentificationAreTwoPackets() {
    byte[] data = payload(20, 1);
    Tape tape = new Tape();
    routed(tape, datagram(64, 0, data), datagram(63, 0, data)).pass(50);
    routed(tape, datagram(64, 0, data), datagram(63, 0, data));
    assertThat(tape.paths()).containsExactly(ROUTED, ROUTED);
  }

  @Test
  void identicalDatagramsInFlightAtTheSameTimeAreToldApartByTheirOrder() {
    byte[] data = payload(20, 1);
    Tape tape = new Tape();
    for (String place : List.of("red/eth0", "n/veth1")) {
      tape.seeAll(before(datagram(64, 0, data)), place, place, place);
    }
    for (String place : List.of("n/veth2", "green/eth0")) {
      tape.seeAll(after(datagram(63, 0, data)), place, place, place);
    }
    assertThat(tape.paths()).containsExactly(ROUTED, ROUTED, ROUTED);
    List<Journey> journeys = tape.journeys();
    for (int i = 0; i < 3; i++) {
      assertThat(journeys.get(i).hops().stream().map(hop -> hop.frame().ordinal()))
          .containsExactly(1L + i, 4L + i, 7L + i, 10L + i);
    }
  }

  @Test
  void aLostDatagramDoesNotTakeTheSightingsOfItsTwin() {
    byte[] data = payload(20, 1);
    Tape tape = new Tape();
    tape.seeAll(before(datagram(64, 0, data)), "red/eth0", "n/veth1").pass(200_000);
    routed(tape, datagram(64, 0, data), datagram(63, 0, data)).pass(200_000);
    tape.seeAll(before(datagram(64, 0, data)), "red/eth0", "n/veth1");
    String lost = "1 - red/eth0 sent\n2 1 n/veth1 crossed\n";
    assertThat(tape.paths()).containsExactly(lost, ROUTED, lost);
  }

  @Test
  void aRetransmissionIsAPacketOfItsOwn() {
    Tape tape = new Tape();
    for (int id : new int[] {700, 701}) {
      byte[] segment = tcp(4000, 80, 1000, 2000, ACK, payload(50, 2));
      routed(
              tape,
              ipv4(RED, GREEN, 64, id, DONT_FRAGMENT, TCP, segment),
              ipv4(RED, GREEN, 63, id, DONT_FRAGMENT, TCP, segment))
          .pass(200_000);
    }
    assertThat(tape.paths()).containsExactly(ROUTED, ROUTED);
  }

  @Test
  void pingsOfTwoPodsAreTwoPacketsThoughAllButTheirSendersIsTheSame() {
    Tape tape = new Tape();
    byte[] ping = echo(8, 77, 1, payload(56, 3));
    tape.seeAll(ethernet(1, 2, ipv4(RED, GREEN, 64, 0, 0, ICMP, ping)), "red/eth0", "n/veth1");
    tape.seeAll(
        ethernet(5, 2, ipv4("10.244.1.3", GREEN, 64, 0, 0, ICMP, ping)), "blue/eth0", "n/veth3");
    tape.seeAll(after(ipv4(RED, GREEN, 63, 0, 0, ICMP, ping)), "n/veth2", "green/eth0");
    tape.seeAll(after(ipv4("10.244.1.3", GREEN, 63, 0, 0, ICMP, ping)), "n/veth2", "green/eth0");
    assertThat(tape.paths())
        .containsExactly(ROUTED, ROUTED.replace("red/", "blue/").replace("veth1", "veth3"));
  }

  @Test
  void natIsFollowedByWhatItLeavesAlone() {
    Tape tape = new Tape();
    byte[] data = payload(30, 4);
    tape.seeAll(
        before(ipv4(RED, "192.168.0.1", 64, 9, 0, UDP, udp(4000, 53, data))),
        "red/eth0",
        "n/veth1");
    tape.seeAll(
        after(ipv4("192.168.0.11", "192.168.0.1", 63, 9, 0, UDP, udp(61000, 53, data))),
        "n/eth0",
        "sw/p1");
    List<Journey> journeys = tape.journeys();
    assertThat(journeys).hasSize(1);
    assertThat(journeys.getFirst().hop(3).action()).isEqualTo(Action.TRANSLATED);
    assertThat(journeys.getFirst().hop(3).changes())
        .contains(
            new Change("ipv4", "source", RED, "192.168.0.11"),
            new Change("udp", "sourcePort", "4000", "61000"));
  }

  @Test
  void aTunnelsOwnIdentificationTellsItsPacketsApart() {
    byte[] inner = ethernet(11, 12, datagram(63, 0, payload(20, 5)));
    Tape tape = new Tape();
    for (int i = 0; i < 2; i++) {
      tape.seeAll(before(datagram(64, 0, payload(20, 5))), "red/eth0", "n/veth1");
      tape.see("n/flannel.1", inner);
    }
    // Both stamped at once and the second first: only the outer identification tells.
    for (String place : List.of("n/eth0", "m/eth0")) {
      for (int id : place.startsWith("n") ? new int[] {500, 501} : new int[] {501, 500}) {
        tape.see(place, tunnelled(inner, id, 0));
      }
    }
    List<Journey> journeys = tape.journeys();
    assertThat(journeys).hasSize(2);
    for (Journey journey : journeys) {
      assertThat(journey.hops()).hasSize(5);
      assertThat(outerIdentification(journey.hop(4)))
          .isEqualTo(outerIdentification(journey.hop(5)));
    }
  }

  private static int outerIdentification(Hop hop) {
    byte[] bytes = hop.frame().bytes();
    return (bytes[18] & 0xff) << 8 | bytes[19] & 0xff;
  }

  private static byte[] tunnelled(byte[] inner, int id, int flags) {
    byte[] datagram = udp(41000, 8472, vxlan(inner));
    return ethernet(21, 22, ipv4("192.168.0.11", "192.168.0.12", 64, id, flags, UDP, datagram));
  }

  @Test
  void allFragmentsOfATunnelsPacketGoItsWay() {
    byte[] inner = ethernet(11, 12, datagram(63, 0, payload(400, 6)));
    byte[] whole = udp(41000, 8472, vxlan(inner));
    byte[] first =
        ethernet(
            21,
            22,
            ipv4("192.168.0.11", "192.168.0.12", 64, 7, MORE_FRAGMENTS, UDP, part(whole, 0, 240)));
    byte[] second =
        ethernet(
            21,
            22,
            ipv4("192.168.0.11", "192.168.0.12", 64, 7, 30, UDP, part(whole, 240, whole.length)));
    Tape tape = new Tape();
    tape.see("n/flannel.1", inner)
        .seeAll(first, "n/eth0", "m/eth0")
        .seeAll(second, "n/eth0", "m/eth0")
        .see("m/flannel.1", inner);
    assertThat(tape.paths())
        .containsExactly(
            """
            1 - n/flannel.1 sent
            2 1 n/eth0 encapsulated
            3 2 m/eth0 crossed
            4 3 m/flannel.1 delivered
            5 1 n/eth0 fragmented
            6 5 m/eth0 crossed
            """);
  }

  @Test
  void fragmentsOfThreeSizesAreOnePacketThatConntrackPutTogetherOnItsWay() {
    byte[] whole = udp(4000, 5000, payload(3000, 7));
    Tape tape = new Tape();
    fragments(tape, whole, 64, 1480, 1, 2, "red/eth0", "n/veth1");
    tape.see("n/br0", before(ipv4(RED, GREEN, 64, 99, 0, UDP, whole)));
    fragments(tape, whole, 63, 1000, 3, 4, "n/veth2", "green/eth0");
    List<Journey> journeys = tape.journeys();
    assertThat(journeys).hasSize(1);
    Journey journey = journeys.getFirst();
    assertThat(journey.hops()).hasSize(3 * 2 + 1 + 4 * 2);
    assertThat(journey.outcome()).isEqualTo(Outcome.DELIVERED);
    assertThat(Captures.path(journey))
        .startsWith(
            """
            1 - red/eth0 sent
            2 1 n/veth1 crossed
            3 2 n/br0 reassembled
            4 3 n/veth2 fragmented
            5 4 green/eth0 delivered
            6 3 n/veth2 fragmented
            """);
  }

  private static void fragments(
      Tape tape, byte[] whole, int ttl, int size, int from, int to, String... places) {
    for (int offset = 0; offset < whole.length; offset += size) {
      int end = Math.min(whole.length, offset + size);
      int flags = offset / 8 | (end < whole.length ? MORE_FRAGMENTS : 0);
      tape.seeAll(
          ethernet(from, to, ipv4(RED, GREEN, ttl, 99, flags, UDP, part(whole, offset, end))),
          places);
    }
  }

  @Test
  void aSuperPacketIsOnePacketWithItsSegmentsAndWhatReceiveOffloadMakesOfThem() {
    byte[] stream = payload(4000, 8);
    Tape tape = new Tape();
    tape.seeAll(
        before(ipv4(RED, GREEN, 64, 50, DONT_FRAGMENT, TCP, tcp(4000, 80, -2000, 1, ACK, stream))),
        "red/eth0",
        "n/veth1");
    for (int i = 0; i < 4; i++) { // the sequence number wraps around in between
      byte[] segment =
          tcp(4000, 80, -2000 + i * 1000, 1, ACK, part(stream, i * 1000, i * 1000 + 1000));
      tape.see("n/veth2", after(ipv4(RED, GREEN, 63, 50 + i, DONT_FRAGMENT, TCP, segment)));
    }
    tape.see(
        "green/eth0",
        after(ipv4(RED, GREEN, 63, 50, DONT_FRAGMENT, TCP, tcp(4000, 80, -2000, 1, ACK, stream))));
    List<Journey> journeys = tape.journeys();
    assertThat(journeys).hasSize(1);
    assertThat(journeys.getFirst().outcome()).isEqualTo(Outcome.DELIVERED);
    assertThat(Captures.path(journeys.getFirst()))
        .startsWith(
            """
            1 - red/eth0 sent
            2 1 n/veth1 crossed
            3 2 n/veth2 segmented
            """)
        .contains("n/veth2 segmented\n")
        .contains("green/eth0 delivered");
  }

  @Test
  void aRetransmittedSuperPacketIsNotMadeOfTheSegmentsBeforeIt() {
    byte[] stream = payload(2000, 9);
    Tape tape = new Tape();
    for (int i = 0; i < 2; i++) {
      byte[] segment = tcp(4000, 80, i * 1000, 1, ACK, part(stream, i * 1000, i * 1000 + 1000));
      routed(
          tape,
          ipv4(RED, GREEN, 64, 50 + i, DONT_FRAGMENT, TCP, segment),
          ipv4(RED, GREEN, 63, 50 + i, DONT_FRAGMENT, TCP, segment));
    }
    byte[] again = tcp(4000, 80, 0, 1, ACK, stream);
    routed(
        tape.pass(200_000),
        ipv4(RED, GREEN, 64, 52, DONT_FRAGMENT, TCP, again),
        ipv4(RED, GREEN, 63, 52, DONT_FRAGMENT, TCP, again));
    assertThat(tape.paths()).containsExactly(ROUTED, ROUTED, ROUTED);
  }

  @Test
  void framesThatWereCutAreKnownByTheirHeadersAndWhatIsLeft() {
    byte[] data = payload(600, 10);
    byte[] inner = ethernet(11, 12, datagram(63, 0, data));
    Tape tape = new Tape();
    tape.seeCut("red/eth0", before(datagram(64, 0, data)), 120)
        .seeCut("n/veth1", before(datagram(64, 0, data)), 120)
        .seeCut("n/flannel.1", inner, 120)
        .seeCut("n/eth0", tunnelled(inner, 3, 0), 120)
        .seeCut("m/eth0", tunnelled(inner, 3, 0), 120)
        .seeCut("m/flannel.1", inner, 120);
    tape.seeCut("red/eth0", before(datagram(64, 0, payload(600, 11))), 120);
    assertThat(tape.journeys()).extracting(journey -> journey.hops().size()).containsExactly(6, 1);
  }

  @Test
  void anErrorIsTiedToThePacketThatItQuotesAndAnRstToItsSyn() {
    Tape tape = new Tape();
    byte[] syn = ipv4(RED, GREEN, 64, 5, 0, TCP, tcp(4000, 81, 100, 0, SYN, new byte[0]));
    tape.seeAll(before(syn), "red/eth0", "n/veth1");
    byte[] rst = tcp(81, 4000, 0, 101, RST | ACK, new byte[0]);
    tape.seeAll(ethernet(2, 1, ipv4(GREEN, RED, 64, 0, 0, TCP, rst)), "n/veth1", "red/eth0");
    tape.seeAll(before(datagram(64, 6, payload(30, 12))), "red/eth0", "n/veth1");
    byte[] quote = part(datagram(63, 6, payload(30, 12)), 0, 28);
    byte[] error = echo(3, 0, 0, quote);
    tape.seeAll(ethernet(2, 1, ipv4(GREEN, RED, 64, 7, 0, ICMP, error)), "n/veth1", "red/eth0");
    assertThat(tape.journeys()).extracting(Journey::causedBy).containsExactly(null, 1L, null, 3L);
  }

  @Test
  void framesOfOneTimeAreOrderedByWhatOtherPacketsProve() {
    Tape known = new Tape();
    for (int i = 0; i < 3; i++) {
      routed(known, datagram(64, 20 + i, payload(9, i)), datagram(63, 20 + i, payload(9, i)));
      byte[] back = ipv4(GREEN, RED, 64, 30 + i, 0, UDP, udp(5000, 4000, payload(9, i)));
      byte[] routedBack = ipv4(GREEN, RED, 63, 30 + i, 0, UDP, udp(5000, 4000, payload(9, i)));
      known.seeAll(ethernet(4, 3, back), "green/eth0", "n/veth2");
      known.seeAll(ethernet(2, 1, routedBack), "n/veth1", "red/eth0");
    }
    known.seeAt(9, "n/veth2", after(datagram(63, 1, payload(99, 1))), null);
    known.seeAt(9, "green/eth0", after(datagram(63, 1, payload(99, 1))), null);
    known.seeAt(9, "n/veth1", before(datagram(64, 1, payload(99, 1))), null);
    known.seeAt(9, "red/eth0", before(datagram(64, 1, payload(99, 1))), null);
    assertThat(known.paths().getFirst()).isEqualTo(ROUTED);
  }

  @Test
  void whatANodeSendsToItselfIsSeenAtLoTwice() {
    byte[] ping = ethernet(0, 0, ipv4(RED, RED, 64, 1, 0, ICMP, echo(8, 1, 1, payload(9, 1))));
    ping[0] = 0;
    ping[6] = 0;
    Tape tape = new Tape();
    tape.see("red/lo", ping, Direction.OUT).see("red/lo", ping, Direction.IN);
    assertThat(tape.paths()).containsExactly("1 - red/lo sent\n2 1 red/lo delivered\n");
  }

  @Test
  void theOrderOfFramesInAFileDecidesNothing() {
    Tape tape = new Tape();
    for (int i = 0; i < 20; i++) {
      routed(tape, datagram(64, i, payload(20, i)), datagram(63, i, payload(20, i)));
    }
    List<String> expected = tape.paths();
    List<CapturedFrame> frames = new ArrayList<>(tape.frames());
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(frames, new Random(seed));
      assertThat(Journeys.join(frames).stream().map(Captures::path).toList())
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }
}
