package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.flannelgraph.linux.route.Family;

/**
 * A raw socket for ICMP (RFC 792) or ICMPv6 (RFC 4443) echoes. It stays in the namespace in which
 * it was opened, sees every echo request and reply that reaches that namespace, and never waits.
 */
public final class IcmpSocket implements AutoCloseable {
  private static final int SOCK_RAW = 3;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int ECHO_HEADER = 8;
  private static final int LONGEST = 65_535;

  /**
   * An echo request or reply.
   *
   * @param peer whence it came, or where it goes
   * @param identifier 16 bits
   * @param sequence 16 bits
   * @param data the first eight bytes after the header
   */
  public record Echo(boolean request, InetAddress peer, int identifier, int sequence, long data) {}

  private final Descriptor descriptor;
  private final boolean ipv6;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(2048);
  private final ByteBuffer address =
      ByteBuffer.allocateDirect(SocketAddress.LENGTH).order(ByteOrder.nativeOrder());
  private final ByteBuffer addressLength =
      ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());

  private IcmpSocket(Descriptor descriptor, boolean ipv6) {
    this.descriptor = descriptor;
    this.ipv6 = ipv6;
  }

  /** Opens a socket in a namespace. */
  public static IcmpSocket open(NetworkNamespace namespace, boolean ipv6) {
    return namespace.inside(
        () ->
            new IcmpSocket(
                Descriptor.check(
                    LIBC.socket(
                        ipv6 ? Family.AF_INET6 : Family.AF_INET,
                        SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC,
                        ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP),
                    "open a raw ICMP socket in " + namespace.name()),
                ipv6));
  }

  /** Its number, for {@link Poll}. */
  public int descriptor() {
    return descriptor.number();
  }

  /**
   * Sends an echo request with eight bytes of data.
   *
   * @return the kernel's refusal, as ENETUNREACH, if it did not take it
   */
  public Optional<Errno> send(Echo echo) {
    bytes.clear();
    bytes.put((byte) (ipv6 ? 128 : 8)).put((byte) 0).putShort((short) 0);
    bytes.putShort((short) echo.identifier).putShort((short) echo.sequence).putLong(echo.data);
    bytes.flip();
    if (!ipv6) {
      bytes.putShort(2, checksum(bytes)); // the kernel fills ICMPv6's
    }
    long sent =
        LIBC.sendto(
            descriptor.number(),
            bytes,
            bytes.limit(),
            0,
            SocketAddress.of(echo.peer),
            ipv6 ? 28 : 16);
    return sent < 0 ? Optional.of(Errno.last()) : Optional.empty();
  }

  /** The next echo that has arrived, if there is one; other ICMP messages are passed over. */
  public Optional<Echo> receive() {
    while (true) {
      addressLength.putInt(0, SocketAddress.LENGTH);
      bytes.clear();
      long length =
          LIBC.recvfrom(descriptor.number(), bytes, bytes.capacity(), 0, address, addressLength);
      if (length < 0) {
        return Optional.empty();
      }
      Optional<Echo> echo = read((int) Math.min(length, LONGEST));
      if (echo.isPresent()) {
        return echo;
      }
    }
  }

  private Optional<Echo> read(int length) {
    int start = ipv6 ? 0 : (bytes.get(0) & 0xf) * 4; // IPv4's raw sockets see the IP header
    if (length < start + ECHO_HEADER + Long.BYTES) {
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
            SocketAddress.read(address),
            Short.toUnsignedInt(bytes.getShort(start + 4)),
            Short.toUnsignedInt(bytes.getShort(start + 6)),
            bytes.getLong(start + ECHO_HEADER)));
  }

  /** RFC 1071. */
  private static short checksum(ByteBuffer message) {
    int sum = 0;
    for (int i = 0; i < message.limit(); i += 2) {
      sum += Short.toUnsignedInt(message.getShort(i));
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return (short) ~(sum + (sum >>> 16));
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
