package org.flannelgraph.ui.play;

import javafx.animation.AnimationTimer;

/** Tells a model the time, once a frame, while it plays. */
public final class PlayTimer {
  private final AnimationTimer timer;

  /** The timer of a model. */
  public PlayTimer(PlaybackModel model) {
    timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            model.pulse(now);
          }
        };
    model
        .playing()
        .subscribe(
            isPlaying -> {
              if (isPlaying) {
                timer.start();
              } else {
                timer.stop();
              }
            });
  }
}
