package org.flannelgraph.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A pcapng block that is being put together, little-endian, in one array used again and again. */
final class Block {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int OPTION_LONGEST = 0xfff0;

  private byte[] bytes = new byte[4096];
  private int length;

  /** Begins a block; its length is filled in at its end. */
  Block begin(int type) {
    length = 0;
    return integer(type).integer(0);
  }

  Block integer(int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, length, value);
    length += Integer.BYTES;
    return this;
  }

  Block shorts(int first, int second) {
    return integer((first & 0xffff) | (second << 16));
  }

  /** A time as pcapng has it: its high half first. */
  Block time(long value) {
    return integer((int) (value >>> 32)).integer((int) value);
  }

  /** Bytes, padded to a multiple of four. */
  Block bytes(byte[] source, int offset, int count) {
    int padded = count + 3 & ~3;
    reserve(padded);
    System.arraycopy(source, offset, bytes, length, count);
    Arrays.fill(bytes, length + count, length + padded, (byte) 0);
    length += padded;
    return this;
  }

  /** An option of text, if there is any; what is too long for an option is cut. */
  Block text(int code, String value) {
    return value.isEmpty() ? this : option(code, value.getBytes(StandardCharsets.UTF_8));
  }

  Block option(int code, byte[] value) {
    int count = value.length;
    if (count > OPTION_LONGEST) {
      count = OPTION_LONGEST;
      while ((value[count] & 0xc0) == 0x80) { // never half a character
        count--;
      }
    }
    return shorts(code, count).bytes(value, 0, count);
  }

  /** An option of 32 bits. */
  Block option(int code, int value) {
    return shorts(code, Integer.BYTES).integer(value);
  }

  /** An option of 64 bits. */
  Block option(int code, long value) {
    return shorts(code, Long.BYTES).integer((int) value).integer((int) (value >>> 32));
  }

  /** The end of the options. */
  Block endOfOptions() {
    return integer(0);
  }

  /** Ends the block and writes it. */
  void end(OutputStream out) throws IOException {
    int total = length + Integer.BYTES;
    INT.set(bytes, Integer.BYTES, total);
    integer(total);
    out.write(bytes, 0, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
