package org.flannelgraph.ui;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.geometry.Orientation;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.flannelgraph.ui.export.ExportMenu;
import org.flannelgraph.ui.export.FileDialog;
import org.flannelgraph.ui.focus.PaneRing;
import org.flannelgraph.ui.model.LabModel;
import org.flannelgraph.ui.model.Words;

/** The main window: which pane is where, and what of that is remembered. */
public final class MainWindow {
  private static final double WIDTH = 1400;
  private static final double HEIGHT = 875;

  private final Stage stage;
  private final Settings settings;
  private final Scene scene;
  private final Panes panes;
  private final SplitPane across;
  private final SplitPane down;
  private Theme theme;

  /** Makes the window of a lab; {@link #show} shows it. */
  public MainWindow(Stage stage, LabModel model, Settings settings) {
    this(
        stage,
        model,
        settings,
        new FileDialog(
            stage,
            Path.of(settings.get("export.folder", System.getProperty("user.home"))),
            folder -> settings.set("export.folder", folder)));
  }

  /**
   * The same with another way to choose files.
   *
   * @param chooser asks where files go
   */
  MainWindow(Stage stage, LabModel model, Settings settings, ExportMenu.Chooser chooser) {
    this.stage = stage;
    this.settings = settings;
    Fonts.load();
    theme = Theme.named(settings.get("theme", "")).orElseGet(Theme::ofDesktop);
    panes = new Panes(model, settings, chooser);
    down = new SplitPane(panes.stage(), panes.bottom());
    down.setOrientation(Orientation.VERTICAL);
    down.setDividerPositions(settings.get("split.down", 0.645));
    across = new SplitPane(down, panes.inspector());
    across.setDividerPositions(settings.get("split.across", 0.745));
    SplitPane.setResizableWithParent(panes.inspector(), false);
    SplitPane.setResizableWithParent(panes.bottom(), false);
    BorderPane root = new BorderPane();
    root.getStyleClass().add("window");
    TopBar top = new TopBar(model, panes, this::switchTheme);
    root.setTop(top);
    root.setCenter(across);
    scene = new Scene(root, settings.get("width", WIDTH), settings.get("height", HEIGHT));
    dress(theme);
    new Keys(scene, panes);
    new PaneRing(scene, Stream.concat(Stream.of(top), panes.inOrder().stream()).toList());
    Rehearsal.of(panes, model);
    stage.setScene(scene);
    stage.setTitle(Words.get("window.title", Words.get("window.building")));
    model
        .state()
        .subscribe(
            state -> {
              if (state instanceof LabModel.State.Running running) {
                stage.setTitle(Words.get("window.title", running.lab().name()));
              } else if (state instanceof LabModel.State.Failed) {
                stage.setTitle(Words.get("window.title", Words.get("window.failed")));
              }
            });
    stage.showingProperty().subscribe(() -> model.look(isSeen()));
    stage.iconifiedProperty().subscribe(() -> model.look(isSeen()));
    stage.setOnHidden(
        closed -> {
          panes.playback().pause();
          remember();
        });
  }

  /** Shows it, where it was last if that is still on a screen. */
  public void show() {
    double x = settings.get("x", Double.NaN);
    double y = settings.get("y", Double.NaN);
    if (!Screen.getScreensForRectangle(x, y, 100, 100).isEmpty()) {
      stage.setX(x);
      stage.setY(y);
    } else {
      Rectangle2D screen = Screen.getPrimary().getVisualBounds();
      stage.setWidth(Math.min(scene.getWidth(), screen.getWidth()));
      stage.setHeight(Math.min(scene.getHeight(), screen.getHeight()));
    }
    stage.show();
    panes.focus();
  }

  private boolean isSeen() {
    return stage.isShowing() && !stage.isIconified();
  }

  private void switchTheme() {
    dress(theme.other());
    settings.set("theme", theme.name().toLowerCase(Locale.ROOT));
  }

  private void dress(Theme next) {
    theme = next;
    theme.dress(scene);
    panes.setPalette(theme.palette());
  }

  private void remember() {
    settings.set("x", stage.getX());
    settings.set("y", stage.getY());
    settings.set("width", scene.getWidth());
    settings.set("height", scene.getHeight());
    settings.set("split.down", down.getDividerPositions()[0]);
    settings.set("split.across", across.getDividerPositions()[0]);
    settings.save();
  }
}
