package org.flannelgraph.ui;

import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.OpenedLab;

/** What JavaFX starts. */
public final class FlannelgraphApp extends Application {
  private static CompletableFuture<OpenedLab> lab = new CompletableFuture<>();

  /**
   * Opens the window and returns when it was closed.
   *
   * @param opening the lab that it shows, which may still be being built; if it fails, the message
   *     is shown to the user
   */
  public static void open(CompletableFuture<OpenedLab> opening) {
    lab = opening;
    launch(FlannelgraphApp.class);
  }

  @Override
  public void start(Stage stage) {
    LabModel model = new LabModel(Platform::runLater);
    MainWindow window = new MainWindow(stage, model, Settings.load());
    model.open(lab);
    window.show();
  }
}
