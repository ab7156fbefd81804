package org.flannelgraph.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Unsigned numbers out of a byte array, most significant byte first, as every header here has. */
public final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  /** 8 bits. */
  public static int u8(byte[] bytes, int index) {
    return bytes[index] & 0xff;
  }

  /** 16 bits. */
  public static int u16(byte[] bytes, int index) {
    return (short) SHORT.get(bytes, index) & 0xffff;
  }

  /** 24 bits. */
  public static int u24(byte[] bytes, int index) {
    return u16(bytes, index) << 8 | u8(bytes, index + 2);
  }

  /** 32 bits, as a signed int: what to compare and hash by. */
  public static int i32(byte[] bytes, int index) {
    return (int) INT.get(bytes, index);
  }

  /** 32 bits. */
  public static long u32(byte[] bytes, int index) {
    return (int) INT.get(bytes, index) & 0xffff_ffffL;
  }

  /** 48 bits: a MAC address. */
  public static long u48(byte[] bytes, int index) {
    return (long) u16(bytes, index) << 32 | u32(bytes, index + 2);
  }

  /** 64 bits. */
  public static long i64(byte[] bytes, int index) {
    return (long) LONG.get(bytes, index);
  }

  /**
   * Any bits: {@code length} (1 to 64) of them, the first being bit {@code bit} from {@code index}
   * on, where bit 0 is the most significant bit of the first byte.
   */
  public static long bits(byte[] bytes, int index, int bit, int length) {
    int first = index + (bit >> 3);
    int from = bit & 7;
    int last = first + ((from + length - 1) >> 3);
    long value = bytes[first] & 0xff >> from;
    for (int i = first + 1; i < last; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    int unused = -(from + length) & 7;
    return first == last ? value >> unused : value << (8 - unused) | (bytes[last] & 0xff) >> unused;
  }
}
