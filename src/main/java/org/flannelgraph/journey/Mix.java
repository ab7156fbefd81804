package org.flannelgraph.journey;

/**
 * Adds numbers to a 64-bit hash. Good enough to tell packets apart, not to withstand an attacker.
 */
final class Mix {
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;
  private static final long OTHER_MULTIPLIER = 0xbf58_476d_1ce4_e5b9L;

  private Mix() {}

  static long of(long hash, long value) {
    long a = (hash ^ value) * MULTIPLIER;
    return (a ^ a >>> 32) * OTHER_MULTIPLIER ^ a >>> 29;
  }

  /**
   * A hash of an address of 128 bits. Its halves must not cancel out, as they do in each other's
   * place: fd00::1:0:0:0:1 is not fd00::2:0:0:0:2.
   *
   * @param high 0 for IPv4
   */
  static long ofAddress(long high, long low) {
    return of(of(MULTIPLIER, high), low);
  }

  static long of(long hash, byte[] bytes, int from, int to) {
    long mixed = of(hash, to - from);
    long word = 0;
    for (int i = from; i < to; i++) {
      word = word << Byte.SIZE | bytes[i] & 0xff;
      if ((i - from & 7) == 7) {
        mixed = of(mixed, word);
        word = 0;
      }
    }
    return of(mixed, word);
  }
}
