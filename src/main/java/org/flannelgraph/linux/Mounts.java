package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.file.Path;

/** Bind mounts of namespaces on files. */
public final class Mounts {
  private Mounts() {}

  /**
   * Takes a mount from a file and removes the file; the mounted namespace goes once nothing uses
   * it.
   *
   * @throws KernelException if the file can't be removed
   */
  public static void remove(Path file) {
    LIBC.umount2(file.toString(), Libc.MNT_DETACH);
    if (LIBC.unlink(file.toString()) < 0) {
      throw new KernelException("remove " + file, Errno.last());
    }
  }
}
