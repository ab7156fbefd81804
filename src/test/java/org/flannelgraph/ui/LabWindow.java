package org.flannelgraph.ui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.session.Session;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.OpenedLab;

/** The main window on a real lab, for a test. */
final class LabWindow implements AutoCloseable {
  private static final Path FILE =
      Path.of(System.getProperty("flannelgraph.checkout", "."), "labs/two-nodes/cluster.yaml");

  private final Session session;
  private final LabModel model = new LabModel(Platform::runLater);
  private final PaneWindow window;

  /**
   * Opens it, and waits until the lab is drawn.
   *
   * @param settings what is remembered
   */
  LabWindow(Path settings) {
    PaneWindow.assumeDisplay();
    assumeTrue("1".equals(System.getenv("FLANNELGRAPH_SANDBOX")), "no private world");
    Cluster cluster = ClusterFile.read(FILE, FILE.toString(), Optional.empty()).cluster();
    session = Session.build(cluster, notice -> {});
    window = PaneWindow.of(stage -> show(stage, cluster, settings));
    window.await("the lab is drawn", () -> !items().isEmpty());
  }

  private void show(Stage stage, Cluster cluster, Path settings) {
    MainWindow made = new MainWindow(stage, model, Settings.load(settings));
    model.open(CompletableFuture.completedFuture(new OpenedLab(cluster.name(), FILE, session)));
    made.show();
  }

  LabModel model() {
    return model;
  }

  Session session() {
    return session;
  }

  PaneWindow window() {
    return window;
  }

  Set<Node> items() {
    return window.robot().lookup(".canvas-item").queryAll();
  }

  /** What has the keys. */
  Node owner() {
    return window.on(() -> window.stage().getScene().getFocusOwner());
  }

  void type(KeyCode... keys) {
    for (KeyCode key : keys) {
      window.robot().type(key);
    }
  }

  /** Sends a request from one pod to another by keyboard, and waits for its packet. */
  void send(String from, String to) {
    window.robot().push(KeyCode.CONTROL, KeyCode.F);
    window.robot().write(from);
    type(KeyCode.ENTER, KeyCode.ENTER);
    window.screen("send-one");
    window.robot().push(KeyCode.CONTROL, KeyCode.F);
    window.robot().write(to);
    type(KeyCode.ENTER, KeyCode.ENTER);
    window.screen("send-two");
    window.await(
        "a packet is delivered",
        () ->
            model.selection().journey().get() != null
                && model.selection().journey().get().outcome() == Outcome.DELIVERED
                && model.selection().journey().get().hops().size() >= 12);
  }

  @Override
  public void close() {
    window.close();
    session.close();
  }
}
