package org.flannelgraph.ui.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.ui.GoldenJourneys;
import org.flannelgraph.ui.GoldenTracks;
import org.flannelgraph.ui.PaneWindow;
import org.flannelgraph.ui.Theme;
import org.flannelgraph.ui.lanes.LanesPane;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The player in a window, above the lanes, as people see it. */
@Tag("window")
class TransportBarTest {
  @Test
  void itPlaysStepsAndScrubsByMouseAndKeys() {
    PaneWindow.assumeDisplay();
    Journey ping = GoldenJourneys.longest("/golden/cross-node-ping", "icmp");
    Selection selection = new Selection(new Journeys());
    AtomicReference<PlaybackModel> made = new AtomicReference<>();
    try (PaneWindow window =
        PaneWindow.open(
            () -> {
              PlaybackModel model = new PlaybackModel(selection);
              made.set(model);
              new PlayTimer(model);
              LanesPane lanes = new LanesPane(selection);
              lanes.playhead().bind(model.time());
              return new VBox(new TransportBar(model), lanes);
            },
            760,
            320)) {
      PlaybackModel model = made.get();
      window.picture("play-nothing");
      window.on(
          () -> {
            window.robot().window(0).getScene().getAccelerators().putAll(PlayKeys.of(model));
            selection.select(ping, 1);
            model.show(GoldenTracks.timeline(List.of(ping)));
            model.speed().set(1.5);
            return true;
          });
      window.robot().clickOn("#play-forward");
      assertThat(window.on(() -> selection.hop().get())).isEqualTo(2);
      window.robot().clickOn("#play-play");
      window.await("it plays past the third hop", () -> selection.hop().get() > 3);
      window.robot().type(KeyCode.SPACE);
      assertThat(window.on(() -> model.playing().get())).isFalse();
      window.picture("play-light");
      window.robot().type(KeyCode.END);
      assertThat(window.on(() -> model.position().get())).isEqualTo(model.length().get());
      window.robot().type(KeyCode.LEFT);
      assertThat(window.on(() -> model.position().get())).isEqualTo(model.length().get() - 1);
      window.robot().clickOn("#play-loop");
      assertThat(window.on(() -> model.loop().get())).isTrue();
      window.robot().clickOn("#play-scrub");
      assertThat(window.on(() -> model.position().get())).isBetween(4.0, 8.0);
      Label position = window.robot().lookup(".position").queryAs(Label.class);
      assertThat(window.on(position::getText))
          .startsWith("hop ")
          .endsWith(" of " + ping.hops().size());
      window.on(
          () -> {
            model.toggle();
            return true;
          });
      window.theme(Theme.DARK);
      window.picture("play-dark");
    }
  }
}
