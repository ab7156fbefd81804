package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
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

  /** Standard input, output or error: 0, 1 or 2. */
  public static Descriptor standard(int number) {
    return new Descriptor(number);
  }

  /** Takes over one that the kernel handed to this process. */
  static Descriptor received(int number) {
    return new Descriptor(number);
  }

  /**
   * What is written to the stream goes to the descriptor at once; closing the stream leaves the
   * descriptor open.
   */
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        Descriptor.this.write(bytes, offset, length);
      }
    };
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(length).put(bytes, offset, length).flip();
    while (buffer.hasRemaining()) {
      long written = LIBC.write(number, buffer.slice(), buffer.remaining());
      if (written >= 0) {
        buffer.position(buffer.position() + (int) written);
      } else {
        Errno errno = Errno.last();
        if (!errno.equals(Errno.EINTR)) {
          throw new IOException("write to descriptor " + number + ": " + errno);
        }
      }
    }
  }

  /**
   * Reads what there is, waiting until there is something.
   *
   * @param bytes direct, at position 0
   * @return how many bytes were read; 0 at the end, also at that of a terminal nobody writes to
   */
  public int read(ByteBuffer bytes) {
    long length;
    Errno errno = Errno.EINTR;
    do {
      length = LIBC.read(number, bytes, bytes.capacity());
      if (length < 0) {
        errno = Errno.last();
      }
    } while (length < 0 && errno.equals(Errno.EINTR));
    return (int) Math.max(0, length);
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
