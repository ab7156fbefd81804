package org.flannelgraph.ui.inspector.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.linux.route.Link.Counter;
import org.flannelgraph.linux.route.LinkStatistics;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.session.GoldenFolder;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.inspector.place.PlaceView.Row;
import org.flannelgraph.ui.inspector.place.PlaceView.Section;
import org.flannelgraph.ui.inspector.place.PlaceView.State;
import org.flannelgraph.ui.inspector.place.PlaceView.Table;
import org.flannelgraph.ui.model.LinkCounters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On what real Flannel nodes had. */
class PlaceChangesTest {
  private static final ItemId NODE = new ItemId.Namespace("n1");

  @TempDir private Path folder;
  private Topology golden = Topology.EMPTY;

  @BeforeEach
  void read() throws IOException {
    GoldenFolder.write(folder);
    golden = Snapshot.read(folder).topology();
  }

  private PlaceView view(ItemId item) {
    return PlaceReading.of(golden, item).orElseThrow();
  }

  private static List<Row> rows(PlaceView view, Table table) {
    return view.sections().stream()
        .filter(section -> section.table() == table)
        .flatMap(section -> section.rows().stream())
        .toList();
  }

  @Test
  void aNamespaceHasItsTablesAndTheirCommands() {
    PlaceView view = view(NODE);
    assertThat(rows(view, Table.ADDRESS))
        .extracting(Row::text)
        .contains("eth0  inet 192.168.0.11/24 scope global");
    assertThat(rows(view, Table.ROUTE))
        .extracting(Row::text)
        .contains("10.244.70.0/24 via 10.244.70.0 dev flannel.1 onlink")
        .noneMatch(text -> text.startsWith("local"));
    assertThat(view.sections())
        .extracting(Section::command)
        .contains("ip -n n1 neigh", "bridge -n n1 fdb");
  }

  @Test
  void aTunnelDeviceHasWhatConcernsIt() {
    PlaceView view = view(device("n1", "flannel.1"));
    assertThat(view.title()).isEqualTo("n1/flannel.1");
    assertThat(view.facts())
        .contains(
            new PlaceView.Fact("VNI", "1"),
            new PlaceView.Fact("Over", "n1/eth0"),
            new PlaceView.Fact("State", "up"));
    assertThat(rows(view, Table.FDB))
        .extracting(Row::text)
        .allMatch(text -> text.contains("dev flannel.1"))
        .anyMatch(text -> text.contains("dst 192.168.0.12"));
  }

  @Test
  void aTunnelHasTheEntriesThatLeadToItsOtherEnd() {
    LinkId one = golden.link("n1", "flannel.1").orElseThrow();
    LinkId other = golden.link("n2", "flannel.1").orElseThrow();
    PlaceView view = view(new ItemId.Tunnel(one, other));
    assertThat(rows(view, Table.FDB)).isNotEmpty();
    assertThat(rows(view, Table.NEIGHBOUR)).isNotEmpty();
  }

  @Test
  void aWireHasBothItsEnds() {
    LinkId pod = golden.link("pod1a", "eth0").orElseThrow();
    LinkId port = golden.peer(pod).orElseThrow();
    PlaceView view = view(ItemId.Wire.between(pod, port));
    assertThat(view.facts()).hasSize(2);
    assertThat(rows(view, Table.LINK)).hasSize(2);
  }

  @Test
  void whatIsNotThereHasNoView() {
    assertThat(PlaceReading.of(golden, new ItemId.Namespace("nowhere"))).isEmpty();
    assertThat(PlaceReading.of(golden, new ItemId.Missing("red/eth0"))).isPresent();
  }

  private ItemId.Device device(String namespace, String name) {
    return new ItemId.Device(golden.link(namespace, name).orElseThrow());
  }

  @Test
  void aRouteThatGoesIsShownAsGoneForSomeSeconds() {
    PlaceChanges changes = new PlaceChanges(NODE);
    changes.take(golden, 0);
    assertThat(states(changes, 0)).containsOnly(State.SAME);
    Route first = routes().getFirst();
    changes.take(without(first), 10);
    assertThat(states(changes, 20)).containsOnlyOnce(State.GONE).doesNotContain(State.FRESH);
    assertThat(changes.isLit()).isTrue();
    assertThat(states(changes, 10 + PlaceChanges.LIT)).containsOnly(State.SAME);
    assertThat(changes.isLit()).isFalse();
    changes.take(golden, PlaceChanges.LIT * 2);
    assertThat(states(changes, PlaceChanges.LIT * 2))
        .containsOnlyOnce(State.FRESH)
        .doesNotContain(State.GONE);
  }

  @Test
  void whatChangesElsewhereLightsNothing() {
    PlaceChanges changes = new PlaceChanges(device("n1", "cni0"));
    changes.take(golden, 0);
    Route tunnel =
        routes().stream().filter(it -> it.gateway().isPresent()).findFirst().orElseThrow();
    changes.take(without(tunnel), 10);
    assertThat(states(changes, 20)).containsOnly(State.SAME);
  }

  private static List<State> states(PlaceChanges changes, long now) {
    return changes.view(now).orElseThrow().sections().stream()
        .flatMap(section -> section.rows().stream())
        .map(Row::state)
        .toList();
  }

  private Namespace node() {
    return golden.namespace("n1").orElseThrow();
  }

  private List<Route> routes() {
    return node().routes().stream().filter(route -> route.table() == Route.RT_TABLE_MAIN).toList();
  }

  private Topology without(Route gone) {
    Namespace node = node();
    List<Route> routes = new ArrayList<>(node.routes());
    routes.remove(gone);
    Map<String, Namespace> namespaces = new HashMap<>(golden.namespaces());
    namespaces.put(
        "n1",
        new Namespace(
            node.name(),
            node.id(),
            node.ids(),
            node.links(),
            node.addresses(),
            routes,
            node.rules(),
            node.neighbours(),
            node.fdb(),
            node.netconf(),
            node.sysctls()));
    return new Topology(2, Instant.EPOCH, namespaces);
  }

  @Test
  void countersBecomeRates() {
    LinkId id = golden.link("n1", "eth0").orElseThrow();
    CounterHistory history = new CounterHistory(id);
    history.take(counted(id, 1, 100));
    history.take(counted(id, 1, 100)); // the same sample again
    history.take(counted(id, 3, 180));
    history.take(new LinkCounters(4_000_000_000L, Map.of()));
    assertThat(history.now(Counter.RX_PACKETS)).isEqualTo(180);
    assertThat(history.rates(Counter.RX_PACKETS)).containsExactly(40.0);
    for (int second = 4; second < 200; second++) {
      history.take(counted(id, second, 200));
    }
    assertThat(history.rates(Counter.RX_PACKETS)).hasSize(CounterHistory.MOST - 1);
  }

  private static LinkCounters counted(LinkId id, long second, long received) {
    LinkStatistics counted = new LinkStatistics(id.index(), List.of(received, 0L));
    return new LinkCounters(second * 1_000_000_000L, Map.of(id, counted));
  }
}
