package org.flannelgraph.capture;

import java.math.BigInteger;

/**
 * How a pcapng interface counts time: ticks of a resolution (if_tsresol) since 1970, plus seconds
 * (if_tsoffset). Times that nanoseconds in a long can't hold (from the year 2262 on) become the
 * last one that can.
 */
final class TimeScale {
  /** What holds where an interface tells nothing: microseconds. */
  static final TimeScale DEFAULT = new TimeScale(6, 0);

  private static final long SECOND = 1_000_000_000L;
  private static final int DECIMAL = 9;
  private static final int GREATEST_POWER = 19;

  private final boolean binary;
  private final int exponent;
  private final long offset;
  private final long factor;

  /**
   * @param resolution if_tsresol: with the highest bit 0 a negative power of 10, else of 2
   * @param offsetSeconds if_tsoffset
   */
  TimeScale(int resolution, long offsetSeconds) {
    binary = (resolution & 0x80) != 0;
    exponent = resolution & 0x7f;
    int distance = binary ? 0 : Math.abs(exponent - DECIMAL);
    factor = distance >= GREATEST_POWER ? 0 : (long) Math.pow(10, distance);
    boolean fits = Math.abs(offsetSeconds) <= Long.MAX_VALUE / SECOND;
    offset = fits ? offsetSeconds * SECOND : offsetSeconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** Nanoseconds since 1970. */
  long nanoseconds(long high, long low) {
    long ticks = high << 32 | low;
    long time;
    if (binary) {
      time = fromBinary(ticks);
    } else if (exponent == DECIMAL) {
      time = ticks < 0 ? Long.MAX_VALUE : ticks;
    } else if (exponent < DECIMAL) {
      long above = Math.unsignedMultiplyHigh(ticks, factor);
      time = above != 0 || ticks * factor < 0 ? Long.MAX_VALUE : ticks * factor;
    } else {
      time = factor == 0 ? 0 : Long.divideUnsigned(ticks, factor);
    }
    return offset == 0 ? time : add(time, offset);
  }

  private long fromBinary(long ticks) {
    BigInteger whole = new BigInteger(Long.toUnsignedString(ticks));
    BigInteger time = whole.multiply(BigInteger.valueOf(SECOND)).shiftRight(exponent);
    return time.bitLength() > 63 ? Long.MAX_VALUE : time.longValue();
  }

  private static long add(long time, long offset) {
    long sum = time + offset;
    boolean overflow = ((time ^ sum) & (offset ^ sum)) < 0;
    return overflow ? (offset < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}
