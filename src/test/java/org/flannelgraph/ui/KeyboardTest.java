package org.flannelgraph.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Palette;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole window on a real lab, without a mouse. */
@Tag("window")
class KeyboardTest {
  /** More stops than any pane has. */
  private static final int MOST_STOPS = 120;

  private static final List<String> PANES =
      List.of(".top-bar", ".send-bar", ".canvas", ".tab-pane", ".inspector");

  @TempDir private Path folder;
  private LabWindow lab;

  @BeforeEach
  void open() {
    lab = new LabWindow(folder.resolve("window.properties"));
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void aRequestIsSentFollowedAndUnderstood() {
    sendByNames();
    stepAndChangeSpeed();
    readTheEvidence();
    filterThePackets();
    searchAndInspect();
    changeTheTheme();
  }

  private void sendByNames() {
    goTo("#send-from");
    lab.window().robot().write("red");
    lab.type(KeyCode.TAB);
    assertThat(lab.owner().getId()).isEqualTo("send-to");
    lab.window().robot().write("gre");
    lab.type(KeyCode.ENTER); // takes the name that is offered
    lab.type(KeyCode.ENTER);
    lab.window()
        .await(
            "it is answered",
            () ->
                lab.window()
                    .robot()
                    .lookup("#send-result")
                    .queryAs(Label.class)
                    .getText()
                    .contains("answered"));
    lab.window()
        .await(
            "its packet is delivered",
            () ->
                lab.model().selection().journey().get() != null
                    && lab.model().selection().journey().get().outcome() == Outcome.DELIVERED
                    && lab.model().selection().journey().get().hops().size() >= 12);
  }

  private void stepAndChangeSpeed() {
    lab.type(KeyCode.F6); // the canvas, where the player's keys work
    lab.type(KeyCode.HOME);
    lab.window().await("the first hop", () -> lab.model().selection().hop().get() == 1);
    lab.type(KeyCode.RIGHT, KeyCode.RIGHT);
    lab.window().await("two hops on", () -> lab.model().selection().hop().get() == 3);
    lab.type(KeyCode.LEFT);
    lab.window().await("one back", () -> lab.model().selection().hop().get() == 2);
    goTo("#play-speed");
    Slider speed = (Slider) lab.owner();
    double before = lab.window().on(speed::getValue);
    lab.type(KeyCode.RIGHT, KeyCode.RIGHT);
    assertThat(lab.window().on(speed::getValue)).isGreaterThan(before);
    lab.window().screen("keyboard-speed");
  }

  private void readTheEvidence() {
    lab.window()
        .await(
            "the kernel's reasons are told",
            () ->
                lab.model().selection().journey().get().hops().stream()
                    .noneMatch(hop -> hop.evidence().isEmpty()));
    goTo("#inspector-hop-next");
    lab.type(KeyCode.SPACE, KeyCode.SPACE);
    lab.window().await("two hops on", () -> lab.model().selection().hop().get() == 4);
    assertThat(lab.owner().getId()).as("focus after a step").isEqualTo("inspector-hop-next");
    goTo(".layer-card");
    lab.type(KeyCode.RIGHT, KeyCode.DOWN, KeyCode.DOWN);
    assertThat(lab.owner().getStyleClass()).contains("field-line");
    assertThat(lab.window().robot().lookup(".bytes-hex:chosen").queryAll())
        .as("the field's bytes")
        .isNotEmpty();
    lab.window().screen("keyboard-field");
    lab.type(KeyCode.LEFT, KeyCode.LEFT);
    goTo(".evidence");
    assertThat(lab.owner().getAccessibleText()).contains("route");
    lab.window().screen("keyboard-evidence");
  }

  private void filterThePackets() {
    lab.window().robot().push(KeyCode.ALT, KeyCode.DIGIT2);
    TabPane tabs = lab.window().robot().lookup(".tab-pane").queryAs(TabPane.class);
    assertThat(tabs.getSelectionModel().getSelectedIndex()).isEqualTo(1);
    TableView<?> table = lab.window().robot().lookup("#packets-table").queryAs(TableView.class);
    goTo("#packets-noise");
    lab.type(KeyCode.SPACE); // ARP too
    int all = lab.window().on(() -> table.getItems().size());
    goTo("#packet-filter");
    lab.window().robot().write("tcp.flags.syn == 1");
    lab.type(KeyCode.ESCAPE);
    lab.window().await("fewer are listed", () -> table.getItems().size() < all);
    goTo("#packets-table");
    lab.type(KeyCode.DOWN, KeyCode.UP);
    lab.window().screen("keyboard-table");
    assertThat(lab.window().on(() -> table.getSelectionModel().getSelectedIndex())).isNotNegative();
  }

  @Test
  void search() {
    searchAndInspect();
  }

  private void searchAndInspect() {
    lab.window().robot().push(KeyCode.CONTROL, KeyCode.F);
    lab.window().robot().write("flannel.1");
    lab.type(KeyCode.ENTER);
    assertThat(lab.owner().getAccessibleText()).contains("flannel.1");
    lab.window().screen("keyboard-found");
    Region found = (Region) lab.owner();
    assertThat(lab.window().on(() -> found.getBorder().getStrokes().getFirst().getTopStroke()))
        .as("the ring around what was found")
        .isEqualTo(Colors.of(Palette.LIGHT.rgb(Ink.ACCENT)));
    assertThat(found.getWidth()).as("as wide as the device").isGreaterThan(40);
    lab.type(KeyCode.ENTER);
    lab.window()
        .await(
            "it is inspected", () -> lab.model().selection().item().get() instanceof ItemId.Device);
    lab.window().robot().push(KeyCode.CONTROL, KeyCode.UP);
    assertThat(lab.owner().getAccessibleText()).as("above it").contains("looks up routes");
    lab.window().robot().push(KeyCode.CONTROL, KeyCode.DOWN);
  }

  private void changeTheTheme() {
    boolean wasLight = isLight();
    goTo("#theme");
    lab.type(KeyCode.SPACE);
    assertThat(isLight()).isEqualTo(!wasLight);
    lab.window().screen("keyboard-theme");
  }

  @Test
  void noPaneKeepsTheKeys() {
    lab.send("red", "green");
    lab.type(KeyCode.HOME); // and nothing moves
    for (KeyCode tab : new KeyCode[] {KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3}) {
      lab.window().robot().push(KeyCode.ALT, tab);
      Node start = lab.owner();
      Set<Node> stops = new LinkedHashSet<>();
      do {
        stops.add(lab.owner());
        lab.type(KeyCode.TAB);
      } while (lab.owner() != start && stops.size() < MOST_STOPS);
      assertThat(lab.owner()).as("where Tab leads from " + stops).isEqualTo(start);
      for (String id : new String[] {"theme", "search", "send-from", "send"}) {
        assertThat(stops).anyMatch(node -> id.equals(node.getId()));
      }
      assertThat(stops).anyMatch(node -> node.getStyleClass().contains("layer-card"));
      assertThat(stops).anyMatch(node -> node instanceof TabPane);
    }
  }

  private boolean isLight() {
    return lab.window()
        .on(
            () ->
                lab.window().stage().getScene().getStylesheets().stream()
                    .anyMatch(sheet -> sheet.endsWith("light.css")));
  }

  /** With F6 to the pane, and in it with Tab or Shift+Tab. */
  private void goTo(String query) {
    for (boolean isForward : new boolean[] {true, false}) {
      Node pane = enterPaneOf(query);
      for (int stops = 0; stops < MOST_STOPS && isIn(lab.owner(), pane); stops++) {
        if (lab.window().robot().lookup(query).queryAll().contains(lab.owner())) {
          return;
        }
        if (isForward) {
          lab.type(KeyCode.TAB);
        } else {
          lab.window().robot().push(KeyCode.SHIFT, KeyCode.TAB);
        }
      }
    }
    throw new AssertionError("no way by keyboard to " + query + ", last at " + lab.owner());
  }

  private Node enterPaneOf(String query) {
    Node target = lab.window().robot().lookup(query).query();
    Node pane =
        PANES.stream()
            .map(style -> lab.window().robot().lookup(style).<Node>query())
            .filter(each -> isIn(target, each))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < PANES.size() && !isIn(lab.owner(), pane); i++) {
      lab.type(KeyCode.F6);
    }
    assertThat(isIn(lab.owner(), pane)).as("F6 leads to " + pane).isTrue();
    return pane;
  }

  private static boolean isIn(Node node, Node pane) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at == pane) {
        return true;
      }
    }
    return false;
  }
}
