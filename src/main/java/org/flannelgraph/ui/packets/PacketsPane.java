package org.flannelgraph.ui.packets;

import java.util.List;
import java.util.Objects;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;

/** The list of packets: journeys with their hops, or every frame for itself. */
public final class PacketsPane extends BorderPane {
  private final PacketListing listing;
  private final PacketsTable table;
  private final Label count = new Label();
  private final ToggleButton noise = new ToggleButton();

  /**
   * @param journeys what is listed
   * @param selection is shown and set
   */
  public PacketsPane(Journeys journeys, Selection selection) {
    getStyleClass().add("packets");
    String stylesheet =
        Objects.requireNonNull(PacketsPane.class.getResource("/org/flannelgraph/ui/packets.css"))
            .toExternalForm();
    getStylesheets().add(stylesheet);
    listing = new PacketListing(Ports.DEFAULT, Platform::runLater, this::show);
    table = new PacketsTable(listing, selection, Ports.DEFAULT);
    table.setId("packets-table");
    FilterBar filter = new FilterBar(it -> listing.order(rows -> rows.filter(it)));
    noise.setId("packets-noise");
    noise.setTooltip(new Tooltip(Words.get("packets.noise.tooltip")));
    noise.selectedProperty().subscribe(shows -> showNoise(shows));
    count.getStyleClass().add("packets-count");
    count.setMinWidth(Region.USE_PREF_SIZE);
    HBox bar = new HBox(filter, noise, grouping(), count);
    bar.getStyleClass().add("packets-bar");
    bar.setAlignment(Pos.TOP_LEFT);
    setTop(bar);
    setCenter(table);
    show(PacketPage.EMPTY);
    listing.order(rows -> rows.take(journeys.all(), List.of()));
    journeys.listen(
        (changed, gone) -> {
          var taken = List.copyOf(changed);
          var left = List.copyOf(gone);
          listing.order(rows -> rows.take(taken, left));
        });
  }

  /** Whether ARP and the like is listed. */
  public BooleanProperty noise() {
    return noise.selectedProperty();
  }

  /** Whether it is to be seen: it costs little while it is not. */
  public void look(boolean looks) {
    listing.look(looks);
  }

  /** Takes UDP ports for what they mean in the lab. */
  public void read(Ports meaning) {
    table.read(meaning);
  }

  private HBox grouping() {
    ToggleButton byJourney = new ToggleButton(Words.get("packets.journeys"));
    byJourney.setTooltip(new Tooltip(Words.get("packets.journeys.tooltip")));
    byJourney.getStyleClass().add("left-pill");
    ToggleButton byFrame = new ToggleButton(Words.get("packets.frames"));
    byFrame.setTooltip(new Tooltip(Words.get("packets.frames.tooltip")));
    byFrame.setId("packets-frames");
    byFrame.getStyleClass().add("right-pill");
    ToggleGroup group = new ToggleGroup();
    group.getToggles().setAll(byJourney, byFrame);
    byJourney.setSelected(true);
    group
        .selectedToggleProperty()
        .addListener(
            (ignored, old, now) -> {
              if (now == null) {
                old.setSelected(true); // one of them always is
              } else {
                listing.order(rows -> rows.group(now == byJourney));
              }
            });
    HBox box = new HBox(byJourney, byFrame);
    box.setMinWidth(Region.USE_PREF_SIZE);
    return box;
  }

  private void showNoise(boolean shows) {
    listing.order(rows -> rows.showNoise(shows));
  }

  private void show(PacketPage page) {
    table.show(page);
    noise.setText(
        noise.isSelected() || page.noise() == 0
            ? Words.get("packets.noise")
            : Words.get("packets.noise.hidden", page.noise()));
    noise.setMinWidth(Region.USE_PREF_SIZE);
    count.setText(
        page.shown() + page.noise() == page.journeys()
            ? Words.get("packets.count", page.shown())
            : Words.get("packets.count.of", page.shown(), page.journeys() - page.noise()));
  }
}
