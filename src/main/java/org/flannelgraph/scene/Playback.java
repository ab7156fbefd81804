package org.flannelgraph.scene;

import java.util.List;

/**
 * How a time line is being shown. It has no clock: whoever has one says how much time has passed.
 *
 * @param timeline what is shown
 * @param position where it stands, in units, 0 to the time line's length
 * @param speed in units (hops) a second, above 0
 * @param isPlaying whether it goes on by itself
 * @param loops whether it begins again at the end
 */
public record Playback(
    Timeline timeline, double position, double speed, boolean isPlaying, boolean loops) {
  /** The slowest speed: twenty seconds a hop. */
  public static final double SLOWEST = 0.05;

  /** How long it stands at its end before it begins again, in seconds. */
  private static final double PAUSE = 1;

  public Playback {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("a playback can't go on by " + speed + " hops a second");
    }
    double end = timeline.length() + (loops && isPlaying ? PAUSE * speed : 0);
    position = Math.clamp(position, 0, end);
  }

  /** Stands at the beginning. */
  public static Playback of(Timeline timeline, double speed) {
    return new Playback(timeline, 0, speed, false, false);
  }

  /** The same after some time, in seconds; at the end it stops, unless it loops. */
  public Playback after(double seconds) {
    if (!isPlaying || timeline.length() == 0) {
      return this;
    }
    double next = position + seconds * speed;
    if (loops) {
      double round = timeline.length() + PAUSE * speed;
      return new Playback(timeline, next < round ? next : 0, speed, true, true);
    }
    return new Playback(timeline, next, speed, next < timeline.length(), false);
  }

  /** Goes on; from the end, from the beginning. */
  public Playback play() {
    double from = position >= timeline.length() ? 0 : position;
    return new Playback(timeline, from, speed, true, loops);
  }

  /** Stops where it is. */
  public Playback pause() {
    return at(position);
  }

  /** Stops at a moment. */
  public Playback at(double moment) {
    double within = Math.min(moment, timeline.length());
    return new Playback(timeline, within, speed, false, loops);
  }

  /** Stops at the next hop. */
  public Playback forward() {
    return at(timeline.after(position));
  }

  /** Stops at the hop before. */
  public Playback back() {
    return at(timeline.before(position));
  }

  /** Stops at the beginning. */
  public Playback home() {
    return at(0);
  }

  /** Stops at the end. */
  public Playback end() {
    return at(timeline.length());
  }

  /** The same at another speed, in hops a second. */
  public Playback withSpeed(double other) {
    return new Playback(timeline, position, other, isPlaying, loops);
  }

  /** The same, beginning again at the end or not. */
  public Playback looping(boolean again) {
    return new Playback(timeline, position, speed, isPlaying, again);
  }

  /**
   * The same with other journeys. It stays where it is, so that journeys that grow or come to it
   * while it plays don't disturb it.
   */
  public Playback with(Timeline other) {
    return new Playback(other, position, speed, isPlaying, loops);
  }

  /** The packets that are to be seen now. */
  public List<Flight> flights() {
    return timeline.flights(Math.min(position, timeline.length()));
  }

  /** By how much slower than it was it is shown, on the average; below 1: faster. */
  public double slowdown() {
    double seconds = timeline.seconds();
    return seconds <= 0 ? 1 : timeline.length() / speed / seconds;
  }
}
