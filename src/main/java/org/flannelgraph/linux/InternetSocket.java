package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.flannelgraph.linux.route.Family;

/**
 * A socket of IPv4 or IPv6 (ip(7), ipv6(7)) that stays in the namespace in which it was opened and
 * never waits but in {@link #await}. The JDK's channels don't read error queues, and have neither
 * raw sockets nor all of the options.
 */
public final class InternetSocket implements AutoCloseable {
  /** What it speaks. */
  public enum Kind {
    TCP(1, 6, 6),
    UDP(2, 17, 17),
    /** ICMP or ICMPv6 on a raw socket, which needs CAP_NET_RAW. */
    ICMP(3, 1, 58);

    private final int type;
    private final int protocol;
    private final int protocol6;

    Kind(int type, int protocol, int protocol6) {
      this.type = type;
      this.protocol = protocol;
      this.protocol6 = protocol6;
    }
  }

  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_IP = 0;
  private static final int SOL_IPV6 = 41;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ERROR = 4;
  private static final int IP_MTU_DISCOVER = 10;
  private static final int IP_RECVERR = 11;
  private static final int IPV6_MTU_DISCOVER = 23;
  private static final int IPV6_RECVERR = 25;
  private static final int PMTUDISC_DONT = 0;
  private static final int PMTUDISC_WANT = 1;
  private static final int PMTUDISC_DO = 2;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_ERRQUEUE = 0x2000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int SHUT_WR = 1;

  /** A quoted transport header at the least (RFC 792); what more is quoted is let go. */
  private static final int QUOTE = 64;

  /** Its header, struct sock_extended_err and the longer socket address, and room to spare. */
  private static final int CONTROL = 128;

  private final Descriptor descriptor;
  private final String where;
  private final boolean ipv6;
  private final ByteBuffer address = direct(SocketAddress.LENGTH);
  private final ByteBuffer length = direct(Integer.BYTES);

  private InternetSocket(Descriptor descriptor, String where, boolean ipv6) {
    this.descriptor = descriptor;
    this.where = where;
    this.ipv6 = ipv6;
  }

  /**
   * Opens a socket in a namespace.
   *
   * @throws KernelException if the kernel refuses
   */
  public static InternetSocket open(NetworkNamespace namespace, Kind kind, boolean ipv6) {
    String where = kind + " socket in " + namespace.name();
    return namespace.inside(
        () ->
            new InternetSocket(
                Descriptor.check(
                    LIBC.socket(
                        ipv6 ? Family.AF_INET6 : Family.AF_INET,
                        kind.type | SOCK_NONBLOCK | SOCK_CLOEXEC,
                        ipv6 ? kind.protocol6 : kind.protocol),
                    "open a " + where),
                where,
                ipv6));
  }

  /** Its number, for {@link Poll}. */
  public int descriptor() {
    return descriptor.number();
  }

  /** Has the kernel keep what ICMP messages say of its packets, for {@link #nextError}. */
  public void queueErrors() {
    set(ipv6 ? SOL_IPV6 : SOL_IP, ipv6 ? IPV6_RECVERR : IP_RECVERR, 1, "its errors");
  }

  /**
   * Whether its packets may be fragmented. In IPv4 that is the DF bit, which the kernel else sets
   * or not as it thinks best; in IPv6 only a sender fragments, and this forbids it to.
   */
  public void dontFragment(boolean dont) {
    if (ipv6) {
      set(SOL_IPV6, IPV6_MTU_DISCOVER, dont ? PMTUDISC_DO : PMTUDISC_WANT, "no fragments");
    } else {
      set(SOL_IP, IP_MTU_DISCOVER, dont ? PMTUDISC_DO : PMTUDISC_DONT, "no fragments");
    }
  }

  private void set(int level, int option, int value, String what) {
    if (LIBC.setsockopt(
            descriptor.number(), level, option, direct(4).putInt(0, value), Integer.BYTES)
        < 0) {
      throw new KernelException("ask a " + where + " for " + what, Errno.last());
    }
  }

  /**
   * Fixes whom it talks to, and with that its own address. A TCP socket begins to connect; {@link
   * #awaitSendable} then waits until that is done, and {@link #takeError} tells how it went.
   *
   * @param port 0 for a raw socket
   * @return the kernel's refusal, as ENETUNREACH
   */
  public Optional<Errno> connect(InetAddress remote, int port) {
    int result =
        LIBC.connect(
            descriptor.number(), SocketAddress.of(remote, port), SocketAddress.length(ipv6));
    if (result >= 0) {
      return Optional.empty();
    }
    Errno errno = Errno.last();
    return errno.equals(Errno.EINPROGRESS) ? Optional.empty() : Optional.of(errno);
  }

  /** Its own address and port; a raw socket's port is its protocol's number. */
  public InetSocketAddress local() {
    length.putInt(0, SocketAddress.LENGTH);
    if (LIBC.getsockname(descriptor.number(), address, length) < 0) {
      throw new KernelException("read the address of a " + where, Errno.last());
    }
    return new InetSocketAddress(SocketAddress.read(address), SocketAddress.readPort(address));
  }

  /**
   * Sends to whom it is connected.
   *
   * @param bytes direct, from 0 to its limit
   * @return the kernel's refusal, as EMSGSIZE, if it did not take it
   */
  public Optional<Errno> send(ByteBuffer bytes) {
    long sent = LIBC.send(descriptor.number(), bytes, bytes.limit(), MSG_NOSIGNAL);
    return sent < 0 ? Optional.of(Errno.last()) : Optional.empty();
  }

  /** Sends to an address; see {@link #send}. */
  Optional<Errno> sendTo(ByteBuffer bytes, InetAddress peer) {
    long sent =
        LIBC.sendto(
            descriptor.number(),
            bytes,
            bytes.limit(),
            MSG_NOSIGNAL,
            SocketAddress.of(peer),
            SocketAddress.length(ipv6));
    return sent < 0 ? Optional.of(Errno.last()) : Optional.empty();
  }

  /**
   * Takes what has arrived.
   *
   * @param bytes direct; filled from 0
   * @return how many bytes; 0 at the end of a stream or for an empty datagram; below 0 the kernel's
   *     error number, negated: -EAGAIN if there is nothing yet
   */
  public int receive(ByteBuffer bytes) {
    long received = LIBC.recv(descriptor.number(), bytes.clear(), bytes.capacity(), 0);
    return received < 0 ? -Errno.last().number() : (int) received;
  }

  /** Takes a datagram; see {@link #receive}. {@link #sender} then tells whose it is. */
  int receiveFrom(ByteBuffer bytes) {
    length.putInt(0, SocketAddress.LENGTH);
    long received =
        LIBC.recvfrom(descriptor.number(), bytes.clear(), bytes.capacity(), 0, address, length);
    return received < 0 ? -Errno.last().number() : (int) received;
  }

  /** Whence the datagram came that {@link #receiveFrom} took last. */
  InetAddress sender() {
    return SocketAddress.read(address);
  }

  /** The next entry of the error queue, if there is one; {@link #queueErrors} was called before. */
  public Optional<SocketError> nextError() {
    ByteBuffer quote = direct(QUOTE);
    MessageHeader message = new MessageHeader(quote, CONTROL);
    long received =
        LIBC.recvmsg(descriptor.number(), message.structure(), MSG_ERRQUEUE | MSG_DONTWAIT);
    if (received < 0) {
      return Optional.empty();
    }
    return message
        .control(ipv6 ? SOL_IPV6 : SOL_IP, ipv6 ? IPV6_RECVERR : IP_RECVERR)
        .map(error -> SocketError.read(error, quote, (int) received));
  }

  /** The error that waits to be told (SO_ERROR), which this takes. */
  public Optional<Errno> takeError() {
    ByteBuffer value = direct(Integer.BYTES);
    length.putInt(0, Integer.BYTES);
    if (LIBC.getsockopt(descriptor.number(), SOL_SOCKET, SO_ERROR, value, length) < 0) {
      throw new KernelException("read the error of a " + where, Errno.last());
    }
    return value.getInt(0) == 0 ? Optional.empty() : Optional.of(new Errno(value.getInt(0)));
  }

  /**
   * Waits for something to receive, or an error.
   *
   * @param millis the longest wait
   * @return false if there is nothing, at the latest when that is over
   */
  public boolean await(int millis) {
    return Poll.await(descriptor.number(), Poll.POLLIN, millis);
  }

  /** Waits until it can send, or has an error: for a TCP socket, until it is connected or not. */
  public boolean awaitSendable(int millis) {
    return Poll.await(descriptor.number(), Poll.POLLOUT, millis);
  }

  /** Tells the other side of a stream that no more will come (FIN). */
  public void shutdownOutput() {
    LIBC.shutdown(descriptor.number(), SHUT_WR); // fails only if the connection is gone
  }

  private static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
