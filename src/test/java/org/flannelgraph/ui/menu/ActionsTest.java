package org.flannelgraph.ui.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.scene.ArrangementFile;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Networks;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.GoldenJourneys;
import org.flannelgraph.ui.model.Arranging;
import org.flannelgraph.ui.model.Drawing;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.ShellCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with things, without a window to show it in. */
class ActionsTest {
  private static final Networks.Network NETWORK = Networks.made(2, 3);
  private static final Topology TOPOLOGY = NETWORK.topology();

  private final Selection selection = new Selection(new Journeys());
  private final List<ItemId> near = new ArrayList<>();
  private final List<String> copied = new ArrayList<>();
  private final Actions copying =
      new CopyActions(
          () -> TOPOLOGY, selection, Set.of("node1", "pod1-1", "underlay")::contains, copied::add);

  private static ItemId.Device device(String namespace, String name) {
    return new ItemId.Device(link(namespace, name));
  }

  private static LinkId link(String namespace, String name) {
    return TOPOLOGY.link(namespace, name).orElseThrow();
  }

  private static List<String> lines(ItemId item) {
    return ShellCommand.showing(item, TOPOLOGY).stream()
        .map(command -> command.namespace() + "$ " + command.line())
        .toList();
  }

  @Test
  void everythingThatACommandShowsHasIt() {
    assertThat(lines(new ItemId.Namespace("node1"))).containsExactly("node1$ ip -d addr");
    assertThat(lines(new ItemId.Container("pod1-1", "web"))).containsExactly("pod1-1$ ip -d addr");
    assertThat(lines(device("node1", "flannel.1")))
        .containsExactly("node1$ ip -s -d link show dev flannel.1");
    assertThat(lines(new ItemId.Decision("node2")))
        .containsExactly("node2$ ip route show table all");
    assertThat(lines(new ItemId.Inner("node1", "cni0", "eth0")))
        .containsExactly("node1$ ip route show table all dev eth0");
    assertThat(lines(new ItemId.Inner("node1", "cni0", "#route")))
        .containsExactly("node1$ ip -s -d link show dev cni0");
    assertThat(lines(ItemId.Wire.between(link("node1", "eth0"), link("underlay", "p1"))))
        .containsExactly(
            "node1$ ip -s -d link show dev eth0", "underlay$ ip -s -d link show dev p1");
    assertThat(lines(new ItemId.Tunnel(link("node1", "flannel.1"), link("node2", "flannel.1"))))
        .containsExactly("node1$ bridge fdb show dev flannel.1");
    assertThat(lines(new ItemId.Missing("node1/wg0")))
        .containsExactly("node1$ ip -d link show dev wg0");
  }

  @Test
  void whatIsNotThereIsShownByNoCommand() {
    assertThat(lines(new ItemId.Namespace("gone"))).isEmpty();
    assertThat(lines(new ItemId.Missing("gone"))).isEmpty();
    assertThat(lines(new ItemId.Missing("gone/eth0"))).isEmpty();
    assertThat(lines(new ItemId.Device(new LinkId("node1", 999)))).isEmpty();
    assertThat(lines(new ItemId.Way(1))).isEmpty();
  }

  @Test
  void aCommandIsCopiedAsAnyTerminalTakesIt() {
    List<Action> actions = copying.of(device("node1", "flannel.1"));
    String line = "flannelgraph enter node1 -- ip -s -d link show dev flannel.1";
    assertThat(actions).singleElement().extracting(Action::note).isEqualTo(line);
    actions.getFirst().run().run();
    assertThat(copied).containsExactly(line);
    assertThat(copying.of(new ItemId.Namespace("pod2-1")))
        .singleElement()
        .extracting(Action::note)
        .isEqualTo("flannelgraph enter underlay -- ip netns exec pod2-1 ip -d addr");
  }

  @Test
  void aCommandForAnotherNamespaceIsTurnedIntoOneInIt() {
    assertThat(ShellCommand.of("node1", "ip -n node1 route get 10.0.0.1").line())
        .isEqualTo("ip route get 10.0.0.1");
    assertThat(ShellCommand.of("node1", "bridge -n node1 fdb show dev cni0").line())
        .isEqualTo("bridge fdb show dev cni0");
    assertThat(ShellCommand.of("node1", "ip netns exec node1 nft list ruleset").line())
        .isEqualTo("nft list ruleset");
    assertThat(ShellCommand.of("a.b", "ip -n axb link").line()).isEqualTo("ip -n axb link");
  }

  @Test
  void aHopIsInspectedAndFromItTheReasonIsCopied() {
    Journey journey = GoldenJourneys.longest("/golden/cross-node-http", "tcp");
    selection.select(journey, 1);
    selection.select(new ItemId.Namespace("node1"));
    Actions showing = new ShowActions(selection, near::add);
    ItemId dot = new ItemId.Sighting(journey.id(), 4);
    List<Action> actions = showing.of(dot);
    actions.getFirst().run().run();
    assertThat(selection.hop().get()).isEqualTo(4);
    assertThat(selection.item().get()).isNull();
    actions.getLast().run().run();
    assertThat(near).containsExactly(dot);
    assertThat(copying.of(dot))
        .hasSameSizeAs(
            journey.hop(4).evidence().stream().filter(it -> it.command() != null).toList());
  }

  @Test
  void oneSortStandsAfterTheOther(@TempDir Path folder) {
    Drawing drawing = new Drawing(Runnable::run, Runnable::run, 1.5);
    drawing.show(TOPOLOGY, NETWORK.places());
    Arranging arranging = new Arranging(drawing, Runnable::run, Runnable::run, copied::add);
    arranging.open(
        new ArrangementFile(folder.resolve("cluster.yaml"), folder), ArrangementFile.Kept.NOTHING);
    Actions all =
        Actions.all(
            List.of(new PlaceActions(arranging), copying, new ShowActions(selection, near::add)));
    ItemId item = device("node1", "flannel.1");
    assertThat(all.of(item))
        .extracting(Action::group)
        .containsExactly(Action.Group.SHOW, Action.Group.SHOW, Action.Group.COPY);
    arranging.move(item, 5, 5);
    assertThat(all.of(item).getLast().group()).isEqualTo(Action.Group.PLACE);
    all.of(item).getLast().run().run();
    assertThat(all.of(item)).hasSize(3);
  }
}
