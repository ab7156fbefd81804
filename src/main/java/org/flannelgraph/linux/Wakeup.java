package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.ByteBuffer;

/** Ends the wait of a thread in {@link Poll} or {@link Epoll} from another thread (eventfd(2)). */
public final class Wakeup implements AutoCloseable {
  private static final int EFD_NONBLOCK = 0x800;
  private static final int EFD_CLOEXEC = 0x80000;

  private final Descriptor descriptor =
      Descriptor.check(LIBC.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "make an eventfd");

  /** Its number, for {@link Poll}: it can be read once somebody has called {@link #wake}. */
  public int descriptor() {
    return descriptor.number();
  }

  /** Wakes the thread that waits, or the next one that will. */
  public synchronized void wake() {
    // No counter overflows that is read after each wait; a closed one has nobody to wake.
    LIBC.write(descriptor(), ByteBuffer.allocateDirect(Long.BYTES).put(0, (byte) 1), Long.BYTES);
  }

  /** Takes note, so that the next wait lasts. */
  public void clear() {
    LIBC.read(descriptor(), ByteBuffer.allocateDirect(Long.BYTES), Long.BYTES);
  }

  @Override
  public synchronized void close() {
    descriptor.close();
  }
}
