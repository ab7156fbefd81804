package org.flannelgraph.linux;

import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.jspecify.annotations.Nullable;

/**
 * The C library's functions that this program calls, by their own names. Buffers are direct; a
 * direct buffer is passed as its address plus its position. A result below zero means failure, and
 * {@link Errno#last} must then be read at once, on the same thread: after a success it may still
 * hold an older number.
 */
public interface Libc {
  /** The C library of this process. */
  Libc LIBC = LibraryLoader.create(Libc.class).load("c");

  /** linux/fcntl.h. */
  int O_RDONLY = 0;

  int O_WRONLY = 1;
  int O_RDWR = 2;
  int O_NOCTTY = 0x100;
  int O_CREAT = 0x40;
  int O_APPEND = 0x400;
  int O_EXCL = 0x80;
  int O_CLOEXEC = 0x80000;

  /** linux/sched.h: a new network namespace, or, to setns, that the descriptor must be one. */
  int CLONE_NEWNET = 0x40000000;

  /** sys/mount.h. */
  long MS_BIND = 4096;

  long MS_REC = 16384;
  long MS_SHARED = 1 << 20;

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

  int epoll_create1(int flags);

  int epoll_ctl(int epoll, int operation, int descriptor, @Nullable ByteBuffer event);

  int epoll_wait(int epoll, @Out ByteBuffer events, int most, int timeoutMillis);

  int recvmmsg(
      int descriptor, ByteBuffer messages, int most, int flags, @Nullable Pointer timeout);

  int listen(int descriptor, int backlog);

  int shutdown(int descriptor, int how);

  int accept4(int descriptor, @Nullable Pointer address, @Nullable Pointer length, int flags);

  @ssize_t
  long sendmsg(int descriptor, @In ByteBuffer message, int flags);

  int flock(int descriptor, int operation);

  int kill(int process, int signal);

  int waitpid(int process, @Out ByteBuffer status, int options);

  int posix_spawnp(
      @Out ByteBuffer process,
      String file,
      Pointer actions,
      Pointer attributes,
      Pointer arguments,
      Pointer environment);

  int posix_spawn_file_actions_init(Pointer actions);

  int posix_spawn_file_actions_adddup2(Pointer actions, int descriptor, int newDescriptor);

  int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

  int posix_spawn_file_actions_destroy(Pointer actions);

  int posix_spawnattr_init(Pointer attributes);

  int posix_spawnattr_setflags(Pointer attributes, short flags);

  int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

  int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

  int posix_spawnattr_destroy(Pointer attributes);

  int sigfillset(Pointer signals);

  int sigemptyset(Pointer signals);

  int isatty(int descriptor);

  int ioctl(int descriptor, long request, ByteBuffer argument);

  int tcgetattr(int descriptor, @Out ByteBuffer settings);

  int tcsetattr(int descriptor, int when, @In ByteBuffer settings);

  void cfmakeraw(ByteBuffer settings);

  int posix_openpt(int flags);

  int grantpt(int descriptor);

  int unlockpt(int descriptor);

  int ptsname_r(int descriptor, @Out ByteBuffer name, @size_t long length);

  String strerror(int errno);
}
