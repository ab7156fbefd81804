package org.flannelgraph.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.packet.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a student reads in a terminal. */
class JourneyTextTest {
  private static String text(String golden, boolean colour, boolean all) throws IOException {
    StringBuilder text = new StringBuilder();
    List<Journey> journeys = Journeys.join(Captures.golden(golden));
    long frames = journeys.stream().mapToLong(it -> it.hops().size()).sum();
    new ReportText(text, Ports.DEFAULT, colour, all)
        .print(new JourneyReport(frames, 0, 0, List.of(), journeys));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-node-http", "cross-node-ping", "same-node-http"})
  void noLineIsLongerThanATerminal(String golden) throws IOException {
    assertThat(text(golden, false, true).lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void theHeadersCloseAroundThePacketAndOpenAgain() throws IOException {
    String syn = text("cross-node-http", false, false).split("\n\n", -1)[0].strip();
    assertThat(syn)
        .isEqualTo(
            """
            #9 SYN  10.244.7.2 port 49276 -> 10.244.70.2 port 8080  delivered
             1    pod1a/eth0      sent                                            eth ip tcp
                 tcp checksum partial (offloaded)
             2    n1/veth0c2e879a crossed       +14.3us                           eth ip tcp
             3    n1/cni0         bridged       +20.8us                           eth ip tcp
             4    n1/flannel.1    routed        +41.9us                           eth ip tcp
                 ethernet destination f2:a8:ec:fe:db:fd -> ce:a0:a5:46:d5:13
                 ethernet source 26:45:a6:9e:de:75 -> 0a:c2:45:12:84:07
                 ipv4 ttl 64 -> 63
             5    n1/eth0         encapsulated  +12.7us          eth ip udp vxlan eth ip tcp
                 + ethernet, ipv4, udp, vxlan (50 bytes)
             6    sw/p1           crossed        +5.5us          eth ip udp vxlan eth ip tcp
             7    sw/p2           bridged        +6.1us          eth ip udp vxlan eth ip tcp
             8    n2/eth0         crossed        +6.1us          eth ip udp vxlan eth ip tcp
             9    n2/flannel.1    decapsulated  +17.2us                           eth ip tcp
                 - ethernet, ipv4, udp, vxlan (50 bytes)
            10    n2/cni0         routed        +36.2us                           eth ip tcp
                 ethernet destination ce:a0:a5:46:d5:13 -> ca:c8:cf:11:bf:73
                 ethernet source 0a:c2:45:12:84:07 -> a6:54:88:c7:c9:68
                 ipv4 ttl 63 -> 62
            11    n2/veth0aca697c bridged        +5.1us                           eth ip tcp
            12    pod2a/eth0      delivered      +2.5us                           eth ip tcp
            13<6  sw/br0          bridged       +10.1us          eth ip udp vxlan eth ip tcp""");
  }

  @Test
  void backgroundNoiseIsCountedAndLeftOut() throws IOException {
    String quiet = text("cross-node-http", false, false);
    assertThat(quiet).doesNotContain("arp").contains("200 frames in 24 journeys");
    assertThat(quiet).contains("8 journeys of ARP");
    assertThat(text("cross-node-http", false, true)).contains("arp").doesNotContain("left out");
  }

  @Test
  void coloursAreOnlyAddedWhereATerminalIs() throws IOException {
    String escape = "\u001b";
    String plain = text("cross-node-ping", false, false);
    String coloured = text("cross-node-ping", true, false);
    assertThat(plain).doesNotContain(escape);
    assertThat(coloured).contains(escape);
    assertThat(coloured.replaceAll(escape + "\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  /** More than a person reads is counted by flow, and what was lost is shown. */
  @Test
  void manyJourneysAreFlows() throws IOException {
    List<Journey> journeys = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      journeys.addAll(Journeys.join(Captures.golden("cross-node-http")));
    }
    Cause cause = new Cause(Cause.Id.UNKNOWN, "n1", "eth0", "gone", List.of());
    journeys.set(12, journeys.get(12).lost(cause));
    JourneyReport report = new JourneyReport(4000, 0, 0, List.of(), journeys);
    StringBuilder text = new StringBuilder();
    new ReportText(text, Ports.DEFAULT, false, false).print(report);
    assertThat(text)
        .contains("320 journeys are many", "tcp 8080  10.244.7.2 -> 10.244.70.2", "1 lost")
        .contains("lost at n1/eth0, unknown: gone");
    assertThat(text.toString().lines().filter(line -> line.startsWith("#"))).hasSize(1);
    StringBuilder all = new StringBuilder();
    new ReportText(all, Ports.DEFAULT, false, true).print(report);
    assertThat(all.toString().lines().filter(line -> line.startsWith("#"))).hasSize(480);
  }
}
