package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.util.concurrent.atomic.AtomicBoolean;

/** A file descriptor of this process: closed exactly once. */
public final class Descriptor implements AutoCloseable {
  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Descriptor(int number) {
    this.number = number;
  }

  /**
   * Opens a file, closed on exec.
   *
   * @param flags O_ flags of fcntl.h
   * @throws KernelException naming the path
   */
  public static Descriptor open(String path, int flags) {
    return check(LIBC.open(path, flags | Libc.O_CLOEXEC, 0644), "open " + path);
  }

  /**
   * Takes the result of a call that makes a descriptor.
   *
   * @throws KernelException if the result says failure
   */
  public static Descriptor check(int result, String attempt) {
    if (result < 0) {
      throw new KernelException(attempt, Errno.last());
    }
    return new Descriptor(result);
  }

  /** Its number, for a call; once it is closed, one that no call takes. */
  public int number() {
    return closed.get() ? -1 : number;
  }

  /** Whether it has not been closed. */
  public boolean isOpen() {
    return !closed.get();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      LIBC.close(number);
    }
  }
}
