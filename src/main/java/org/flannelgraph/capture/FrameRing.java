package org.flannelgraph.capture;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bounded room between the thread that captures and the one that looks. One thread puts frames
 * in and never waits: what finds no room is refused, and the one who put it counts it. One thread
 * takes them out, in order. Frames lie in one array, each in one piece.
 *
 * <p>What describes a frame is in the arrays at {@code number & mask}. Numbers below {@code
 * published} belong to the taker, until they are below {@code taken}; the others to the putter.
 */
final class FrameRing {
  private static final int OUT = 1;
  private static final int CHECKSUM_NOT_READY = 2;

  private final int mask;
  private final CaptureInterface[] places;
  private final long[] times;
  private final long[] drops;
  private final long[] ends;
  private final int[] offsets;
  private final int[] captured;
  private final int[] wire;
  private final byte[] flags;
  private final byte[] bytes;

  // The putter's.
  private long put;
  private long written;

  // The taker's.
  private long next;
  private long available;

  // What both look at.
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private volatile @Nullable Thread waiting;
  private volatile boolean closed;

  /**
   * @param frames how many frames it holds at most, a power of 2
   * @param size how many bytes they may have together
   */
  FrameRing(int frames, int size) {
    mask = frames - 1;
    places = new CaptureInterface[frames];
    times = new long[frames];
    drops = new long[frames];
    ends = new long[frames];
    offsets = new int[frames];
    captured = new int[frames];
    wire = new int[frames];
    flags = new byte[frames];
    bytes = new byte[size];
  }

  /** The array in which frames lie. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Finds room for a frame. The putter writes its bytes there, then calls {@link #put}.
   *
   * @return where in {@link #bytes}; -1 if there is no room
   */
  int room(int length) {
    long took = taken.getAcquire();
    long freed = took == 0 ? 0 : ends[(int) (took - 1) & mask];
    int at = (int) (written % bytes.length);
    long start = at + length > bytes.length ? written + bytes.length - at : written;
    boolean fits = put - took <= mask && start + length - freed <= bytes.length;
    return fits ? (int) (start % bytes.length) : -1;
  }

  /**
   * Puts the frame in whose bytes are where {@link #room} said. It is seen after {@link #publish}.
   */
  void put(
      CaptureInterface place,
      long time,
      boolean out,
      boolean checksumNotReady,
      long droppedBefore,
      int offset,
      int capturedLength,
      int wireLength) {
    int slot = (int) put++ & mask;
    int at = (int) (written % bytes.length);
    written += (offset == at ? 0 : bytes.length - at) + capturedLength;
    places[slot] = place;
    times[slot] = time;
    drops[slot] = droppedBefore;
    ends[slot] = written;
    offsets[slot] = offset;
    captured[slot] = capturedLength;
    wire[slot] = wireLength;
    flags[slot] = (byte) ((out ? OUT : 0) | (checksumNotReady ? CHECKSUM_NOT_READY : 0));
  }

  /** Lets the taker see what was put in, and wakes it. */
  void publish() {
    if (published.getAcquire() != put) {
      published.set(put);
      wake();
    }
  }

  /** Lets the taker wait no more: nothing more will be put in. */
  void close() {
    closed = true;
    wake();
  }

  private void wake() {
    Thread thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Takes the next frame; the one before it is given up.
   *
   * @param nanos the longest wait
   * @return false if none came, or the ring was closed and is empty
   */
  boolean take(FrameCursor frame, long nanos) {
    taken.setRelease(next);
    if (next == available && !await(nanos)) {
      return false;
    }
    int slot = (int) next++ & mask;
    frame.advance();
    frame.where = places[slot];
    frame.time = times[slot];
    frame.direction = (flags[slot] & OUT) != 0 ? Direction.OUT : Direction.IN;
    frame.checksumNotReady = (flags[slot] & CHECKSUM_NOT_READY) != 0;
    frame.droppedBefore = drops[slot];
    frame.bytes = bytes;
    frame.offset = offsets[slot];
    frame.capturedLength = captured[slot];
    frame.wireLength = wire[slot];
    return true;
  }

  private boolean await(long nanos) {
    available = published.getAcquire();
    if (next != available || nanos <= 0) {
      return next != available;
    }
    long deadline = System.nanoTime() + nanos;
    waiting = Thread.currentThread();
    try {
      for (long rest = nanos; rest > 0 && !closed; rest = deadline - System.nanoTime()) {
        available = published.get();
        if (next != available || Thread.currentThread().isInterrupted()) {
          break;
        }
        LockSupport.parkNanos(this, rest);
      }
    } finally {
      waiting = null;
    }
    available = published.get();
    return next != available;
  }
}
