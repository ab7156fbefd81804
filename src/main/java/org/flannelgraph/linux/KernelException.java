package org.flannelgraph.linux;

import org.jspecify.annotations.Nullable;

/** The kernel said no: what was tried, and the kernel's own words. */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Errno errno;

  /**
   * @param attempt what was tried, on what, as {@code open /run/netns/red}
   * @param errno what the kernel answered
   */
  public KernelException(String attempt, Errno errno) {
    this(attempt, errno, "");
  }

  /**
   * @param explanation what the kernel added in words (its extended ack), or empty
   */
  public KernelException(String attempt, Errno errno, String explanation) {
    super(attempt + ": " + errno + (explanation.isEmpty() ? "" : ". The kernel: " + explanation));
    this.errno = errno;
  }

  /** For what failed without an error number, as a reply that is no valid message. */
  public KernelException(String message) {
    super(message);
    this.errno = null;
  }

  /** For a failure that came from another one. */
  public KernelException(String message, Throwable cause) {
    super(message, cause);
    this.errno = cause instanceof KernelException kernel ? kernel.errno : null;
  }

  /** Whether the kernel's answer was this error. */
  public boolean is(Errno other) {
    return other.equals(errno);
  }
}
