package org.flannelgraph.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.packet.Ports;
import org.junit.jupiter.api.Test;

/** What a student reads while packets still come. */
class ReportTextTest {
  private static final long MILLISECOND = 1000;

  private final StringBuilder text = new StringBuilder();

  /** Datagrams of 92 bytes on the wire, one each so many microseconds. */
  private static List<Journey> datagrams(int count, long microseconds) {
    Tape tape = new Tape();
    for (int i = 0; i < count; i++) {
      byte[] packet =
          Bytes.ipv4(
              "10.0.0.1", "10.0.0.2", 64, i, 0, 17, Bytes.udp(5000, 53, Bytes.payload(50, i)));
      tape.pass(microseconds - 2).see("red/eth0", Bytes.ethernet(1, 2, packet));
      tape.see("green/eth0", Bytes.ethernet(1, 2, packet));
    }
    return tape.journeys();
  }

  private void tell(List<Journey> journeys, boolean all) throws IOException {
    ReportText report = new ReportText(text, Ports.DEFAULT, false, all);
    for (Journey journey : journeys) {
      report.journey(journey, 0);
    }
    report.end(2L * journeys.size(), 0, 0);
  }

  private List<String> titles() {
    return text.toString().lines().filter(line -> line.startsWith("#")).toList();
  }

  @Test
  void whatAPersonCanReadIsPrintedAsItComes() throws IOException {
    ReportText report = new ReportText(text, Ports.DEFAULT, false, false);
    List<Journey> journeys = datagrams(200, MILLISECOND);
    for (int i = 0; i < journeys.size(); i++) {
      report.journey(journeys.get(i), 0);
      assertThat(titles()).hasSize(i + 1);
    }
    assertThat(text).doesNotContain("flows");
  }

  /** From the two hundred and first on they are flows, second by second, and that is said. */
  @Test
  void moreThanAPersonReadsBecomesFlowsAndThatIsSaid() throws IOException {
    tell(datagrams(700, 5 * MILLISECOND), false);
    assertThat(titles()).hasSize(200);
    assertThat(text.toString().lines())
        .containsSubsequence(
            "more journeys than a person reads, so these are flows; --all prints them all",
            "second 1.0 to 2.0:",
            "udp 53  10.0.0.1 -> 10.0.0.2",
            "     200 packets, 200/s, 147.2 kbit/s, 200 delivered",
            "second 2.0 to 3.0:",
            "700 journeys are many, so these are flows; --all prints them all",
            "udp 53  10.0.0.1 -> 10.0.0.2",
            "     700 packets, 200/s, 147.2 kbit/s, 700 delivered",
            "1400 frames in 700 journeys");
    assertThat(text.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  /** What waits is too much already: nothing is begun that has to be broken off. */
  @Test
  void aBurstIsFlowsFromTheStart() throws IOException {
    ReportText report = new ReportText(text, Ports.DEFAULT, false, false);
    List<Journey> journeys = datagrams(300, MILLISECOND);
    for (int i = 0; i < journeys.size(); i++) {
      report.journey(journeys.get(i), journeys.size() - i - 1L);
    }
    assertThat(titles()).isEmpty();
    report.end(600, 0, 0);
    assertThat(text).contains("300 journeys are many, so these are flows");
  }

  @Test
  void allArePrintedWhereAllAreAskedFor() throws IOException {
    tell(datagrams(300, MILLISECOND), true);
    assertThat(titles()).hasSize(300);
    assertThat(text).doesNotContain("flows");
  }

  @Test
  void ofManyTheLostOnesArePrinted() throws IOException {
    List<Journey> journeys = new ArrayList<>(datagrams(300, MILLISECOND));
    Cause cause = new Cause(Cause.Id.NO_ROUTE, "red", "eth0", "gone", List.of());
    for (int i = 230; i < 245; i++) {
      journeys.set(i, journeys.get(i).lost(cause));
    }
    tell(journeys, false);
    assertThat(titles()).hasSize(200 + 10);
    assertThat(text).contains("285 delivered, 15 lost", "and 5 more that did not arrive");
  }

  @Test
  void manyRequestsAreCounted() throws IOException {
    ReportText report = new ReportText(text, Ports.DEFAULT, false, false);
    for (int i = 1; i <= 250; i++) {
      Request.Result result = i == 249 ? Request.Result.TIMED_OUT : Request.Result.ANSWERED;
      report.request(new Request(i, "icmp", result, "64 bytes"));
    }
    report.end(0, 0, 0);
    assertThat(text.toString().lines().filter(line -> line.startsWith("request "))).hasSize(200);
    assertThat(text)
        .contains("from here on they are counted", "250 requests: 249 answered, 1 timed out");
  }

  @Test
  void thereIsABoundOnFlows() {
    FlowSummary flows = new FlowSummary();
    Journey one = datagrams(1, MILLISECOND).getFirst();
    for (int i = 0; i < FlowSummary.MOST_FLOWS + 5; i++) {
      flows.add(one.between(one.source(), new Endpoint("10.0.0." + i, 53, null)));
    }
    assertThat(flows.flows()).hasSize(FlowSummary.MOST_FLOWS + 1);
    assertThat(flows.flows())
        .hasEntrySatisfying(
            FlowSummary.Flow.OTHERS, count -> assertThat(count.packets()).isEqualTo(5));
  }
}
