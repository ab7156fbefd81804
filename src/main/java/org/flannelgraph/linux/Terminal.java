package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A terminal of this process, and pseudo-terminals (pty(7), tty_ioctl(4)). */
public final class Terminal {
  private static final int TCSANOW = 0;
  private static final long TIOCGWINSZ = 0x5413;
  private static final long TIOCSWINSZ = 0x5414;

  /** More than struct termios has. */
  private static final int SETTINGS = 128;

  private final int descriptor;

  private Terminal(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Whether a descriptor is a terminal. */
  public static boolean is(int descriptor) {
    return LIBC.isatty(descriptor) == 1;
  }

  /** The terminal that a descriptor is. */
  public static Terminal of(int descriptor) {
    return new Terminal(descriptor);
  }

  /** A terminal's two ends: what is written to one is what the other's program reads. */
  public record Pair(Descriptor near, Descriptor far) implements AutoCloseable {
    @Override
    public void close() {
      far.close();
      near.close();
    }
  }

  /** Makes a pseudo-terminal. */
  public static Pair open() {
    Descriptor near =
        Descriptor.check(
            LIBC.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC),
            "open a pseudo-terminal");
    try {
      check(LIBC.grantpt(near.number()), "grant a pseudo-terminal");
      check(LIBC.unlockpt(near.number()), "unlock a pseudo-terminal");
      ByteBuffer name = ByteBuffer.allocateDirect(256);
      check(-LIBC.ptsname_r(near.number(), name, name.capacity()), "name a pseudo-terminal");
      String path = StandardCharsets.US_ASCII.decode(name).toString();
      return new Pair(
          near,
          Descriptor.open(path.substring(0, path.indexOf('\0')), Libc.O_RDWR | Libc.O_NOCTTY));
    } catch (KernelException refused) {
      near.close();
      throw refused;
    }
  }

  /** Hands every key on as it is typed, Ctrl-C too; the result restores what was. */
  public Runnable raw() {
    ByteBuffer before = settings();
    ByteBuffer raw = settings();
    LIBC.cfmakeraw(raw);
    check(LIBC.tcsetattr(descriptor, TCSANOW, raw), "make the terminal raw");
    return () -> LIBC.tcsetattr(descriptor, TCSANOW, before);
  }

  private ByteBuffer settings() {
    ByteBuffer settings = ByteBuffer.allocateDirect(SETTINGS);
    check(LIBC.tcgetattr(descriptor, settings), "read the terminal's settings");
    return settings;
  }

  /** Its size: struct winsize, u16 rows, columns and two more, as one number. */
  public long size() {
    ByteBuffer size = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
    LIBC.ioctl(descriptor, TIOCGWINSZ, size);
    return size.getLong(0);
  }

  /** Takes another terminal's size; the programs in it hear of it (SIGWINCH). */
  public void resize(long size) {
    ByteBuffer argument = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
    LIBC.ioctl(descriptor, TIOCSWINSZ, argument.putLong(0, size));
  }

  private static void check(int result, String attempt) {
    if (result < 0) {
      throw new KernelException(attempt, Errno.last());
    }
  }
}
