package org.flannelgraph.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.flannelgraph.scene.Arrangement;
import org.flannelgraph.scene.ArrangementFile;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Networks;
import org.flannelgraph.scene.Palette;
import org.flannelgraph.scene.Picture;
import org.flannelgraph.scene.Point;
import org.flannelgraph.scene.Rect;
import org.flannelgraph.ui.PaneWindow;
import org.flannelgraph.ui.Theme;
import org.flannelgraph.ui.menu.Actions;
import org.flannelgraph.ui.menu.CopyActions;
import org.flannelgraph.ui.menu.PlaceActions;
import org.flannelgraph.ui.menu.ShowActions;
import org.flannelgraph.ui.model.Arranging;
import org.flannelgraph.ui.model.Drawing;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one can do on the canvas with pointer and keys. */
@Tag("window")
class CanvasAreaTest {
  private static final Networks.Network NETWORK = Networks.made(2, 3);
  private static final ItemId POD = new ItemId.Namespace("pod1-2");
  private static final ItemId TUNNEL =
      new ItemId.Device(NETWORK.topology().link("node1", "flannel.1").orElseThrow());

  @TempDir private Path folder;
  private final ExecutorService drawer = Executors.newSingleThreadExecutor();
  private final Drawing drawing = new Drawing(drawer, Platform::runLater, Layout.USUAL_RATIO);
  private final List<String> problems = new ArrayList<>();
  private final List<String> copied = new ArrayList<>();
  private final Selection selection = new Selection(new Journeys());
  private Arranging arranging;
  private ArrangementFile file;
  private CanvasArea area;
  private PaneWindow window;

  @BeforeEach
  void open() {
    PaneWindow.assumeDisplay();
    arranging = new Arranging(drawing, Runnable::run, Platform::runLater, problems::add);
    file = new ArrangementFile(folder.resolve("cluster.yaml"), folder.resolve("config"));
    CompletableFuture<CanvasArea> made = new CompletableFuture<>();
    window =
        PaneWindow.open(
            () -> {
              made.complete(make());
              return made.join();
            },
            1000,
            700);
    area = made.join();
    window.await("it is drawn", () -> !window.robot().lookup(".canvas-item").queryAll().isEmpty());
  }

  private CanvasArea make() {
    CanvasArea made = new CanvasArea(arranging);
    Actions actions =
        Actions.all(
            List.of(
                new ShowActions(selection, made.canvas()::zoomTo),
                new CopyActions(NETWORK::topology, selection, name -> true, copied::add),
                new PlaceActions(arranging)));
    new ItemMenu(made.canvas(), actions);
    arranging.open(file, ArrangementFile.Kept.NOTHING);
    drawing
        .drawn()
        .subscribe(
            drawn -> {
              if (drawn != null) {
                made.canvas().show(drawn.picture());
              }
            });
    drawing.show(NETWORK.topology(), NETWORK.places());
    return made;
  }

  @AfterEach
  void close() {
    if (window != null) {
      window.close();
    }
    drawer.shutdown();
  }

  private Rect place(ItemId item) {
    return Objects.requireNonNull(drawing.drawn().get()).layout().place(item).orElseThrow();
  }

  private Point2D onScreen(ItemId item, double right, double down) {
    return window.on(
        () -> {
          Rect at = area.canvas().view().get().toWindow(place(item));
          return area.canvas().localToScreen(at.x() + right, at.y() + down);
        });
  }

  private void drag(Point2D from, double right, double down) {
    window.robot().moveTo(from).press(MouseButton.PRIMARY);
    for (int step = 1; step <= 4; step++) {
      window.robot().moveTo(from.add(right * step / 4, down * step / 4));
    }
    window.robot().release(MouseButton.PRIMARY);
  }

  private List<MenuItem> menu() {
    return window.on(
        () ->
            javafx.stage.Window.getWindows().stream()
                .filter(javafx.scene.control.ContextMenu.class::isInstance)
                .map(javafx.scene.control.ContextMenu.class::cast)
                .flatMap(it -> it.getItems().stream())
                .filter(it -> it.getText() != null)
                .toList());
  }

  private void choose(String words) {
    window.on(
        () -> {
          menu().stream().filter(it -> words.equals(it.getText())).findFirst().orElseThrow().fire();
          return true;
        });
  }

  @Test
  void aPodIsDraggedWithThePointerAndStaysThere() {
    double zoom = window.on(() -> area.canvas().view().get().zoom());
    Rect before = window.on(() -> place(POD));
    Viewport view = window.on(() -> area.canvas().view().get());
    drag(onScreen(POD, 20, 12), 40, -60);
    window.await("it is drawn there", () -> !place(POD).equals(before));
    Arrangement kept = file.read().arrangement();
    assertThat(kept.offsets()).containsOnlyKeys("pod1-2");
    Point far = Objects.requireNonNull(kept.offsets().get("pod1-2"));
    assertThat(far.x()).isBetween(40 / zoom - 1, 40 / zoom + 1);
    assertThat(far.y()).isBetween(-60 / zoom - 1, -60 / zoom + 1);
    assertThat(window.on(() -> area.canvas().view().get())).isEqualTo(view);
    window.picture("canvas-dragged");
    window.robot().clickOn(tool("Arrange"));
    window.await("it is back", () -> place(POD).equals(before));
    assertThat(file.read()).isEqualTo(ArrangementFile.Kept.NOTHING);
    assertThat(problems).isEmpty();
  }

  @Test
  void theBackgroundIsDraggedToMoveTheView() {
    Viewport before = window.on(() -> area.canvas().view().get());
    drag(window.on(() -> area.canvas().localToScreen(8, 8)), 30, 20);
    assertThat(window.on(() -> area.canvas().view().get())).isEqualTo(before.panned(30, 20));
    assertThat(drawing.arrangement()).isEqualTo(Arrangement.NONE);
  }

  @Test
  void whatHasTheFocusIsMovedByKeysAndItsMenuOpensByKey() {
    Rect before = window.on(() -> place(TUNNEL));
    window.on(() -> find(TUNNEL));
    window.robot().press(KeyCode.ALT).type(KeyCode.RIGHT).type(KeyCode.DOWN, 2);
    window.robot().press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT, KeyCode.ALT);
    window.await("it is there", () -> place(TUNNEL).equals(before.moved(9, 20)));
    window.robot().press(KeyCode.SHIFT).type(KeyCode.F10).release(KeyCode.SHIFT);
    window.await("the menu is there", () -> menu().size() == 4);
    window.screen("canvas-menu-light");
    window.robot().type(KeyCode.DOWN, 2).type(KeyCode.ENTER);
    assertThat(copied)
        .containsExactly("flannelgraph enter node1 -- ip -s -d link show dev flannel.1");
    assertThat(menu()).isEmpty();
  }

  @Test
  void aMenuOpensWhereItIsAskedForWithWhatMakesSenseThere() {
    window.theme(Theme.DARK);
    window.on(() -> show(canvas -> canvas.setPalette(Palette.DARK)));
    window.robot().clickOn(onScreen(POD, 20, 12), MouseButton.SECONDARY);
    assertThat(menu())
        .extracting(MenuItem::getText)
        .containsExactly("Inspect", "Show near", "Copy the command that shows it");
    window.robot().moveBy(30, 95);
    window.screen("canvas-menu-dark");
    choose("Inspect");
    assertThat(window.on(() -> selection.item().get())).isEqualTo(POD);
    double zoom = window.on(() -> area.canvas().view().get().zoom());
    window.robot().clickOn(onScreen(POD, 20, 12), MouseButton.SECONDARY);
    choose("Show near");
    assertThat(window.on(() -> area.canvas().view().get().zoom())).isGreaterThan(zoom);
    window.on(
        () -> {
          area.notices()
              .complain(
                  Words.get("canvas.arrangement.bad", "/labs/two-nodes/arrangement.json: no JSON"));
          return true;
        });
    window.picture("canvas-notice-dark");
  }

  @Test
  void whatIsPaintedInPartLooksLikeWhatIsPaintedWhole() {
    for (Networks.Network other : List.of(Networks.made(2, 4), Networks.made(2, 2), NETWORK)) {
      window.on(
          () -> {
            arranging.move(TUNNEL, 13, 7);
            arranging.move(POD, -9, -21);
            drawing.show(other.topology(), other.places());
            return true;
          });
      window.await(
          "it is drawn", () -> drawing.drawn().get().layout().topology() == other.topology());
      Picture picture = window.on(() -> drawing.drawn().get().picture());
      WritableImage parts = window.picture("canvas-parts");
      window.on(() -> show(canvas -> canvas.setPalette(Palette.DARK)));
      window.on(() -> show(canvas -> canvas.setPalette(Palette.LIGHT)));
      assertSame(window.picture("canvas-whole"), parts);
      assertThat(picture.items()).isNotEmpty();
    }
  }

  private static void assertSame(WritableImage one, WritableImage other) {
    int differ = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        differ +=
            one.getPixelReader().getArgb(x, y) == other.getPixelReader().getArgb(x, y) ? 0 : 1;
      }
    }
    assertThat(differ).isZero();
  }

  private boolean show(Consumer<CanvasPane> change) {
    change.accept(area.canvas());
    return true;
  }

  private boolean find(ItemId item) {
    area.canvas().find(item);
    return true;
  }

  private Point2D tool(String name) {
    Bounds bounds =
        window.on(
            () -> {
              Node tool =
                  window.robot().lookup(".canvas-tools .button").queryAll().stream()
                      .filter(it -> name.equals(it.getAccessibleText()))
                      .findFirst()
                      .orElseThrow();
              return tool.localToScreen(tool.getBoundsInLocal());
            });
    return new Point2D(bounds.getCenterX(), bounds.getCenterY());
  }
}
