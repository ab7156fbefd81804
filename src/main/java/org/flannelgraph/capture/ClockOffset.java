package org.flannelgraph.capture;

import java.util.Locale;

/**
 * How far the clock behind one file is from that behind the first file, as the packets that are in
 * both tell.
 *
 * @param file the file
 * @param reference the file whose clock holds
 * @param nanoseconds what is added to each time of {@code file}
 * @param uncertainty how far off that may be, in nanoseconds; meaningless where {@code basis} is
 *     {@link Basis#ONE_WAY} or {@link Basis#NOTHING}
 * @param packets how many packets, seen in both files, tell it
 * @param basis how well it is founded
 */
public record ClockOffset(
    String file, String reference, long nanoseconds, long uncertainty, int packets, Basis basis) {

  /** What an offset is founded on. */
  public enum Basis {
    /** It is the file whose clock holds. */
    REFERENCE,
    /** Packets went both ways, and the clocks may be equal: no time is changed. */
    EQUAL,
    /** Packets went both ways: the offset lies between what each way allows. */
    BOTH_WAYS,
    /**
     * Packets went both ways, and contradict any one offset: the clocks drifted apart meanwhile.
     */
    DRIFTING,
    /** Packets went one way only: how long they took is in the offset. */
    ONE_WAY,
    /** No packet is in both files: no time is changed. */
    NOTHING
  }

  /** The same in a sentence. */
  public String text() {
    String from = " from %d packets that are in both".formatted(packets);
    return switch (basis) {
      case REFERENCE -> file + ": its clock holds";
      case EQUAL ->
          file
              + ": its clock agrees with "
              + reference
              + "'s to "
              + length(uncertainty)
              + ","
              + from;
      case BOTH_WAYS ->
          file + ": its clock is " + shift() + ", give or take " + length(uncertainty) + "," + from;
      case DRIFTING ->
          file
              + ": its clock is about "
              + shift()
              + " and drifts, by "
              + length(uncertainty)
              + " either way,"
              + from;
      case ONE_WAY ->
          file
              + ": its clock is about "
              + shift()
              + ", the packets' way included since all went the same way,"
              + from;
      case NOTHING ->
          file
              + ": no packet is both in it and in "
              + reference
              + "; its times are taken as they are";
    };
  }

  private String shift() {
    return length(Math.abs(nanoseconds))
        + (nanoseconds < 0 ? " ahead of " : " behind ")
        + reference
        + "'s";
  }

  private static String length(long nanoseconds) {
    if (nanoseconds >= 1_000_000_000) {
      return String.format(Locale.ROOT, "%.6f s", nanoseconds / 1e9);
    }
    return nanoseconds >= 1_000_000
        ? String.format(Locale.ROOT, "%.3f ms", nanoseconds / 1e6)
        : String.format(Locale.ROOT, "%.3f us", nanoseconds / 1e3);
  }
}
