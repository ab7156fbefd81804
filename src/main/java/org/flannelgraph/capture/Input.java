package org.flannelgraph.capture;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A stream of bytes with a window on what comes next. The window grows only as bytes really arrive,
 * so a length that lies costs no memory. Positions in the window are valid until the next {@link
 * #require} or {@link #skip}.
 */
final class Input implements AutoCloseable {
  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_WINDOW = 1 << 13;
  private static final int USUAL_WINDOW = 1 << 18;

  private final InputStream stream;
  private byte[] bytes = new byte[FIRST_WINDOW];
  private int position;
  private int limit;
  private long base;
  private boolean filled;
  private boolean bigEndian;

  Input(InputStream stream) {
    this.stream = stream;
  }

  /** How the integers that follow are written. */
  void bigEndian(boolean big) {
    bigEndian = big;
  }

  boolean bigEndian() {
    return bigEndian;
  }

  /** The window's array; what comes next begins at {@link #position}. */
  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  /** The position in the stream of what comes next. */
  long offset() {
    return base + position;
  }

  /** How many of the bytes that come next are in the window. */
  int available() {
    return limit - position;
  }

  /**
   * Brings the next bytes into the window.
   *
   * @return false if the stream ends before; what there is stays in the window
   */
  boolean require(int count) throws IOException {
    while (limit - position < count) {
      if (!fill(count)) {
        return false;
      }
    }
    return true;
  }

  private boolean fill(int count) throws IOException {
    if (position + count > bytes.length && position > 0) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      base += position;
      limit -= position;
      position = 0;
    }
    if (limit == bytes.length || (filled && bytes.length < USUAL_WINDOW)) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int read = stream.read(bytes, limit, bytes.length - limit);
    limit += Math.max(read, 0);
    filled = limit == bytes.length;
    return read > 0;
  }

  /**
   * Passes over what comes next, however much it is.
   *
   * @return false if the stream ends before
   */
  boolean skip(long count) throws IOException {
    long rest = count;
    while (rest > limit - position) {
      rest -= limit - position;
      position = limit;
      if (!require(1)) {
        return false;
      }
    }
    position += (int) rest;
    return true;
  }

  /** The integer at a place in the window, without sign. */
  long unsigned(int at) {
    return Integer.toUnsignedLong(integer(at));
  }

  int integer(int at) {
    return bigEndian ? (int) BIG_INT.get(bytes, at) : (int) LITTLE_INT.get(bytes, at);
  }

  /** The 16 bits at a place in the window, without sign. */
  int unsignedShort(int at) {
    return Short.toUnsignedInt(
        bigEndian ? (short) BIG_SHORT.get(bytes, at) : (short) LITTLE_SHORT.get(bytes, at));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
