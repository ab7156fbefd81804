package org.flannelgraph.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A raw socket for ICMP (RFC 792) or ICMPv6 (RFC 4443) echoes. It stays in the namespace in which
 * it was opened, sees every echo request and reply that reaches that namespace, and never waits.
 */
public final class IcmpSocket implements AutoCloseable {
  /** An IPv4 packet of 65,535 bytes, less its header and the echo's. */
  public static final int LARGEST_PAYLOAD = 65_507;

  private static final int ECHO_HEADER = 8;

  /** IPv4 with all its options, and an echo's header. */
  private static final int HEADERS = 60 + ECHO_HEADER;

  /**
   * An echo request or reply.
   *
   * @param peer whence it came, or where it goes
   * @param identifier 16 bits
   * @param sequence 16 bits
   * @param payload how many bytes follow the header
   * @param data the first eight of them; 0 if they are fewer
   */
  public record Echo(
      boolean request, InetAddress peer, int identifier, int sequence, int payload, long data) {}

  private final InternetSocket socket;
  private final boolean ipv6;
  private final ByteBuffer bytes;

  private IcmpSocket(InternetSocket socket, boolean ipv6, int payload) {
    this.socket = socket;
    this.ipv6 = ipv6;
    bytes = ByteBuffer.allocateDirect(HEADERS + payload);
  }

  /**
   * Opens a socket in a namespace.
   *
   * @param payload the most bytes that an echo of it carries, 0 to {@link #LARGEST_PAYLOAD}
   */
  public static IcmpSocket open(NetworkNamespace namespace, boolean ipv6, int payload) {
    return new IcmpSocket(
        InternetSocket.open(namespace, InternetSocket.Kind.ICMP, ipv6), ipv6, payload);
  }

  /** Its number, for {@link Poll}. */
  public int descriptor() {
    return socket.descriptor();
  }

  /** What is below it: its options and errors. */
  public InternetSocket socket() {
    return socket;
  }

  /**
   * Sends an echo request. What follows its first eight bytes of data counts up, as ping's does.
   *
   * @return the kernel's refusal, as ENETUNREACH, if it did not take it
   */
  public Optional<Errno> send(Echo echo) {
    bytes.clear().limit(ECHO_HEADER + echo.payload);
    bytes.put((byte) (ipv6 ? 128 : 8)).put((byte) 0).putShort((short) 0);
    bytes.putShort((short) echo.identifier).putShort((short) echo.sequence);
    if (echo.payload >= Long.BYTES) {
      bytes.putLong(echo.data);
    }
    while (bytes.hasRemaining()) {
      bytes.put((byte) bytes.position());
    }
    bytes.flip();
    if (!ipv6) {
      bytes.putShort(2, checksum(bytes)); // the kernel fills ICMPv6's
    }
    return socket.sendTo(bytes, echo.peer);
  }

  /** The next echo that has arrived, if there is one; other ICMP messages are passed over. */
  public Optional<Echo> receive() {
    while (true) {
      int length = socket.receiveFrom(bytes);
      if (length < 0) {
        return Optional.empty();
      }
      Optional<Echo> echo = read(length);
      if (echo.isPresent()) {
        return echo;
      }
    }
  }

  private Optional<Echo> read(int length) {
    int start = ipv6 ? 0 : (bytes.get(0) & 0xf) * 4; // IPv4's raw sockets see the IP header
    int payload = length - start - ECHO_HEADER;
    if (payload < 0) {
      return Optional.empty();
    }
    int type = Byte.toUnsignedInt(bytes.get(start));
    boolean request = type == (ipv6 ? 128 : 8);
    boolean reply = type == (ipv6 ? 129 : 0);
    if (!request && !reply) {
      return Optional.empty();
    }
    return Optional.of(
        new Echo(
            request,
            socket.sender(),
            Short.toUnsignedInt(bytes.getShort(start + 4)),
            Short.toUnsignedInt(bytes.getShort(start + 6)),
            payload,
            payload < Long.BYTES ? 0 : bytes.getLong(start + ECHO_HEADER)));
  }

  /** RFC 1071. */
  private static short checksum(ByteBuffer message) {
    int sum = 0;
    for (int i = 0; i + 1 < message.limit(); i += 2) {
      sum += Short.toUnsignedInt(message.getShort(i));
    }
    if (message.limit() % 2 != 0) {
      sum += Byte.toUnsignedInt(message.get(message.limit() - 1)) << 8;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return (short) ~(sum + (sum >>> 16));
  }

  @Override
  public void close() {
    socket.close();
  }
}
