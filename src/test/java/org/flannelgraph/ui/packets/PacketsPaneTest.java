package org.flannelgraph.ui.packets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Popup;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.session.JourneyUpdate;
import org.flannelgraph.ui.GoldenJourneys;
import org.flannelgraph.ui.PaneWindow;
import org.flannelgraph.ui.Theme;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packet list in a window. */
@Tag("window")
class PacketsPaneTest {
  private final Journeys journeys = new Journeys();
  private final Selection selection = new Selection(journeys);
  private final List<Journey> golden = GoldenJourneys.of("/golden/cross-node-http");
  private PaneWindow window;

  @BeforeEach
  void open() {
    window = PaneWindow.open(() -> new PacketsPane(journeys, selection), 1020, 330);
    window.on(
        () -> {
          journeys.take(golden.stream().<JourneyUpdate>map(JourneyUpdate.Settled::new).toList());
          return true;
        });
  }

  @AfterEach
  void close() {
    window.close();
  }

  private TableView<PacketRow> table() {
    return window.robot().lookup("#packets-table").query();
  }

  private int rows() {
    return table().getItems().size();
  }

  private TextField field() {
    return window.robot().lookup("#packet-filter").query();
  }

  @Test
  void showsAndSetsTheSelection() {
    window.await("rows", () -> rows() > 10);
    Journey journey = table().getItems().get(8).journey();
    window.on(
        () -> {
          selection.select(journey, 3);
          return true;
        });
    assertThat(table().getSelectionModel().getSelectedItem().journey()).isEqualTo(journey);
    assertThat(selection.hop().get()).as("stays").isEqualTo(3);
    window.on(
        () -> {
          table().requestFocus();
          return true;
        });
    window.robot().type(KeyCode.RIGHT);
    window.await(
        "the row of the hop",
        () -> {
          PacketRow row = table().getSelectionModel().getSelectedItem();
          return row != null && row.hop() == 3;
        });
    window.picture("packets-light");
    window.robot().type(KeyCode.DOWN);
    assertThat(selection.hop().get()).isEqualTo(4);
    window.robot().type(KeyCode.LEFT);
    window.await(
        "rows of journeys only", () -> table().getItems().stream().allMatch(PacketRow::isJourney));
    assertThat(table().getSelectionModel().getSelectedItem().journey()).isEqualTo(journey);
  }

  @Test
  void filtersWhileOneWritesAndKeepsTheListWhenItIsWrong() {
    window.await("rows", () -> rows() > 10);
    int all = rows();
    window.robot().clickOn(field()).write("tcp.flags.sy");
    window.await("suggestions", () -> !completions().isEmpty());
    window.robot().type(KeyCode.DOWN, KeyCode.ENTER);
    assertThat(field().getText()).isEqualTo("tcp.flags.syn");
    window.robot().write(" == 1");
    window.await("fewer rows", () -> rows() < all && rows() > 0);
    int few = rows();
    window.robot().write(" and tcp.prot == 80");
    Label problem = window.robot().lookup("#packet-filter-problem").query();
    window.await(
        "the problem",
        () -> problem.isVisible() && problem.getText().contains("did you mean tcp.port?"));
    assertThat(problem.getText()).contains("▸tcp.prot◂");
    assertThat(rows()).isEqualTo(few);
    window.theme(Theme.DARK);
    window.picture("packets-dark");
    window.on(
        () -> {
          field().clear();
          return true;
        });
    window.await("all rows", () -> rows() == all);
    assertThat(problem.isVisible()).isFalse();
  }

  private List<Object> completions() {
    List<Object> found = new ArrayList<>();
    window.robot().listWindows().stream()
        .filter(shown -> shown.isShowing() && shown instanceof Popup)
        .forEach(found::add);
    return found;
  }

  private static boolean isSortedByLength(List<PacketRow> rows) {
    return IntStream.range(1, rows.size())
        .allMatch(i -> rows.get(i - 1).frame().wireLength() <= rows.get(i).frame().wireLength());
  }

  /** How many cells it takes to show every part of the list: as many as are in sight. */
  private int scrollThrough() {
    Set<Node> cells = new HashSet<>();
    for (int i = 0; i <= 50; i++) {
      int row = i * (rows() - 1) / 50;
      window.on(
          () -> {
            table().scrollTo(row);
            table().layout();
            return true;
          });
      cells.addAll(window.on(() -> table().lookupAll(".table-cell")));
    }
    return cells.size();
  }

  @Test
  void tenThousandJourneysScroll() {
    List<JourneyUpdate> many = new ArrayList<>();
    for (int i = 0; many.size() < 10_000; i++) {
      Journey one = golden.get(i % golden.size());
      many.add(
          new JourneyUpdate.Settled(
              new Journey(
                  1000 + i,
                  one.protocol(),
                  one.summary(),
                  one.outcome(),
                  one.cause(),
                  one.source(),
                  one.destination(),
                  null,
                  null,
                  List.of(),
                  true,
                  one.hops())));
    }
    window.on(
        () -> {
          journeys.take(many);
          return true;
        });
    window.await("rows", () -> rows() > 5_000);
    Journey last = ((JourneyUpdate.Settled) many.getLast()).journey();
    window.on(
        () -> {
          selection.select(last, 1);
          return true;
        });
    assertThat(table().getSelectionModel().getSelectedItem().journey()).isSameAs(last);
    int cells = scrollThrough();
    window.robot().clickOn("#packets-frames");
    window.await("a row for each frame", () -> rows() > 50_000);
    assertThat(scrollThrough()).as("ten times as many rows").isEqualTo(cells);
    window.robot().clickOn("#packet-column-length");
    window.await("the shortest come first", () -> isSortedByLength(table().getItems()));
    window.robot().clickOn("#packets-noise");
    window.await("noise too", () -> rows() > 60_000);
  }
}
