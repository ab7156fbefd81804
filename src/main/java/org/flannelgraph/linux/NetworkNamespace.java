package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;
import static org.flannelgraph.linux.Libc.O_CREAT;
import static org.flannelgraph.linux.Libc.O_EXCL;
import static org.flannelgraph.linux.Libc.O_RDONLY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.flannelgraph.linux.netlink.NetlinkSocket;

/**
 * A named network namespace, as {@code ip netns} knows it (a bind mount under /run/netns), with the
 * rtnetlink socket that was opened inside it, so that hardly anything needs to enter it again.
 */
public final class NetworkNamespace implements AutoCloseable {
  private static final int BLOCK = 8192;

  private static final String FOLDER = "/run/netns/";
  private static boolean folderIsShared;

  private final String name;
  private final NamespaceThread thread;
  private final Descriptor descriptor;
  private final NetlinkSocket route;

  private NetworkNamespace(
      String name, NamespaceThread thread, Descriptor descriptor, NetlinkSocket route) {
    this.name = name;
    this.thread = thread;
    this.descriptor = descriptor;
    this.route = route;
  }

  /**
   * Makes a namespace and its name under /run/netns, which must exist.
   *
   * @throws KernelException if the name is taken or the kernel refuses
   */
  public static NetworkNamespace create(NamespaceThread thread, String name) {
    shareFolder();
    String path = FOLDER + name;
    Descriptor.check(
            LIBC.open(path, O_RDONLY | O_CREAT | O_EXCL | Libc.O_CLOEXEC, 0), "create " + path)
        .close();
    try {
      return thread.insideNew(
          () -> {
            if (LIBC.mount("/proc/thread-self/ns/net", path, "none", Libc.MS_BIND, "") < 0) {
              throw new KernelException("mount a network namespace on " + path, Errno.last());
            }
            return here(thread, name);
          });
    } catch (KernelException refused) {
      delete(name);
      throw refused;
    }
  }

  /**
   * Makes the folder of names a shared mount. {@code ip netns add} does the same, and if it came
   * later it would hide the mounts that are in there, which then nobody could take away.
   */
  private static synchronized void shareFolder() {
    if (folderIsShared) {
      return;
    }
    if (LIBC.mount("", FOLDER, "none", Libc.MS_SHARED | Libc.MS_REC, "") < 0) {
      if (LIBC.mount(FOLDER, FOLDER, "none", Libc.MS_BIND | Libc.MS_REC, "") < 0
          || LIBC.mount("", FOLDER, "none", Libc.MS_SHARED | Libc.MS_REC, "") < 0) {
        throw new KernelException("make " + FOLDER + " a shared mount", Errno.last());
      }
    }
    folderIsShared = true;
  }

  /** Opens a namespace that is there already. */
  public static NetworkNamespace open(NamespaceThread thread, String name) {
    try (Descriptor descriptor = Descriptor.open(FOLDER + name, O_RDONLY)) {
      return thread.inside(descriptor, () -> here(thread, name));
    }
  }

  private static NetworkNamespace here(NamespaceThread thread, String name) {
    Descriptor descriptor = Descriptor.open("/proc/thread-self/ns/net", O_RDONLY);
    try {
      return new NetworkNamespace(name, thread, descriptor, NetlinkSocket.route());
    } catch (KernelException refused) {
      descriptor.close();
      throw refused;
    }
  }

  /** Takes the name away; the kernel removes the namespace once nothing holds it. */
  public static void delete(String name) {
    Mounts.remove(Path.of(FOLDER + name));
  }

  public String name() {
    return name;
  }

  /** Its file, which holds it: {@code nsenter --net=PATH} enters it. */
  public String path() {
    return FOLDER + name;
  }

  /** A descriptor of it, for an attribute as IFLA_NET_NS_FD. */
  public int descriptor() {
    return descriptor.number();
  }

  /** What tells it from all others, as {@code net:[4026532008]}. */
  public String identity() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor.number())).toString();
    } catch (IOException closed) {
      throw new KernelException("identify the network namespace " + name, closed);
    }
  }

  /** Whether it has not been closed. */
  public boolean isOpen() {
    return descriptor.isOpen();
  }

  /** Its rtnetlink socket. */
  public NetlinkSocket route() {
    return route;
  }

  /** Runs raw calls inside it, as opening a socket that then stays there. */
  public <T> T inside(Callable<T> visit) {
    return thread.inside(descriptor, visit);
  }

  /**
   * Writes a sysctl of it.
   *
   * @param key as sysctl prints it, with a slash for a dot inside a name: {@code
   *     net.ipv6.conf.flannel/1.accept_ra}
   */
  public void sysctl(String key, String value) {
    String path = sysctlPath(key);
    byte[] text = value.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocateDirect(text.length).put(text).flip();
    inside(
        () -> {
          try (Descriptor file = Descriptor.open(path, Libc.O_WRONLY)) {
            if (LIBC.write(file.number(), bytes, text.length) < 0) {
              throw new KernelException(
                  "write " + value + " to " + path + " in " + name, Errno.last());
            }
            return true;
          }
        });
  }

  /** Reads a sysctl of it, without the closing line feed. */
  public String sysctl(String key) {
    return text(sysctlPath(key)).strip();
  }

  /** Reads a file as a thread in it finds it: of /proc, whose files tell no length before. */
  public String text(String path) {
    return inside(
        () -> {
          StringBuilder text = new StringBuilder();
          ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK);
          try (Descriptor file = Descriptor.open(path, O_RDONLY)) {
            long read = LIBC.read(file.number(), bytes, BLOCK);
            while (read > 0) {
              text.append(StandardCharsets.US_ASCII.decode(bytes.clear().limit((int) read)));
              bytes.clear();
              read = LIBC.read(file.number(), bytes, BLOCK);
            }
            if (read < 0) {
              throw new KernelException("read " + path + " in " + name, Errno.last());
            }
          }
          return text.toString();
        });
  }

  /** /proc/sys/net answers for the namespace of the thread that asks. */
  static String sysctlPath(String key) {
    StringBuilder path = new StringBuilder("/proc/sys/");
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }

  @Override
  public void close() {
    route.close();
    descriptor.close();
  }
}
