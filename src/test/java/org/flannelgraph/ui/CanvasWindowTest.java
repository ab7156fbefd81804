package org.flannelgraph.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.export.PictureFile;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.session.Session;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.OpenedLab;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one can do on the canvas of a real lab, and what of it can be taken away. */
@Tag("window")
class CanvasWindowTest {
  private static final Path LAB =
      Path.of(System.getProperty("flannelgraph.checkout", "."), "labs/two-nodes/cluster.yaml");

  @TempDir private Path folder;
  private Path file;
  private Session session;
  private LabModel model;
  private PaneWindow window;

  /** What is answered to the question where a file goes. */
  private Path answer;

  @BeforeEach
  void open() throws IOException {
    PaneWindow.assumeDisplay();
    assumeTrue("1".equals(System.getenv("FLANNELGRAPH_SANDBOX")), "no private world");
    answer = folder;
    file = Files.copy(LAB, folder.resolve("cluster.yaml"));
    Cluster cluster = ClusterFile.read(file, file.toString(), Optional.empty()).cluster();
    session = Session.build(cluster, notice -> {});
    openWindow();
  }

  private void openWindow() {
    model = new LabModel(Platform::runLater);
    OpenedLab lab = new OpenedLab(session.cluster().name(), file, session);
    window =
        PaneWindow.of(
            stage -> {
              Settings settings = Settings.load(folder.resolve("window.properties"));
              MainWindow made = new MainWindow(stage, model, settings, this::choose);
              model.open(CompletableFuture.completedFuture(lab));
              made.show();
            });
    window.await("the lab is drawn", () -> item("pod green") != null);
  }

  private Optional<Path> choose(PictureFile kind, String name) {
    return Optional.of(answer.resolve(name));
  }

  @AfterEach
  void close() {
    if (window != null) {
      window.close();
    }
    if (session != null) {
      session.close();
    }
  }

  @Test
  void menusSendFromHereToThere() {
    ask("pod red");
    window.screen("window-menu-light");
    pick("Send from red");
    assertThat(window.on(() -> label("#send-result"))).contains("from red");
    window.robot().clickOn("#theme");
    ask("pod green");
    window.screen("window-menu-dark");
    pick("Send HTTP from red to green");
    window.await("it is answered", () -> label("#send-result").contains("answered"));
    ask("node node2");
    assertThat(menu())
        .extracting(MenuItem::getText)
        .containsExactly(
            "Send from node2",
            "Send HTTP from red to node2",
            "Inspect",
            "Show near",
            "Copy the command that shows it");
    window.robot().type(KeyCode.ESCAPE);
    assertThat(menu()).isEmpty();
  }

  @Test
  void whatIsDraggedIsThereAgainWhenTheLabIsOpenedAgain() throws IOException {
    Bounds before = bounds("pod amber");
    window.robot().moveTo(top(before)).press(MouseButton.PRIMARY).moveBy(0, -6).moveBy(20, -24);
    window.robot().release(MouseButton.PRIMARY);
    window.await("it is kept", () -> Files.exists(folder.resolve("arrangement.json")));
    assertThat(Files.readString(folder.resolve("arrangement.json"))).contains("\"amber\"");
    window.close();
    openWindow();
    Bounds red = bounds("pod red");
    window.await("it is where it was put", () -> bounds("pod amber").getMinY() < red.getMinY() - 9);
    window.close();
    Files.writeString(folder.resolve("arrangement.json"), "{");
    openWindow();
    window.await("it is said", () -> label(".notice .label").contains("arrangement.json"));
    assertThat(bounds("pod amber").getMinY()).isEqualTo(bounds("pod red").getMinY());
    window.picture("window-bad-arrangement");
  }

  @Test
  void thePictureIsExportedAsTheWindowShowsIt() throws IOException {
    ask("pod red");
    pick("Send from red");
    ask("pod green");
    pick("Send HTTP from red to green");
    window.await("its packet is followed", this::isDelivered);
    window.robot().type(KeyCode.HOME).type(KeyCode.RIGHT, 4);
    window.await("it is being wrapped", () -> model.selection().hop().get() == 5);
    window.robot().clickOn("#theme");
    window.robot().clickOn("#export");
    window.screen("window-export-menu");
    window.robot().type(KeyCode.ESCAPE);
    export("export-svg", "two-nodes-journey.svg");
    assertThat(Files.readString(folder.resolve("two-nodes-journey.svg")))
        .contains("hop 5, encapsulated", ">red</text>", ">VXLAN 1</text>");
    export("export-png", "two-nodes-journey.png");
    BufferedImage dark = ImageIO.read(folder.resolve("two-nodes-journey.png").toFile());
    assertThat(dark.getRGB(0, 0) & 0xff).isLessThan(64);
    if (!System.getProperty("flannelgraph.pictures", "").isEmpty()) {
      ImageIO.write(
          dark,
          "png",
          Path.of(System.getProperty("flannelgraph.pictures"), "exported.png").toFile());
    }
    window.on(
        () -> {
          ((CheckMenuItem) exportItem("export-journey")).setSelected(false);
          return true;
        });
    export("export-svg", "two-nodes.svg");
    assertThat(Files.readString(folder.resolve("two-nodes.svg")))
        .contains(">red</text>")
        .doesNotContain("hop 5");
    answer = folder.resolve("nowhere");
    window.on(() -> fire("export-png"));
    window.await(
        "it is said", () -> label(".notice .label").contains("was not written: there is no"));
    window.picture("window-export-failed");
  }

  private void export(String item, String name) {
    window.on(() -> fire(item));
    window.await("it is written", () -> label(".notice .label").contains("Written: "));
    assertThat(folder.resolve(name)).isNotEmptyFile();
    window.on(
        () -> {
          window.robot().lookup(".notice .label").queryAs(Label.class).setText("");
          return true;
        });
  }

  private boolean fire(String item) {
    exportItem(item).fire();
    return true;
  }

  private MenuItem exportItem(String id) {
    return window.robot().lookup("#export").queryAs(MenuButton.class).getItems().stream()
        .filter(it -> id.equals(it.getId()))
        .findFirst()
        .orElseThrow();
  }

  private boolean isDelivered() {
    Journey journey = model.selection().journey().get();
    return journey != null && journey.outcome() == Outcome.DELIVERED && journey.hops().size() >= 12;
  }

  /** Opens the menu of a thing. */
  private void ask(String what) {
    window.robot().clickOn(top(bounds(what)), MouseButton.SECONDARY);
    window.await("its menu is there", () -> !menu().isEmpty());
  }

  private void pick(String words) {
    window.on(
        () -> {
          MenuItem entry =
              menu().stream().filter(it -> words.equals(it.getText())).findFirst().orElseThrow();
          entry.getParentPopup().hide();
          entry.fire();
          return true;
        });
  }

  private List<MenuItem> menu() {
    return window.on(
        () ->
            Window.getWindows().stream()
                .filter(it -> it instanceof ContextMenu menu && "item-menu".equals(menu.getId()))
                .flatMap(it -> ((ContextMenu) it).getItems().stream())
                .filter(it -> it.getText() != null)
                .toList());
  }

  private static Point2D top(Bounds bounds) {
    return new Point2D(bounds.getMinX() + 16, bounds.getMinY() + 14);
  }

  private Bounds bounds(String what) {
    return window.on(
        () -> {
          Node node = Objects.requireNonNull(item(what), what);
          return node.localToScreen(node.getBoundsInLocal());
        });
  }

  /** The node over an item of the canvas, by how its text begins. */
  private @Nullable Node item(String what) {
    return window.robot().lookup(".canvas-item").queryAll().stream()
        .filter(node -> node.getAccessibleText().startsWith(what))
        .findFirst()
        .orElse(null);
  }

  private String label(String query) {
    return window.robot().lookup(query).queryAs(Label.class).getText();
  }
}
