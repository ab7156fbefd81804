package org.flannelgraph.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.session.GoldenFolder;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.GoldenJourneys;
import org.flannelgraph.ui.PaneWindow;
import org.flannelgraph.ui.Theme;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inspector in a window. */
@Tag("window")
class InspectorPaneTest {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final String COMMAND = "bridge -n n1 fdb show dev flannel.1";

  private final Selection selection = new Selection(new Journeys());
  private final ObjectProperty<Topology> topology = new SimpleObjectProperty<>(Topology.EMPTY);
  private PaneWindow window;

  @BeforeEach
  void open() {
    window = PaneWindow.open(() -> new InspectorPane(selection, topology), 400, 960);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private static Journey withReasons(int hop) {
    Journey journey = GoldenJourneys.longest("/golden/cross-node-http", "tcp");
    Evidence fdb =
        new Evidence(
            Evidence.Kind.TUNNEL_FDB,
            "n1",
            "ce:a0:a5:46:d5:13 dev flannel.1 dst 192.168.0.12 self permanent",
            COMMAND);
    return journey.withHops(
        journey.hops().stream()
            .map(it -> it.index() == hop ? it.withEvidence(List.of(fdb)) : it)
            .toList());
  }

  private void select(Journey journey, int hop) {
    window.on(
        () -> {
          selection.select(journey, hop);
          return true;
        });
  }

  private boolean isShown(String words) {
    return window
        .robot()
        .lookup(node -> node instanceof Label label && words.equals(label.getText()))
        .tryQuery()
        .isPresent();
  }

  @Test
  void aFieldLightsItsBytesAndAByteItsField() {
    select(withReasons(5), 5);
    assertThat(isShown("Packet at hop 5")).isTrue();
    window.picture("inspector-hop-light");
    List<Node> cards = List.copyOf(window.robot().lookup(".layer-card").queryAll());
    assertThat(cards).hasSize(7);
    window.on(
        () -> {
          cards.get(1).requestFocus();
          return true;
        });
    window.robot().type(KeyCode.ENTER);
    assertThat(isShown("fragment offset")).isTrue();
    window.robot().clickOn("fragment offset");
    window.await("its two bytes", () -> chosen(".bytes-hex") == 2);
    window.theme(Theme.DARK);
    window.picture("inspector-field-dark");
    window.robot().clickOn(window.robot().lookup(".bytes-hex").nth(0).<Node>query());
    window.await("the destination", () -> chosen(".bytes-hex") == 6 && chosen(".field-line") == 1);
    window.robot().type(KeyCode.DOWN);
  }

  private long chosen(String style) {
    return window.robot().lookup(style).queryAll().stream()
        .filter(node -> node.getPseudoClassStates().contains(CHOSEN))
        .count();
  }

  @Test
  void evidenceHasTheCommandThatShowsIt() {
    select(withReasons(5), 5);
    window.robot().clickOn(window.robot().lookup(".copy-button").<Node>query());
    assertThat(window.on(() -> Clipboard.getSystemClipboard().getString())).isEqualTo(COMMAND);
  }

  @Test
  void aLossTellsItsCause() {
    Journey journey = withReasons(5);
    Cause cause =
        new Cause(
            Cause.Id.NO_FDB_ENTRY,
            "n1",
            "flannel.1",
            "flannel.1 knows no way to ce:a0:a5:46:d5:13.",
            journey.hop(5).evidence());
    select(journey.lost(cause), 5);
    assertThat(isShown("Lost at n1/flannel.1: no-fdb-entry")).isTrue();
    assertThat(isShown(cause.text())).isTrue();
    window.picture("inspector-loss-light");
  }

  @Test
  void hopsAreSteppedFromHere() {
    select(withReasons(5), 5);
    window.robot().clickOn(window.robot().lookup(".hop-step").nth(1).<Node>query());
    assertThat(selection.hop().get()).isEqualTo(6);
    assertThat(isShown("Packet at hop 6")).isTrue();
  }

  @Test
  void aThingOfTheKernelsIsShownLive(@TempDir Path folder) throws IOException {
    GoldenFolder.write(folder);
    Topology golden = Snapshot.read(folder).topology();
    window.on(
        () -> {
          topology.set(golden);
          selection.select(new ItemId.Namespace("n1"));
          return true;
        });
    assertThat(isShown("Network namespace")).isTrue();
    assertThat(isShown("default via 192.168.0.1 dev eth0")).isTrue();
    window.picture("inspector-node-light");
    window.on(
        () -> {
          topology.set(Topology.EMPTY);
          return true;
        });
    assertThat(isShown("default via 192.168.0.1 dev eth0")).isFalse();
  }
}
