package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A unix socket that keeps messages whole (SOCK_SEQPACKET; unix(7)) and carries file descriptors
 * with them: a process hands its terminal or pipes to another one.
 */
public final class UnixSocket implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_SEQPACKET = 5;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;
  private static final int SHUT_RDWR = 2;
  private static final int PATH_ROOM = 108;
  private static final int BACKLOG = 16;

  /** The default for net.core.wmem_max, so what a message may have without anybody's leave. */
  private static final int LONGEST_MESSAGE = 200_000;

  /**
   * A message.
   *
   * @param descriptors the receiver's to close
   */
  public record Message(String text, List<Descriptor> descriptors) {}

  private final Descriptor descriptor;

  private UnixSocket(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Listens on a path, which must not exist. */
  public static UnixSocket listen(Path path) {
    UnixSocket socket = open();
    try {
      check(LIBC.bind(socket.number(), address(path), addressLength(path)), "bind " + path);
      check(LIBC.listen(socket.number(), BACKLOG), "listen on " + path);
      return socket;
    } catch (KernelException refused) {
      socket.close();
      throw refused;
    }
  }

  /** Connects to who listens on a path. */
  public static UnixSocket connect(Path path) {
    UnixSocket socket = open();
    try {
      check(
          LIBC.connect(socket.number(), address(path), addressLength(path)), "connect to " + path);
      return socket;
    } catch (KernelException refused) {
      socket.close();
      throw refused;
    }
  }

  /** Waits for who connects. */
  public UnixSocket accept() {
    return new UnixSocket(
        Descriptor.check(LIBC.accept4(number(), null, null, SOCK_CLOEXEC), "accept a connection"));
  }

  /**
   * Sends a message.
   *
   * @throws KernelException if the other side is gone, or the message is over about 200,000 bytes
   */
  public void send(String text, List<Integer> descriptors) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocateDirect(Math.max(1, bytes.length)).put(bytes).flip();
    MessageHeader header = new MessageHeader(payload, descriptors);
    check(
        LIBC.sendmsg(number(), header.structure(), MSG_NOSIGNAL),
        "send " + bytes.length + " bytes");
  }

  /** Waits for a message; empty once the other side has closed. */
  public Optional<Message> receive() {
    ByteBuffer payload = ByteBuffer.allocateDirect(LONGEST_MESSAGE);
    MessageHeader header = new MessageHeader(payload);
    long length;
    Errno errno = Errno.EINTR;
    do {
      length = LIBC.recvmsg(number(), header.structure(), MSG_CMSG_CLOEXEC);
      if (length < 0) {
        errno = Errno.last();
      }
    } while (length < 0 && errno.equals(Errno.EINTR));
    if (length <= 0) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) length];
    payload.get(0, bytes);
    return Optional.of(
        new Message(new String(bytes, StandardCharsets.UTF_8), header.descriptors()));
  }

  private int number() {
    return descriptor.number();
  }

  private static UnixSocket open() {
    return new UnixSocket(
        Descriptor.check(
            LIBC.socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0), "open a unix socket"));
  }

  /** struct sockaddr_un: u16 family, then the path. */
  private static ByteBuffer address(Path path) {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length >= PATH_ROOM) {
      throw new KernelException(
          path + " is too long for a socket, which has room for 107 bytes: set XDG_RUNTIME_DIR");
    }
    ByteBuffer address =
        ByteBuffer.allocateDirect(Short.BYTES + PATH_ROOM).order(ByteOrder.nativeOrder());
    return address.putShort((short) AF_UNIX).put(name).clear();
  }

  private static int addressLength(Path path) {
    return Short.BYTES + path.toString().getBytes(StandardCharsets.UTF_8).length + 1;
  }

  private static void check(long result, String attempt) {
    if (result < 0) {
      throw new KernelException(attempt, Errno.last());
    }
  }

  @Override
  public void close() {
    LIBC.shutdown(number(), SHUT_RDWR); // wakes who waits in accept or receive
    descriptor.close();
  }
}
