package org.flannelgraph.ui.inspector;

import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Place;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.topology.Topology;
import org.flannelgraph.ui.focus.Focus;
import org.flannelgraph.ui.inspector.hop.HopPane;
import org.flannelgraph.ui.inspector.place.PlacePane;
import org.flannelgraph.ui.model.LinkCounters;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/** Shows what is selected: a packet at a hop, or a thing of the kernel's. */
public final class InspectorPane extends StackPane {
  private final Selection selection;
  private final ReadOnlyObjectProperty<Topology> topology;
  private final HopPane hop;
  private final PlacePane place = new PlacePane();
  private final ScrollPane scroll = new ScrollPane();
  private final Label nothing = new Label(Words.get("inspector.nothing"));
  private Ports ports = Ports.DEFAULT;
  private @Nullable Shown shown;

  /** What of a journey is on the screen: a newer version may differ only in other hops. */
  private record Shown(Hop hop, @Nullable Cause cause, List<Place> expected) {}

  /**
   * @param topology the newest version; {@link Topology#EMPTY} before there is one
   */
  public InspectorPane(Selection selection, ReadOnlyObjectProperty<Topology> topology) {
    this.selection = selection;
    this.topology = topology;
    getStyleClass().add("inspector");
    getStylesheets()
        .add(
            Objects.requireNonNull(
                    InspectorPane.class.getResource("/org/flannelgraph/ui/inspector.css"))
                .toExternalForm());
    hop = new HopPane(selection);
    nothing.getStyleClass().addAll("note", "first");
    nothing.setWrapText(true);
    nothing.setMinHeight(Region.USE_PREF_SIZE);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    selection.journey().subscribe(ignored -> update());
    selection.hop().subscribe(ignored -> update());
    selection.item().subscribe(ignored -> update());
    topology.subscribe(ignored -> update());
  }

  /** Takes UDP ports for what they mean in the lab. */
  public void read(Ports meaning) {
    ports = meaning;
    shown = null;
    update();
  }

  /** Takes what the kernel counted at links since the last time. */
  public void take(LinkCounters counters) {
    place.take(counters);
  }

  private void update() {
    ItemId item = selection.item().get();
    if (item != null) {
      shown = null;
      place.show(item, topology.get());
      show(place);
      return;
    }
    Journey journey = selection.journey().get();
    Hop selected = selection.selectedHop();
    if (journey == null || selected == null) {
      shown = null;
      show(nothing);
      return;
    }
    Shown now = new Shown(selected, journey.cause(), journey.expected());
    if (!now.equals(shown)) {
      shown = now;
      hop.show(journey, selected, ports);
    }
    show(hop);
  }

  private void show(Node content) {
    Node root = content == hop ? hop : scroll;
    if (!getChildren().contains(root)) {
      Focus.keep(this, () -> getChildren().setAll(root));
    }
    if (root == hop) {
      return;
    }
    if (scroll.getContent() != content) {
      Focus.keep(this, () -> scroll.setContent(content));
      scroll.setVvalue(0);
    }
  }
}
