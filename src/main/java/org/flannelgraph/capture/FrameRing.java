package org.flannelgraph.capture;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bounded room between the thread that captures and the one that looks. One thread puts frames
 * in and never waits: what finds no room is refused, and the one who put it counts it. One thread
 * takes them out, in order. Frames lie in segments, each frame in one piece. A segment is made when
 * it is first needed, and a ring that was emptied begins at its front again, so that one that
 * always has few frames takes little memory, however much it may have.
 *
 * <p>What describes the frame of a number is in the arrays at {@code order[number & mask]}. Numbers
 * below {@code published} belong to the taker, until they are below {@code taken}; the others to
 * the putter. When number n - 1 is taken, {@code frees[n - 1 & mask]} numbers and {@code ends[n - 1
 * & mask]} bytes have been given up in all.
 */
final class FrameRing {
  private static final int OUT = 1;
  private static final int CHECKSUM_NOT_READY = 2;

  private static final int LONGEST_SEGMENT = 1 << 20;

  /** A key to sort by is a time and, in its lowest bits, a place. */
  private static final int INDEX_BITS = 17;

  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;
  private static final long LONGEST_ROUND = (1L << (62 - INDEX_BITS)) - 1;

  private final int mask;
  private final CaptureInterface[] places;
  private final long[] times;
  private final long[] drops;
  private final long[] frees;
  private final long[] ends;
  private final int[] offsets;
  private final int[] captured;
  private final int[] wire;
  private final byte[] flags;
  private final int[] order;
  private final byte[] @Nullable [] segments;
  private final int segmentLength;
  private final long capacity;

  // The putter's.
  private long[] keys = new long[1024];
  private long put;
  private long written;
  private long found;
  private long lastTaken;
  private long freedFrames;
  private long freedBytes;

  /** Since the last publish: where it was, the latest time, and whether times only grew. */
  private long begun;

  private long latest;
  private boolean inOrder = true;

  // The taker's.
  private long next;
  private long available;

  // What both look at.
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private volatile @Nullable Thread waiting;
  private volatile boolean closed;

  /**
   * @param frames how many frames it holds at most, a power of 2 up to 2 to the 17th
   * @param size how many bytes they may have together; is rounded up to whole segments
   */
  FrameRing(int frames, int size) {
    mask = frames - 1;
    places = new CaptureInterface[frames];
    times = new long[frames];
    drops = new long[frames];
    frees = new long[frames];
    ends = new long[frames];
    offsets = new int[frames];
    captured = new int[frames];
    wire = new int[frames];
    flags = new byte[frames];
    order = new int[frames];
    segmentLength = Math.min(size, LONGEST_SEGMENT);
    segments = new byte[Math.ceilDiv(size, segmentLength)][];
    capacity = (long) segments.length * segmentLength;
  }

  /** The array in which is the room that was found last. */
  byte[] bytes() {
    return segment(found);
  }

  private byte[] segment(long position) {
    int number = (int) (position % capacity / segmentLength);
    byte[] segment = segments[number];
    if (segment == null) {
      segment = new byte[segmentLength];
      segments[number] = segment;
    }
    return segment;
  }

  /**
   * Finds room for a frame. The putter writes its bytes there, then calls {@link #put}.
   *
   * @return where in {@link #bytes}; -1 if there is no room
   */
  int room(int length) {
    long took = taken.getAcquire();
    if (took != lastTaken) {
      lastTaken = took;
      freedFrames = frees[slot(took - 1)];
      freedBytes = ends[slot(took - 1)];
    }
    if (freedFrames == put) {
      written = Math.ceilDiv(written, capacity) * capacity;
      freedBytes = written;
      begun = written;
    }
    int at = (int) (written % segmentLength);
    found = at + length > segmentLength ? written + segmentLength - at : written;
    boolean fits = put - freedFrames <= mask && found + length - freedBytes <= capacity;
    return fits ? (int) (found % segmentLength) : -1;
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
      int capturedLength,
      int wireLength) {
    int slot = slot(put++);
    order[slot] = slot;
    frees[slot] = put;
    inOrder &= time >= latest;
    latest = Math.max(latest, time);
    written = found + capturedLength;
    places[slot] = place;
    times[slot] = time;
    drops[slot] = droppedBefore;
    ends[slot] = written;
    offsets[slot] = (int) (found % capacity);
    captured[slot] = capturedLength;
    wire[slot] = wireLength;
    flags[slot] = (byte) ((out ? OUT : 0) | (checksumNotReady ? CHECKSUM_NOT_READY : 0));
  }

  /**
   * Lets the taker see what was put in since the last time, in order of time, and wakes it. Frames
   * of several interfaces are put in one interface after the other.
   */
  void publish() {
    long before = published.getPlain();
    if (before != put) {
      if (!inOrder) {
        sort(before);
      }
      latest = 0;
      inOrder = true;
      begun = written;
      published.set(put);
      wake();
    }
  }

  /**
   * Lets frames be taken in order of time, equal ones in the order in which they were put in. Their
   * room is then given up all at once, with the last of them.
   */
  private void sort(long from) {
    int count = (int) (put - from);
    if (keys.length < count) {
      keys = new long[Math.max(count, 2 * keys.length)];
    }
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      earliest = Math.min(earliest, times[slot(from + i)]);
    }
    for (int i = 0; i < count; i++) {
      long later = Math.min(times[slot(from + i)] - earliest, LONGEST_ROUND);
      keys[i] = (later << INDEX_BITS) | i;
    }
    Arrays.sort(keys, 0, count);
    for (int i = 0; i < count; i++) {
      order[slot(from + i)] = slot(from + (keys[i] & INDEX_MASK));
      if (i < count - 1) {
        frees[slot(from + i)] = from;
        ends[slot(from + i)] = begun;
      }
    }
  }

  private int slot(long number) {
    return (int) number & mask;
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
    int slot = order[slot(next++)];
    frame.advance();
    frame.where = places[slot];
    frame.time = times[slot];
    frame.direction = (flags[slot] & OUT) != 0 ? Direction.OUT : Direction.IN;
    frame.checksumNotReady = (flags[slot] & CHECKSUM_NOT_READY) != 0;
    frame.droppedBefore = drops[slot];
    frame.bytes = segment(offsets[slot]);
    frame.offset = offsets[slot] % segmentLength;
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
