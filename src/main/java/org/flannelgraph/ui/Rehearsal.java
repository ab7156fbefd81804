package org.flannelgraph.ui;

import java.util.List;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.scene.Playback;
import org.flannelgraph.ui.model.LabModel;
import org.jspecify.annotations.Nullable;

/**
 * A window that goes through its part by itself and closes, for measuring and for training the AOT
 * cache. The property {@code flannelgraph.window.rehearse} says how far:
 *
 * <ul>
 *   <li>{@code first-frame}: until the lab is on the screen. It then says how long that took since
 *       {@code FLANNELGRAPH_START} (nanoseconds since 1970, in the environment).
 *   <li>{@code request}: until after that a request went from the lab's first pod to its last, and
 *       was played.
 * </ul>
 */
final class Rehearsal extends AnimationTimer {
  private static final String PROPERTY = "flannelgraph.window.rehearse";

  /** What is drawn at one pulse is on the screen at the second after it. */
  private static final int PULSES = 2;

  private final Panes panes;
  private final LabModel model;
  private final boolean hasRequest;
  private int pulsesSinceDrawn;
  private boolean isSent;

  private Rehearsal(Panes panes, LabModel model, boolean hasRequest) {
    this.panes = panes;
    this.model = model;
    this.hasRequest = hasRequest;
  }

  /** Begins, if one is wanted. */
  static void of(Panes panes, LabModel model) {
    @Nullable String wanted = System.getProperty(PROPERTY);
    if (wanted != null) {
      new Rehearsal(panes, model, "request".equals(wanted)).start();
    }
  }

  @Override
  public void handle(long now) {
    if (model.state().get() instanceof LabModel.State.Failed) {
      end();
    }
    if (!panes.isDrawn() || ++pulsesSinceDrawn < PULSES) {
      return;
    }
    if (pulsesSinceDrawn == PULSES) {
      report();
    }
    if (!hasRequest || isSent && isPlayed()) {
      end();
    } else if (!isSent && model.state().get() instanceof LabModel.State.Running running) {
      isSent = true;
      send(running.lab().session().cluster());
    }
  }

  private void send(Cluster cluster) {
    List<String> pods = cluster.pods().stream().map(Pod::name).toList();
    panes.send().point(pods.getFirst());
    panes.send().point(pods.getLast());
  }

  private boolean isPlayed() {
    Playback playback = panes.playback().playback().get();
    return playback.timeline().length() > 0 && !playback.isPlaying();
  }

  private void end() {
    stop();
    Platform.exit();
  }

  private static void report() {
    Optional.ofNullable(System.getenv("FLANNELGRAPH_START"))
        .map(start -> System.currentTimeMillis() - Long.parseLong(start) / 1_000_000)
        .ifPresent(since -> System.err.println("first frame: " + since + " ms"));
  }
}
