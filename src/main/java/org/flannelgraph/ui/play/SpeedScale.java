package org.flannelgraph.ui.play;

import org.flannelgraph.scene.Playback;

/**
 * A slider's value, 0 to 1, as a speed in hops a second, each step by the same factor: most of it
 * for what an eye can follow, the last part up to the speed at which it really was.
 *
 * @param fastest in hops a second
 */
record SpeedScale(double fastest) {
  /** More hops a second than this no eye can follow. */
  static final double FOLLOWED = 20;

  private static final double PART = 0.85;

  /**
   * For a time line.
   *
   * @param hops its length
   * @param seconds how long it really took
   */
  static SpeedScale of(double hops, double seconds) {
    return new SpeedScale(seconds > 0 ? Math.max(FOLLOWED, hops / seconds) : FOLLOWED);
  }

  double speed(double value) {
    double within = Math.clamp(value, 0, 1);
    return within <= PART
        ? Playback.SLOWEST * Math.pow(FOLLOWED / Playback.SLOWEST, within / PART)
        : FOLLOWED * Math.pow(fastest / FOLLOWED, (within - PART) / (1 - PART));
  }

  double value(double speed) {
    if (speed <= FOLLOWED) {
      double part = Math.log(speed / Playback.SLOWEST) / Math.log(FOLLOWED / Playback.SLOWEST);
      return Math.clamp(PART * part, 0, PART);
    }
    return fastest <= FOLLOWED
        ? 1
        : Math.clamp(
            PART + (1 - PART) * Math.log(speed / FOLLOWED) / Math.log(fastest / FOLLOWED), 0, 1);
  }
}
