package org.flannelgraph.ui.inspector.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Change;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.ui.GoldenJourneys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopViewTest {
  private final Journey journey = GoldenJourneys.longest("/golden/cross-node-http", "tcp");
  private final Hop wrapped = hop(Action.ENCAPSULATED);
  private final HopView view = HopView.of(journey, wrapped, Ports.DEFAULT);

  private Hop hop(Action action) {
    return journey.hops().stream().filter(it -> it.action() == action).findFirst().orElseThrow();
  }

  @Test
  void tellsTheLayersFromTheOutermost() {
    assertThat(view.layers())
        .extracting(LayerRow::title)
        .startsWith(
            "Ethernet", "IPv4", "UDP", "VXLAN", "Ethernet (inner)", "IPv4 (inner)", "TCP (inner)");
    assertThat(view.layers().get(3).summary()).startsWith("vni 1");
    assertThat(view.layers().get(3).ink()).isEqualTo(Ink.TUNNEL);
    assertThat(view.layers().get(5).summary()).contains(" → ").contains("ttl 63").contains("DF");
    assertThat(view.title()).isEqualTo("Packet at hop " + wrapped.index());
    assertThat(view.place()).isEqualTo(wrapped.namespace() + " / " + wrapped.device());
    assertThat(view.since()).startsWith("+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/golden/cross-node-http",
        "/golden/cross-node-ping",
        "/journey/floods",
        "/journey/fragments",
        "/journey/dual-stack",
        "/journey/refused",
        "/journey/too-big"
      })
  void everyByteIsOfOneLayer(String capture) {
    for (Journey any : GoldenJourneys.of(capture)) {
      for (Hop hop : any.hops()) {
        HopView seen = HopView.of(any, hop, Ports.DEFAULT);
        int at = 0;
        for (LayerRow layer : seen.layers()) {
          assertThat(layer.from()).isEqualTo(at);
          at = layer.to();
          for (FieldRow field : layer.fields()) {
            assertThat(field.from()).isGreaterThanOrEqualTo(layer.from());
            assertThat(field.to()).isLessThanOrEqualTo(layer.to());
          }
        }
        assertThat(at).isEqualTo(hop.frame().capturedLength());
      }
    }
  }

  @Test
  void aByteLeadsToItsFieldAndBack() {
    FieldRow ttl = field(view.layers().get(5), "TTL");
    assertThat(ttl.text()).isEqualTo("63");
    assertThat(ttl.filter()).isEqualTo("ip.ttl");
    assertThat(ttl.to() - ttl.from()).isEqualTo(1);
    assertThat(view.bytes()[ttl.from()]).isEqualTo((byte) 63);
    assertThat(view.fieldAt(ttl.from())).contains(ttl);
    assertThat(view.layerAt(ttl.from())).contains(view.layers().get(5));
    assertThat(view.fieldAt(view.bytes().length)).isEmpty();
  }

  private static FieldRow field(LayerRow layer, String name) {
    return layer.fields().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void headersThatCameTogetherAreOneChange() {
    assertThat(view.changes())
        .extracting(ChangeRow::what)
        .contains("Ethernet, IPv4, UDP, VXLAN put around it (+50 bytes)");
    HopView unwrapped = HopView.of(journey, hop(Action.DECAPSULATED), Ports.DEFAULT);
    assertThat(unwrapped.changes())
        .extracting(ChangeRow::what)
        .contains("Ethernet, IPv4, UDP, VXLAN taken off (−50 bytes)");
    assertThat(ChangeRow.of(List.of(new Change("ipv4", "ttl", "64", "63"))))
        .containsExactly(new ChangeRow(Ink.IP, "IPv4 TTL", "64 → 63"));
    assertThat(HopView.of(journey, journey.first(), Ports.DEFAULT).previous()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void aHeaderIsDrawnToScaleWithoutGapOrOverlap(int index) {
    LayerRow layer = view.layers().get(index);
    int at = 0;
    for (RulerCell cell : RulerCell.of(layer)) {
      assertThat(cell.row() * RulerCell.WIDTH + cell.bit()).isEqualTo(at);
      assertThat(cell.bit() + cell.bits()).isLessThanOrEqualTo(RulerCell.WIDTH);
      at += cell.bits();
    }
    assertThat(at).isEqualTo(layer.length() * Byte.SIZE);
  }

  @Test
  void fieldsThatSpanRowsHaveAPieceInEach() {
    List<RulerCell> cells = RulerCell.of(view.layers().getFirst());
    assertThat(cells)
        .extracting(RulerCell::bits, RulerCell::isFirst)
        .containsExactly(
            tuple(32, true), tuple(16, false), tuple(16, true), tuple(32, false), tuple(16, true));
  }

  @Test
  void namesAreWords() {
    assertThat(FieldRow.words("fragmentOffset")).isEqualTo("fragment offset");
    assertThat(FieldRow.words("ttl")).isEqualTo("TTL");
    assertThat(FieldRow.words("senderIp")).isEqualTo("sender ip");
  }
}
