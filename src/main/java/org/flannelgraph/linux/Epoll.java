package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Waits for many descriptors at once (epoll(7)), level-triggered: what is not read to its end is
 * ready again. One thread waits; others may add, remove and {@link #wake}.
 *
 * <p>struct epoll_event: u32 events, then the token of 64 bits, packed on x86-64 alone.
 */
public final class Epoll implements AutoCloseable {
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int MOST = 256;

  private static final boolean PACKED = System.getProperty("os.arch").matches("amd64|x86_64");
  private static final int TOKEN = PACKED ? 4 : 8;
  private static final int EVENT = PACKED ? 12 : 16;
  private static final long WAKE = Long.MIN_VALUE;

  private final Descriptor epoll;
  private final Wakeup wakeup;
  private final ByteBuffer events = direct(MOST * EVENT);
  private int ready;

  /** Waits for nothing yet. */
  public Epoll() {
    epoll = Descriptor.check(LIBC.epoll_create1(EPOLL_CLOEXEC), "make an epoll descriptor");
    try {
      wakeup = new Wakeup();
      add(wakeup.descriptor(), WAKE);
    } catch (KernelException refused) {
      epoll.close();
      throw refused;
    }
  }

  /**
   * Waits for one more descriptor.
   *
   * @param token what {@link #token} says when it can be read; not {@link Long#MIN_VALUE}
   */
  public void add(int descriptor, long token) {
    ByteBuffer event = direct(EVENT).putInt(0, EPOLLIN).putLong(TOKEN, token);
    if (LIBC.epoll_ctl(epoll.number(), EPOLL_CTL_ADD, descriptor, event) < 0) {
      throw new KernelException("wait for descriptor " + descriptor + " (epoll)", Errno.last());
    }
  }

  /** Waits for it no more; one that was closed is not waited for anyway. */
  public void remove(int descriptor) {
    LIBC.epoll_ctl(epoll.number(), EPOLL_CTL_DEL, descriptor, null);
  }

  /**
   * Waits until something can be read, has failed, or {@link #wake} was called.
   *
   * @param millis the longest wait; -1 waits for ever
   * @return how many are ready, besides a wake; ask {@link #token} for each
   */
  public int await(int millis) {
    int count = LIBC.epoll_wait(epoll.number(), events, MOST, millis);
    ready = 0;
    for (int i = 0; i < count; i++) {
      long token = events.getLong(i * EVENT + TOKEN);
      if (token == WAKE) {
        wakeup.clear();
      } else {
        events.putLong(ready++ * EVENT + TOKEN, token);
      }
    }
    return ready;
  }

  /** The token of one that the last {@link #await} found ready. */
  public long token(int position) {
    return events.getLong(position * EVENT + TOKEN);
  }

  /** Lets {@link #await} return, now or when it is next called. From any thread. */
  public void wake() {
    wakeup.wake();
  }

  private static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    wakeup.close();
    epoll.close();
  }
}
