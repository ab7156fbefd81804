package org.flannelgraph.ui.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.ui.GoldenJourneys;
import org.flannelgraph.ui.PaneWindow;
import org.flannelgraph.ui.Theme;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lanes in a window. */
@Tag("window")
class LanesPaneTest {
  @Test
  void hopsAreSelectedByMouseAndKeys() {
    PaneWindow.assumeDisplay();
    Selection selection = new Selection(new Journeys());
    AtomicReference<LanesPane> made = new AtomicReference<>();
    try (PaneWindow window =
        PaneWindow.open(
            () -> {
              made.set(new LanesPane(selection));
              return made.get();
            },
            760,
            280)) {
      LanesPane pane = made.get();
      window.picture("lanes-none");
      Journey ping = GoldenJourneys.longest("/golden/cross-node-ping", "icmp");
      window.on(() -> select(selection, ping, 0));
      window.robot().moveTo(pane).clickOn(pane);
      window.robot().type(KeyCode.HOME);
      assertThat(window.on(() -> selection.hop().get())).isEqualTo(1);
      window.robot().type(KeyCode.RIGHT, 4);
      assertThat(window.on(() -> selection.hop().get())).isEqualTo(5);
      assertThat(window.on(pane::getAccessibleText)).contains("Hop 5 of " + ping.hops().size());
      window.picture("lanes-light");
      window.theme(Theme.DARK);
      window.on(() -> dress(pane, Theme.DARK));
      window.picture("lanes-dark");
      window.robot().type(KeyCode.END);
      assertThat(window.on(() -> selection.hop().get())).isEqualTo(ping.hops().size());
      window.robot().type(KeyCode.HOME);
      double whole = window.on(() -> pane.shown().scale().nanosPerPixel());
      window.robot().type(KeyCode.EQUALS, 6);
      assertThat(window.on(() -> pane.shown().scale().nanosPerPixel())).isLessThan(whole / 8);
      window.robot().type(KeyCode.RIGHT, 3);
      window.picture("lanes-closer");
      ScrollBar time = bar(window, Orientation.HORIZONTAL);
      double origin = window.on(() -> pane.shown().scale().origin());
      window.on(() -> increment(time));
      assertThat(window.on(() -> pane.shown().scale().origin())).isGreaterThan(origin);
      window.on(() -> decrement(time));
      assertThat(window.on(() -> pane.shown().scale().origin())).isEqualTo(origin, within(1.0));
      assertThat(window.on(() -> pane.shown().isVisible(pane.shown().point(4)))).isTrue();
      window.robot().type(KeyCode.DIGIT0);
      assertThat(window.on(() -> pane.shown().scale().nanosPerPixel())).isEqualTo(whole);
      var bounds =
          window.on(() -> pane.localToScreen(pane.shown().point(6).x(), pane.shown().point(6).y()));
      window.robot().clickOn(bounds);
      assertThat(window.on(() -> selection.hop().get())).isEqualTo(6);
      window.theme(Theme.LIGHT);
      window.on(() -> dress(pane, Theme.LIGHT));
      for (String capture : new String[] {"floods", "fragments", "service"}) {
        Journey longest =
            GoldenJourneys.of("/journey/" + capture).stream()
                .max(java.util.Comparator.comparingInt(it -> it.hops().size()))
                .orElseThrow();
        window.on(() -> select(selection, longest, 3));
        window.picture("lanes-" + capture);
      }
    }
  }

  private static ScrollBar bar(PaneWindow window, Orientation orientation) {
    return window.robot().lookup(".scroll-bar").<ScrollBar>queryAll().stream()
        .filter(bar -> bar.getOrientation() == orientation && bar.isVisible())
        .findFirst()
        .orElseThrow();
  }

  private static boolean increment(ScrollBar bar) {
    bar.increment();
    return true;
  }

  private static boolean decrement(ScrollBar bar) {
    bar.decrement();
    return true;
  }

  private static boolean dress(LanesPane pane, Theme theme) {
    pane.setPalette(theme.palette());
    return true;
  }

  private static boolean select(Selection selection, Journey journey, int hop) {
    selection.select(journey, hop);
    return true;
  }
}
