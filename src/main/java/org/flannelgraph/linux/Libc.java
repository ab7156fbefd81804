package org.flannelgraph.linux;

import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * The C library's functions that this program calls, by their own names. Buffers are direct; a
 * direct buffer is passed as its address plus its position. A result below zero means failure, and
 * {@link Errno#last} must then be read at once, on the same thread: after a success it may still hold
 * an older number.
 */
public interface Libc {
  /** The C library of this process. */
  Libc LIBC = LibraryLoader.create(Libc.class).load("c");

  /** linux/fcntl.h. */
  int O_RDONLY = 0;

  int O_WRONLY = 1;
  int O_CREAT = 0x40;
  int O_EXCL = 0x80;
  int O_CLOEXEC = 0x80000;

  /** linux/sched.h: a new network namespace, or, to setns, that the descriptor must be one. */
  int CLONE_NEWNET = 0x40000000;

  /** sys/mount.h. */
  long MS_BIND = 4096;

  int MNT_DETACH = 2;

  int socket(int domain, int type, int protocol);

  int bind(int descriptor, @In ByteBuffer address, int length);

  int connect(int descriptor, @In ByteBuffer address, int length);

  int getsockname(int descriptor, @Out ByteBuffer address, ByteBuffer length);

  int setsockopt(int descriptor, int level, int name, @In ByteBuffer value, int length);

  int getsockopt(int descriptor, int level, int name, @Out ByteBuffer value, ByteBuffer length);

  @ssize_t
  long send(int descriptor, @In ByteBuffer bytes, @size_t long length, int flags);

  @ssize_t
  long recv(int descriptor, @Out ByteBuffer bytes, @size_t long length, int flags);

  @ssize_t
  long recvmsg(int descriptor, ByteBuffer header, int flags);

  @ssize_t
  long sendto(
      int descriptor,
      @In ByteBuffer bytes,
      @size_t long length,
      int flags,
      @In ByteBuffer address,
      int addressLength);

  @ssize_t
  long recvfrom(
      int descriptor,
      @Out ByteBuffer bytes,
      @size_t long length,
      int flags,
      @Out ByteBuffer address,
      ByteBuffer addressLength);

  @ssize_t
  long write(int descriptor, @In ByteBuffer bytes, @size_t long length);

  @ssize_t
  long read(int descriptor, @Out ByteBuffer bytes, @size_t long length);

  int open(String path, int flags, int mode);

  int close(int descriptor);

  int unlink(String path);

  int setns(int descriptor, int kind);

  int unshare(int flags);

  int mount(String source, String target, String type, long flags, String data);

  int umount2(String target, int flags);

  int eventfd(int value, int flags);

  int poll(ByteBuffer descriptors, long count, int timeoutMillis);

  String strerror(int errno);
}
