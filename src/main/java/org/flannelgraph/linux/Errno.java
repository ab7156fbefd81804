package org.flannelgraph.linux;

import java.util.Map;
import java.util.TreeMap;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;

/**
 * An error number of the kernel with its name.
 *
 * @param number positive, as in asm-generic/errno.h
 */
public record Errno(int number) {
  private static final Map<Integer, String> NAMES = names();

  public static final Errno ENOENT = new Errno(2);
  public static final Errno ESRCH = new Errno(3);
  public static final Errno EINTR = new Errno(4);
  public static final Errno EAGAIN = new Errno(11);
  public static final Errno EBUSY = new Errno(16);
  public static final Errno EEXIST = new Errno(17);
  public static final Errno ENODEV = new Errno(19);
  public static final Errno ENOTDIR = new Errno(20);
  public static final Errno EINVAL = new Errno(22);
  public static final Errno EOPNOTSUPP = new Errno(95);
  public static final Errno EMSGSIZE = new Errno(90);
  public static final Errno EADDRNOTAVAIL = new Errno(99);
  public static final Errno ENETDOWN = new Errno(100);
  public static final Errno ECONNRESET = new Errno(104);
  public static final Errno ENOBUFS = new Errno(105);
  public static final Errno ECONNREFUSED = new Errno(111);
  public static final Errno EINPROGRESS = new Errno(115);

  /** The error of the last failed call on this thread. */
  public static Errno last() {
    return new Errno(LastError.getLastError(Runtime.getSystemRuntime()));
  }

  /** Its name, as ENODEV; an unknown one is printed as its number. */
  public String name() {
    return NAMES.getOrDefault(number, "errno " + number);
  }

  /** The C library's words for it. */
  public String text() {
    return Libc.LIBC.strerror(number);
  }

  @Override
  public String toString() {
    return text() + " (" + name() + ")";
  }

  private static Map<Integer, String> names() {
    String table =
        "1 EPERM 2 ENOENT 3 ESRCH 4 EINTR 5 EIO 6 ENXIO 7 E2BIG 9 EBADF 11 EAGAIN 12 ENOMEM"
            + " 13 EACCES 14 EFAULT 16 EBUSY 17 EEXIST 18 EXDEV 19 ENODEV 20 ENOTDIR 21 EISDIR"
            + " 22 EINVAL 23 ENFILE 24 EMFILE 25 ENOTTY 28 ENOSPC 30 EROFS 32 EPIPE 34 ERANGE"
            + " 36 ENAMETOOLONG 38 ENOSYS 39 ENOTEMPTY 61 ENODATA 71 EPROTO 88 ENOTSOCK"
            + " 90 EMSGSIZE 92 ENOPROTOOPT 93 EPROTONOSUPPORT 95 EOPNOTSUPP 97 EAFNOSUPPORT"
            + " 98 EADDRINUSE 99 EADDRNOTAVAIL 100 ENETDOWN 101 ENETUNREACH 104 ECONNRESET"
            + " 105 ENOBUFS 106 EISCONN 107 ENOTCONN 110 ETIMEDOUT 111 ECONNREFUSED 112 EHOSTDOWN"
            + " 113 EHOSTUNREACH 114 EALREADY 115 EINPROGRESS";
    Map<Integer, String> names = new TreeMap<>();
    String[] words = table.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      names.put(Integer.valueOf(words[i]), words[i + 1]);
    }
    return names;
  }
}
