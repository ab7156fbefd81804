package org.flannelgraph.packet;

/** A fast 64-bit hash of bytes: good enough to tell packets apart, not to withstand an attacker. */
final class Hash {
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;
  private static final long OTHER_MULTIPLIER = 0xa076_1d64_78bd_642fL;

  private Hash() {}

  /** Adds 64 bits to a hash. */
  static long mix(long hash, long value) {
    long a = (hash ^ value) * MULTIPLIER;
    return (a ^ a >>> 32) * OTHER_MULTIPLIER ^ a >>> 29;
  }

  /** Adds bytes to a hash. */
  static long mix(long hash, byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      hash = mix(hash, Bytes.i64(bytes, i));
    }
    long rest = 0;
    for (; i < to; i++) {
      rest = rest << 8 | (bytes[i] & 0xff);
    }
    return mix(hash, rest ^ (long) (to - from) << 56);
  }
}
