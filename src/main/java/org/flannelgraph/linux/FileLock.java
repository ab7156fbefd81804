package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.file.Path;

/** Asks for locks of flock(2), which the kernel drops when their last holder dies. */
public final class FileLock {
  private static final int LOCK_SH = 1;
  private static final int LOCK_NB = 4;

  private FileLock() {}

  /**
   * Whether some process holds an exclusive lock on a file; false if there is no such file. Two
   * that ask at once do not take each other for the holder.
   *
   * @throws KernelException if that can't be told: who asks must not take it for a no
   */
  public static boolean isHeld(Path file) {
    try (Descriptor descriptor = Descriptor.open(file.toString(), Libc.O_RDONLY)) {
      if (LIBC.flock(descriptor.number(), LOCK_SH | LOCK_NB) == 0) {
        return false;
      }
      Errno errno = Errno.last();
      if (errno.equals(Errno.EAGAIN)) {
        return true;
      }
      throw new KernelException("ask who has locked (flock) " + file, errno);
    } catch (KernelException failed) {
      if (failed.is(Errno.ENOENT) || failed.is(Errno.ENOTDIR)) {
        return false;
      }
      throw failed;
    }
  }
}
