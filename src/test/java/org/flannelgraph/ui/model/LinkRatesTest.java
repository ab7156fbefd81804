package org.flannelgraph.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flannelgraph.linux.route.LinkStatistics;
import org.flannelgraph.topology.LinkId;
import org.junit.jupiter.api.Test;

class LinkRatesTest {
  private static final LinkId LINK = new LinkId("node1", 4);
  private static final LinkId OTHER = new LinkId("node2", 4);

  @Test
  void bothWaysAreTakenTogetherAndWhatRestsHasNone() {
    LinkRates rates = new LinkRates();
    assertThat(rates.take(counted(1, 100, 200, 0, 0))).isEmpty();
    assertThat(rates.take(counted(3, 110, 214, 9000, 1000)))
        .containsExactly(Map.entry(LINK, "12 packets/s"));
    assertThat(rates.take(counted(4, 110, 214, 9000, 1000))).isEmpty();
  }

  @Test
  void aLinkMadeAnewHasGrownFromNothing() {
    LinkRates rates = new LinkRates();
    rates.take(counted(1, 1000, 0, 0, 0));
    assertThat(rates.take(counted(2, 3, 0, 0, 0))).containsExactly(Map.entry(LINK, "3 packets/s"));
  }

  @Test
  void whatWasNotThereBeforeHasNoRateYet() {
    LinkRates rates = new LinkRates();
    rates.take(new LinkCounters(1, Map.of()));
    assertThat(rates.take(counted(2, 3, 0, 0, 0))).isEmpty();
  }

  @Test
  void twoDigitsCount() {
    assertThat(LinkRates.words(1.4, 1e9)).isEmpty();
    assertThat(LinkRates.words(1.6, 800)).hasValue("2 packets/s");
    assertThat(LinkRates.words(9.6, 99_000)).hasValue("10 packets/s");
    assertThat(LinkRates.words(1240, 99_999)).hasValue("1,200 packets/s");
    assertThat(LinkRates.words(99, 100_000)).hasValue("100 kbit/s");
    assertThat(LinkRates.words(99, 999_400)).hasValue("1.0 Mbit/s");
    assertThat(LinkRates.words(99, 1_249_000)).hasValue("1.2 Mbit/s");
    assertThat(LinkRates.words(99, 124_900_000)).hasValue("120 Mbit/s");
    assertThat(LinkRates.words(99, 9_960_000_000.0)).hasValue("10 Gbit/s");
  }

  private static LinkCounters counted(
      long second, long received, long sent, long receivedBytes, long sentBytes) {
    List<Long> counters = List.of(received, sent, receivedBytes, sentBytes);
    return new LinkCounters(
        second * 1_000_000_000L,
        Map.of(
            LINK,
            new LinkStatistics(4, counters),
            OTHER,
            new LinkStatistics(4, List.of(7L, 7L, 7L, 7L))));
  }
}
