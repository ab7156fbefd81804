package org.flannelgraph.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets as their headers, from captures of real ones. */
class HeaderStackTest {
  private final Bricks bricks = new Bricks(Ports.DEFAULT);
  private final Journey syn =
      Recorded.journeys("/golden/cross-node-http.pcapng").stream()
          .filter(journey -> journey.summary().equals("SYN"))
          .findFirst()
          .orElseThrow();

  @Test
  void aPacketInATunnelHasItsOwnRow() {
    assertThat(words(5))
        .isEqualTo(
            """
            Eth | IP 192.168.0.11 → .12 | UDP 8472 | VXLAN 1
            Eth | IP 10.244.7.2 → .70.2 | TCP SYN 8080""");
    assertThat(wrapping(5).bytes()).isEqualTo(50);
    HeaderStack stack = HeaderStack.of(wrapping(5), HeaderStack.Style.WORDS, 1);
    assertThat(texts(stack)).contains("VXLAN 1", "TCP SYN 8080", "+50 B");
    assertThat(stack.text())
        .startsWith("Ethernet 66:2d:0e:3b:84:d9 to ea:f0:d7:f5:b3:49, IPv4 192.168.0.11 to 192.")
        .contains("VXLAN VNI 1, around Ethernet 0a:c2:")
        .endsWith("TCP SYN port 49276 to port 8080; 50 bytes added");
  }

  @Test
  void whatIsTakenOffIsCounted() {
    HeaderStack stack = HeaderStack.of(wrapping(9), HeaderStack.Style.WORDS, 1);
    assertThat(texts(stack))
        .containsExactly("Eth", "IP 10.244.7.2 → .70.2", "TCP SYN 8080", "−50 B");
  }

  @Test
  void whatARouterWroteIsSaid() {
    HeaderStack stack = HeaderStack.of(wrapping(4), HeaderStack.Style.WORDS, 1);
    assertThat(texts(stack))
        .containsExactly("Eth, new MACs", "IP 10.244.7.2 → .70.2, ttl 63", "TCP SYN 8080");
    assertThat(stack.text()).contains("to 10.244.70.2 (ttl 63)");
    assertThat(texts(HeaderStack.of(wrapping(3), HeaderStack.Style.WORDS, 1))).contains("Eth");
  }

  @Test
  void outerHeadersCloseAroundThePacketAndOpen() {
    double shut = height(wrapping(5), 1);
    double open = height(wrapping(5), 0);
    assertThat(height(wrapping(5), 0.5)).isStrictlyBetween(open, shut);
    assertThat(height(wrapping(9), 0)).isEqualTo(shut);
    assertThat(height(wrapping(9), 0.5)).isStrictlyBetween(open, shut);
    assertThat(height(wrapping(9), 1)).isLessThan(shut);
  }

  @ParameterizedTest
  @EnumSource(HeaderStack.Style.class)
  void nothingLeavesTheCardNorOverlaps(HeaderStack.Style style) {
    for (Hop hop : syn.hops()) {
      for (double done : new double[] {0, 0.3, 0.6, 1}) {
        HeaderStack stack = HeaderStack.of(wrapping(hop.index()), style, done);
        List<Rect> boxes =
            stack.marks().stream()
                .filter(Mark.Box.class::isInstance)
                .map(mark -> ((Mark.Box) mark).at())
                .toList();
        Rect card = boxes.getFirst();
        List<Rect> own = boxes.subList(1, boxes.size());
        for (Rect box : own) {
          assertThat(card.contains(box)).as("%s of hop %s in %s", box, hop.index(), card).isTrue();
          assertThat(own.stream().filter(box::overlaps)).hasSize(1);
        }
      }
    }
  }

  @Test
  void lessIsSaidFromAfar() {
    List<Brick> wrapped = bricks.of(syn.hop(6).frame());
    HeaderStack words = HeaderStack.of(wrapped, HeaderStack.Style.WORDS);
    HeaderStack names = HeaderStack.of(wrapped, HeaderStack.Style.NAMES);
    HeaderStack colours = HeaderStack.of(wrapped, HeaderStack.Style.COLOURS);
    assertThat(texts(names)).containsExactly("Eth", "IP", "UDP", "VXLAN", "Eth", "IP", "TCP");
    assertThat(texts(colours)).isEmpty();
    assertThat(names.bounds().width()).isLessThan(words.bounds().width());
    assertThat(colours.bounds().width()).isLessThan(names.bounds().width());
    assertThat(colours.text()).isEqualTo(words.text());
  }

  @Test
  void aCardStaysInThePictureAndOffItsPoint() {
    HeaderStack stack = HeaderStack.of(bricks.of(syn.first().frame()), HeaderStack.Style.WORDS);
    Rect within = new Rect(0, 0, 700, 400);
    for (Point point : List.of(new Point(5, 5), new Point(690, 390), new Point(350, 200))) {
      HeaderStack there = stack.beside(point, within);
      assertThat(within.contains(there.bounds())).isTrue();
      assertThat(there.bounds().contains(point)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/golden/same-node-http.pcapng",
        "/golden/cross-node-ping.pcapng",
        "/journey/dual-stack.pcapng.gz",
        "/journey/floods-promiscuous.pcapng.gz",
        "/journey/fragments.pcapng.gz",
        "/journey/refused.pcapng.gz",
        "/journey/too-big.pcapng.gz",
        "/journey/segments.pcapng.gz",
        "/journey/itself.pcapng.gz"
      })
  void everyFrameHasWords(String capture) {
    for (Journey journey : Recorded.journeys(capture)) {
      for (Hop hop : journey.hops()) {
        List<Brick> own = bricks.of(hop.frame());
        assertThat(own).isNotEmpty();
        assertThat(own).allSatisfy(brick -> assertThat(brick.words()).isNotBlank());
        int header = own.stream().mapToInt(Brick::bytes).sum();
        assertThat(header).isLessThanOrEqualTo(hop.frame().wireLength());
        Hop before = hop.previous() == null ? hop : journey.hop(hop.previous());
        Wrapping wrapping = Wrapping.between(bricks.of(before.frame()), own);
        for (double done : new double[] {0, 0.5, 1}) {
          assertThat(HeaderStack.of(wrapping, HeaderStack.Style.WORDS, done).text()).isNotBlank();
        }
      }
    }
  }

  @Test
  void plainWordsForWhatIsNoTcp() {
    assertThat(first("/golden/cross-node-http.pcapng", "ARP who has"))
        .matches("Eth \\| ARP who has [0-9.]+\\?");
    assertThat(first("/golden/cross-node-ping.pcapng", "ICMP echo request"))
        .isEqualTo("Eth | IP 10.244.7.2 → .70.2 | ICMP echo request | 56 B");
    assertThat(first("/golden/cross-node-http.pcapng", "HTTP GET"))
        .isEqualTo("Eth | IP 10.244.7.2 → .70.2 | TCP PSH ACK 8080 | HTTP GET /200");
    assertThat(first("/journey/too-big.pcapng.gz", "ICMP fragmentation needed"))
        .isEqualTo("Eth | IP 10.244.1.1 → .2 | ICMP fragmentation needed, MTU 1350");
    assertThat(first("/journey/dual-stack.pcapng.gz", "ND who has"))
        .contains("| ND who has fd00:10:244:1::1?");
  }

  @Test
  void anAddressIsShortenedByWholeGroups() {
    assertThat(Bricks.shortened("192.168.0.11", "192.168.0.12")).isEqualTo(".12");
    assertThat(Bricks.shortened("10.244.7.2", "10.244.70.2")).isEqualTo(".70.2");
    assertThat(Bricks.shortened("10.0.0.1", "192.168.0.1")).isEqualTo("192.168.0.1");
    assertThat(Bricks.shortened("10.0.0.1", "10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(Bricks.shortened("fd00:10::2", "fd00:10::3")).isEqualTo("…:3");
  }

  private String first(String capture, String summary) {
    return Recorded.journeys(capture).stream()
        .filter(journey -> journey.summary().startsWith(summary))
        .map(journey -> row(bricks.of(journey.first().frame()), 0))
        .findFirst()
        .orElseThrow();
  }

  private String words(int hop) {
    List<Brick> own = bricks.of(syn.hop(hop).frame());
    return row(own, 0) + "\n" + row(own, 1);
  }

  private static String row(List<Brick> bricks, int level) {
    return bricks.stream()
        .filter(brick -> brick.level() == level)
        .map(Brick::words)
        .collect(Collectors.joining(" | "));
  }

  private Wrapping wrapping(int index) {
    Hop hop = syn.hop(index);
    List<Brick> after = bricks.of(hop.frame());
    return hop.previous() == null
        ? Wrapping.none(after)
        : Wrapping.between(bricks.of(syn.hop(hop.previous()).frame()), after);
  }

  private static double height(Wrapping wrapping, double done) {
    return HeaderStack.of(wrapping, HeaderStack.Style.WORDS, done).bounds().height();
  }

  private static List<String> texts(HeaderStack stack) {
    return stack.marks().stream()
        .filter(Mark.Text.class::isInstance)
        .map(mark -> ((Mark.Text) mark).text())
        .toList();
  }
}
