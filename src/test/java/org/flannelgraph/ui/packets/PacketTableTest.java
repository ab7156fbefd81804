package org.flannelgraph.ui.packets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.flannelgraph.capture.filter.DisplayFilter;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.ui.GoldenJourneys;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ReferenceEquality") // the very rows are meant
class PacketTableTest {
  private final List<Journey> journeys = GoldenJourneys.of("/golden/cross-node-http");
  private final PacketTable table = new PacketTable(Ports.DEFAULT);

  private static List<Long> ids(PacketPage page) {
    return page.rows().stream().map(row -> row.journey().id()).toList();
  }

  private long noisy() {
    return journeys.stream().filter(it -> it.protocol().equals("arp")).count();
  }

  @Test
  void noiseIsHiddenAtFirst() {
    table.take(journeys, List.of());
    PacketPage page = table.page();
    assertThat(noisy()).isPositive();
    assertThat(page.noise()).isEqualTo((int) noisy());
    assertThat(page.rows()).hasSize(journeys.size() - (int) noisy());
    table.showNoise(true);
    assertThat(table.page().rows()).hasSize(journeys.size());
  }

  @Test
  void aJourneyOpensIntoItsHops() {
    table.take(journeys, List.of());
    Journey longest = longest();
    table.expand(longest.id(), true);
    List<PacketRow> rows = table.page().rows();
    int at = ids(table.page()).indexOf(longest.id());
    assertThat(rows.get(at).isJourney()).isTrue();
    for (int hop = 1; hop <= longest.hops().size(); hop++) {
      assertThat(rows.get(at + hop).hop()).isEqualTo(hop);
      assertThat(rows.get(at + hop).isNested()).isTrue();
    }
    table.expand(longest.id(), false);
    assertThat(table.page().rows()).allMatch(PacketRow::isJourney);
  }

  /** What a row says is worked out once, however often the list is sorted and handed over. */
  @Test
  void rowsAreKept() {
    table.take(journeys, List.of());
    table.group(false);
    Set<PacketRow> first = Collections.newSetFromMap(new IdentityHashMap<>());
    first.addAll(table.page().rows());
    for (PacketColumn column : PacketColumn.values()) {
      table.sort(column, true);
      assertThat(table.page().rows()).hasSize(first.size()).allMatch(first::contains);
    }
    table.group(true);
    table.expand(longest().id(), true);
    List<PacketRow> open = table.page().rows();
    assertThat(table.page().rows()).allMatch(row -> open.stream().anyMatch(it -> it == row));
  }

  private Journey longest() {
    return journeys.stream()
        .filter(it -> !it.protocol().equals("arp"))
        .max(Comparator.comparingInt(it -> it.hops().size()))
        .orElseThrow();
  }

  @Test
  void framesAreInTheOrderInWhichTheyWereSeen() {
    table.take(journeys, List.of());
    table.group(false);
    table.showNoise(true);
    List<PacketRow> rows = table.page().rows();
    assertThat(rows).hasSize(journeys.stream().mapToInt(it -> it.hops().size()).sum());
    assertThat(rows).isSortedAccordingTo(Comparator.comparingLong(PacketRow::time));
  }

  @Test
  void aFilterLeavesTheFramesThatItMeans() {
    table.take(journeys, List.of());
    table.filter(DisplayFilter.parse("tcp.flags.syn == 1 and vxlan"));
    assertThat(table.page().rows())
        .isNotEmpty()
        .allMatch(row -> row.journey().summary().contains("SYN"));
    table.group(false);
    assertThat(table.page().rows()).allMatch(row -> row.frame().wireLength() > 100);
    table.filter(DisplayFilter.ALL);
    assertThat(table.page().shown()).isEqualTo(journeys.size() - (int) noisy());
  }

  @Test
  void hopsStayUnderTheirJourneyHoweverItIsSorted() {
    table.take(journeys, List.of());
    table.expand(longest().id(), true);
    Dissection dissection = new Dissection();
    for (PacketColumn column : PacketColumn.values()) {
      for (boolean ascending : new boolean[] {true, false}) {
        table.sort(column, ascending);
        List<PacketRow> rows = table.page().rows();
        List<PacketRow> whole = rows.stream().filter(PacketRow::isJourney).toList();
        Comparator<PacketRow> order = column.order(dissection);
        assertThat(whole).isSortedAccordingTo(ascending ? order : order.reversed());
        PacketRow before = rows.getFirst();
        for (PacketRow row : rows) {
          assertThat(row.isJourney() || row.journey() == before.journey()).isTrue();
          before = row;
        }
      }
    }
  }

  @Test
  void newVersionsTakeTheOldOnesPlaceAndLostOnesLeave() {
    table.take(journeys, List.of());
    Journey journey = longest();
    Journey less = journey.withHops(journey.hops().subList(0, 1));
    table.take(List.of(less), List.of());
    assertThat(table.page().rows()).anyMatch(row -> row.journey() == less);
    assertThat(table.page().rows()).noneMatch(row -> row.journey() == journey);
    table.take(List.of(), List.of(journey.id()));
    assertThat(ids(table.page())).doesNotContain(journey.id());
  }

  @Test
  void rowsSayWhoAndWhat() {
    Dissection dissection = new Dissection();
    Journey journey = longest();
    PacketTexts whole = PacketRow.ofJourney(journey).texts(dissection);
    assertThat(whole.source()).contains(journey.source().address());
    assertThat(whole.where()).isEqualTo(journey.hops().size() + " hops");
    PacketTexts hop = PacketRow.ofHop(journey, 5, true).texts(dissection);
    assertThat(hop.source()).isEqualTo(journey.source().address());
    assertThat(hop.where()).startsWith(journey.hop(5).place().toString());
    assertThat(hop.ink()).isEqualTo(whole.ink()).isIn(Ink.TCP, Ink.PAYLOAD);
    assertThat(hop.info()).startsWith(journey.hop(5).action().label());
    Journey arp =
        journeys.stream().filter(it -> it.protocol().equals("arp")).findFirst().orElseThrow();
    PacketTexts frame = PacketRow.ofHop(arp, 1, false).texts(dissection);
    assertThat(frame.source()).matches("[0-9.]+");
    assertThat(frame.info()).startsWith("ARP");
  }

  @Test
  void ordersInARowGiveFewPagesAndTheLastIsTheNewest() throws InterruptedException {
    BlockingQueue<PacketPage> pages = new ArrayBlockingQueue<>(1000);
    PacketListing listing = new PacketListing(Ports.DEFAULT, Runnable::run, pages::add);
    for (Journey journey : journeys) {
      listing.order(rows -> rows.take(List.of(journey), List.of()));
    }
    int seen = 0;
    PacketPage last = PacketPage.EMPTY;
    while (last.journeys() < journeys.size()) {
      PacketPage next = pages.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("a page").isNotNull();
      last = next;
      seen++;
    }
    assertThat(seen).isLessThan(journeys.size());
  }
}
