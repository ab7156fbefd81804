package org.flannelgraph.ui;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.session.Session;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.OpenedLab;
import org.jspecify.annotations.Nullable;

/**
 * Makes the README's pictures, and the frames of the one that moves, of a real window on a real
 * lab: {@code ./dev screenshot}. They go where the property {@code flannelgraph.pictures} says.
 */
public final class Screenshots {
  /** Frames a hop of the picture that moves. */
  private static final int FRAMES = 4;

  private final LabModel model = new LabModel(Platform::runLater);
  private final PaneWindow window;

  private Screenshots(Session session, Path file, Path settings) {
    window =
        PaneWindow.of(
            stage -> {
              MainWindow made = new MainWindow(stage, model, Settings.load(settings));
              String name = session.cluster().name();
              model.open(CompletableFuture.completedFuture(new OpenedLab(name, file, session)));
              made.show();
            });
  }

  /**
   * Uses the window, and keeps what it looks like.
   *
   * @param arguments the lab's folder, and a file that the window may use for what it remembers
   */
  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          System.exit(1);
        });
    Path file = Path.of(arguments[0], "cluster.yaml");
    Cluster cluster = ClusterFile.read(file, file.toString(), Optional.empty()).cluster();
    try (Session session = Session.build(cluster, notice -> {})) {
      new Screenshots(session, file, Path.of(arguments[1])).make();
    }
    System.exit(0);
  }

  private void make() {
    window.await("the lab is drawn", () -> item("pod green") != null);
    click("pod red");
    click("pod green");
    window.await("its first packet is followed and explained", this::isExplained);
    move();
    goTo(encapsulating());
    window.robot().moveTo("#theme").moveBy(-200, 0);
    window.picture("window-light");
    window.robot().clickOn("#theme").moveBy(-200, 0);
    window.picture("window-dark");
  }

  /** The first packet, hop by hop. */
  private void move() {
    window.robot().type(KeyCode.HOME);
    int hops = window.on(() -> journey().hops().size());
    Slider scrub = window.robot().lookup("#play-scrub").queryAs(Slider.class);
    for (int frame = 0; frame <= (hops - 1) * FRAMES; frame++) {
      double position = (double) frame / FRAMES;
      window.on(
          () -> {
            scrub.setValue(position);
            return true;
          });
      window.picture("frame-%03d".formatted(frame));
    }
  }

  private void goTo(int hop) {
    window.robot().type(KeyCode.HOME);
    while (window.on(() -> model.selection().hop().get()) < hop) {
      window.robot().type(KeyCode.RIGHT);
    }
  }

  private int encapsulating() {
    return window.on(
        () ->
            1
                + journey().hops().stream()
                    .map(hop -> hop.action() == Action.ENCAPSULATED)
                    .toList()
                    .indexOf(true));
  }

  private boolean isExplained() {
    Journey journey = model.selection().journey().get();
    return journey != null
        && journey.outcome() == Outcome.DELIVERED
        && journey.hops().stream().noneMatch(hop -> hop.evidence().isEmpty());
  }

  private Journey journey() {
    return Objects.requireNonNull(model.selection().journey().get());
  }

  private void click(String what) {
    var bounds =
        window.on(
            () -> {
              Node node = Objects.requireNonNull(item(what), what);
              return node.localToScreen(node.getBoundsInLocal());
            });
    window.robot().clickOn((bounds.getMinX() + bounds.getMaxX()) / 2, bounds.getMinY() + 20);
  }

  private @Nullable Node item(String what) {
    return window.robot().lookup(".canvas-item").queryAll().stream()
        .filter(
            node ->
                (node.getAccessibleRoleDescription() + " " + node.getAccessibleText())
                    .contains(what))
        .findFirst()
        .orElse(null);
  }
}
