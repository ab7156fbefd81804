package org.flannelgraph.ui;

import java.nio.file.Path;
import java.util.Objects;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Outcome;

/**
 * Makes the README's pictures, and the frames of the one that moves, of a real window on a real
 * lab: {@code ./dev screenshot}. They go where the property {@code flannelgraph.pictures} says.
 */
public final class Screenshots {
  /** Frames a hop of the picture that moves. */
  private static final int FRAMES = 4;

  private final LabWindow lab;
  private final PaneWindow window;

  private Screenshots(LabWindow lab) {
    this.lab = lab;
    window = lab.window();
  }

  /**
   * Uses the window, and keeps what it looks like.
   *
   * @param arguments a file that the window may use for what it remembers
   */
  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          System.exit(1);
        });
    try (LabWindow lab = new LabWindow(Path.of(arguments[0]))) {
      new Screenshots(lab).make();
    }
    System.exit(0);
  }

  private void make() {
    window.await("the pods are drawn", () -> window.item("pod green") != null);
    window.clickItem("pod red");
    window.clickItem("pod green");
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
    while (window.on(() -> lab.model().selection().hop().get()) < hop) {
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
    Journey journey = lab.model().selection().journey().get();
    return journey != null
        && journey.outcome() == Outcome.DELIVERED
        && journey.hops().stream().noneMatch(hop -> hop.evidence().isEmpty());
  }

  private Journey journey() {
    return Objects.requireNonNull(lab.model().selection().journey().get());
  }
}
