package org.flannelgraph.ui;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A real window around one pane, for a test. */
public final class PaneWindow implements AutoCloseable {
  /** Where pictures of the panes go, for people to look at; none are made if it is not set. */
  private static final String PICTURES = System.getProperty("flannelgraph.pictures", "");

  private static final long MOST_SECONDS = 20;

  private final Stage stage;
  private final FxRobot robot = new FxRobot();

  private PaneWindow(Stage stage) {
    this.stage = stage;
  }

  /** Skips the test if there is no display; must come before any use of the toolkit. */
  public static void assumeDisplay() {
    Assumptions.assumeTrue(
        System.getenv("DISPLAY") != null, "a window needs a display, and DISPLAY is not set");
  }

  /** Opens a window with what is made for it on the FX thread. */
  public static PaneWindow open(Callable<? extends Parent> pane, double width, double height) {
    assumeDisplay();
    try {
      Stage primary = FxToolkit.registerPrimaryStage();
      PaneWindow window = new PaneWindow(primary);
      window.on(
          () -> {
            Fonts.load();
            Scene scene = new Scene(pane.call(), width, height);
            Theme.LIGHT.dress(scene);
            primary.setScene(scene);
            primary.show();
            return true;
          });
      return window;
    } catch (TimeoutException late) {
      throw new AssertionError("the toolkit does not start", late);
    }
  }

  /** Opens what shows itself on a stage; on the FX thread. */
  public static PaneWindow of(Consumer<Stage> shows) {
    assumeDisplay();
    try {
      Stage primary = FxToolkit.registerPrimaryStage();
      PaneWindow window = new PaneWindow(primary);
      window.on(
          () -> {
            shows.accept(primary);
            return true;
          });
      return window;
    } catch (TimeoutException late) {
      throw new AssertionError("the toolkit does not start", late);
    }
  }

  Stage stage() {
    return stage;
  }

  public FxRobot robot() {
    return robot;
  }

  /** Runs something on the FX thread, and waits until what it caused is done. */
  public <T> T on(Callable<T> task) {
    try {
      T result = WaitForAsyncUtils.asyncFx(task).get(MOST_SECONDS, TimeUnit.SECONDS);
      WaitForAsyncUtils.waitForFxEvents();
      return result;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    } catch (java.util.concurrent.ExecutionException | TimeoutException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Waits until something holds, which is asked on the FX thread. */
  public void await(String what, BooleanSupplier holds) {
    try {
      WaitForAsyncUtils.waitFor(MOST_SECONDS, TimeUnit.SECONDS, () -> on(holds::getAsBoolean));
    } catch (TimeoutException late) {
      throw new AssertionError("it did not happen: " + what, late);
    }
  }

  /** The node over an item of the canvas, by a part of its role and text; null if there is none. */
  public @Nullable Node item(String what) {
    return robot.lookup(".canvas-item").queryAll().stream()
        .filter(
            node ->
                (node.getAccessibleRoleDescription() + " " + node.getAccessibleText())
                    .contains(what))
        .findFirst()
        .orElse(null);
  }

  /** Clicks on an item of the canvas, near its top. */
  public void clickItem(String what) {
    Bounds bounds =
        on(
            () -> {
              Node node = Objects.requireNonNull(item(what), what);
              return node.localToScreen(node.getBoundsInLocal());
            });
    robot.clickOn((bounds.getMinX() + bounds.getMaxX()) / 2, bounds.getMinY() + 20);
  }

  public void theme(Theme theme) {
    on(
        () -> {
          theme.dress(stage.getScene());
          return true;
        });
  }

  /** The window as it looks; it is kept as a file if somebody wants to see it. */
  public WritableImage picture(String name) {
    WritableImage image =
        on(
            () -> {
              stage.getScene().getRoot().applyCss();
              stage.getScene().getRoot().layout();
              return stage.getScene().snapshot(null);
            });
    if (!PICTURES.isEmpty()) {
      write(image, Path.of(PICTURES, name + ".png"));
    }
    return image;
  }

  /** Keeps the window as it is on the screen, with what pops up over it. */
  public void screen(String name) {
    if (!PICTURES.isEmpty()) {
      awaitPainted();
      WritableImage image =
          on(
              () ->
                  new Robot()
                      .getScreenCapture(
                          null,
                          stage.getX(),
                          stage.getY(),
                          stage.getScene().getWidth(),
                          stage.getScene().getHeight(),
                          false));
      write(image, Path.of(PICTURES, name + ".png"));
    }
  }

  /** What was changed last is on the screen with the pulse after the next. */
  private void awaitPainted() {
    int[] pulses = {0};
    Runnable count = () -> pulses[0]++;
    on(
        () -> {
          stage.getScene().addPostLayoutPulseListener(count);
          return true;
        });
    await(
        "it is painted",
        () -> {
          Platform.requestNextPulse();
          return pulses[0] > 2;
        });
    on(
        () -> {
          stage.getScene().removePostLayoutPulseListener(count);
          return true;
        });
  }

  private static void write(WritableImage image, Path file) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    BufferedImage pixels = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels.setRGB(x, y, image.getPixelReader().getArgb(x, y));
      }
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(pixels, "png", file.toFile());
    } catch (IOException failed) {
      throw new UncheckedIOException("can't write " + file, failed);
    }
  }

  @Override
  public void close() {
    on(
        () -> {
          stage.hide();
          return true;
        });
    Platform.setImplicitExit(false);
  }
}
