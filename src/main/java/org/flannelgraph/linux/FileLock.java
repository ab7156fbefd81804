package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.file.Path;

/** Asks for locks of flock(2), which the kernel drops when their last holder dies. */
public final class FileLock {
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;

  private FileLock() {}

  /** Whether some process holds a lock on a file; false if there is no such file. */
  public static boolean isHeld(Path file) {
    try (Descriptor descriptor = Descriptor.open(file.toString(), Libc.O_RDONLY)) {
      return LIBC.flock(descriptor.number(), LOCK_EX | LOCK_NB) < 0
          && Errno.last().equals(Errno.EAGAIN);
    } catch (KernelException absent) {
      return false;
    }
  }
}
