package org.flannelgraph.ui.model;

import java.util.Locale;

/** Times in words, never coarser than a microsecond. */
public final class Microseconds {
  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  private Microseconds() {}

  /**
   * A time in nanoseconds: {@code 12.7 µs}, {@code 168 µs}, {@code 1.234 ms}, {@code 2.000001 s}.
   */
  public static String text(long nanos) {
    double size = Math.abs((double) nanos);
    if (nanos == 0) {
      return "0 µs";
    }
    if (size < 99.95 * MICRO) {
      return format("%.1f µs", nanos / MICRO);
    }
    if (size < 999.5 * MICRO) {
      return format("%.0f µs", nanos / MICRO);
    }
    return size < SECOND - 500
        ? format("%.3f ms", nanos / MILLI)
        : format("%.6f s", nanos / SECOND);
  }

  /**
   * A tick of an axis, with as many digits as tell it from the next.
   *
   * @param step from one tick to the next, in nanoseconds
   */
  public static String tick(long nanos, long step) {
    long far = Math.max(Math.abs(nanos), step);
    if (far >= SECOND) {
      return trimmed(nanos / SECOND, step / SECOND) + " s";
    }
    return far >= MILLI
        ? trimmed(nanos / MILLI, step / MILLI) + " ms"
        : trimmed(nanos / MICRO, step / MICRO) + " µs";
  }

  private static String trimmed(double value, double step) {
    int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return format("%." + digits + "f", value);
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value).replace('-', '−');
  }
}
