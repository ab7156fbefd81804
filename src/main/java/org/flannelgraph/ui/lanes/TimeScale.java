package org.flannelgraph.ui.lanes;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a moment is along the axis.
 *
 * @param origin the time at x = 0, in nanoseconds after the journey's first stamp
 * @param nanosPerPixel from {@link #FINEST} to {@link #COARSEST}
 */
record TimeScale(double origin, double nanosPerPixel) {
  /** A thousand pixels are a microsecond. */
  static final double FINEST = 1;

  /** A thousand pixels are ten seconds. */
  static final double COARSEST = 1e7;

  /** From the edges of the axis to the first and the last hop, when all is shown. */
  private static final double MARGIN = 16;

  TimeScale {
    nanosPerPixel = Math.clamp(nanosPerPixel, FINEST, COARSEST);
  }

  /** The whole of a journey. */
  static TimeScale fit(long span, double width) {
    double room = Math.max(1, width - 2 * MARGIN);
    double nanosPerPixel = Math.clamp(span / room, FINEST, COARSEST);
    return new TimeScale(-MARGIN * nanosPerPixel, nanosPerPixel);
  }

  double x(long nanos) {
    return (nanos - origin) / nanosPerPixel;
  }

  double nanos(double x) {
    return origin + x * nanosPerPixel;
  }

  /** Closer, if the factor is above 1; what is at x stays there. */
  TimeScale zoom(double factor, double x) {
    double closer = Math.clamp(nanosPerPixel / factor, FINEST, COARSEST);
    return new TimeScale(nanos(x) - x * closer, closer);
  }

  /** Moved, so that what was at x is at 0. */
  TimeScale pan(double x) {
    return new TimeScale(nanos(x), nanosPerPixel);
  }

  /** Moved as little as shows a moment, if it is out of sight. */
  TimeScale show(long nanos, double width) {
    double x = x(nanos);
    double margin = Math.min(3 * MARGIN, width / 4);
    if (x < 0) {
      return pan(x - margin);
    }
    return x > width ? pan(x - width + margin) : this;
  }

  /** Held where something of the journey is in sight. */
  TimeScale within(long span, double width) {
    double left = x(0);
    double right = x(span);
    double half = width / 2;
    if (right < half && left < MARGIN) {
      return pan(Math.max(right - half, left - MARGIN));
    }
    return left > half && right > width - MARGIN
        ? pan(Math.min(left - half, right - width + MARGIN))
        : this;
  }

  /** How many pixels of a journey there is no room for. */
  double hidden(long span, double width) {
    return Math.max(0, span / nanosPerPixel + 2 * MARGIN - width);
  }

  /** How many pixels of it are out of sight at the left; below 0 if there is room left. */
  double scrolled() {
    return origin / nanosPerPixel + MARGIN;
  }

  /** From one tick to the next, in nanoseconds: 1, 2 or 5 times a power of ten. */
  long step(double pixels) {
    double least = pixels * nanosPerPixel;
    long power = 1;
    while (power * 10 <= least) {
      power *= 10;
    }
    for (int times : new int[] {1, 2, 5}) {
      if (power * times >= least) {
        return power * times;
      }
    }
    return power * 10;
  }

  /** The moments that get a tick, in nanoseconds. */
  List<Long> ticks(double width, long step) {
    List<Long> ticks = new ArrayList<>();
    long last = (long) Math.floor(nanos(width));
    for (long at = Math.ceilDiv((long) Math.ceil(origin), step) * step; at <= last; at += step) {
      ticks.add(at);
    }
    return ticks;
  }
}
