package org.flannelgraph.ui;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * For measuring and for training the AOT cache: with the property {@code flannelgraph.window.once},
 * the window says how long it took from {@code FLANNELGRAPH_START} (nanoseconds since 1970, in the
 * environment) until the lab was on the screen, and closes.
 */
final class FirstFrame {
  private static final int PULSES = 2;

  private FirstFrame() {}

  /** The lab is drawn, and will be on the screen with the next pulse. */
  static void drawn() {
    if (!Boolean.getBoolean("flannelgraph.window.once")) {
      return;
    }
    new AnimationTimer() {
      private int pulses;

      @Override
      public void handle(long now) {
        if (++pulses == PULSES) {
          stop();
          report();
          Platform.exit();
        }
      }
    }.start();
  }

  private static void report() {
    String start = System.getenv("FLANNELGRAPH_START");
    if (start != null) {
      long since = System.currentTimeMillis() - Long.parseLong(start) / 1_000_000;
      System.err.println("first frame: " + since + " ms");
    }
  }
}
