package org.flannelgraph.linux.netlink;

import static org.flannelgraph.linux.Libc.LIBC;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.flannelgraph.linux.Descriptor;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;

/**
 * A netlink socket that hears what others change or do, in its own network namespace. It never
 * waits: poll its descriptor. One thread receives.
 *
 * <p>That of rtnetlink hears every other namespace too that its own one has an id for ({@link
 * org.flannelgraph.linux.route.NamespaceId}). One socket for all namespaces rather than one in
 * each: every event of rtnetlink walks one list of all sockets that listen, whatever their
 * namespace, so a thousand of them would slow down everybody's changes.
 */
public final class EventSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int NETLINK_ROUTE = 0;
  private static final int NETLINK_NETFILTER = 12;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_LISTEN_ALL_NSID = 8;

  private static final int MSG_TRUNC = 0x20;
  private static final int ROUTE_MESSAGE_ROOM = 1 << 16;

  /** A connection or a step of a trace takes less than a kilobyte. */
  private static final int NETFILTER_MESSAGE_ROOM = 1 << 13;

  private static final int CONTROL_ROOM = 256;

  /** struct sockaddr_nl: u16 family, u16 pad, u32 port, u32 groups. */
  private static final int ADDRESS_LENGTH = 12;

  /** The id that an event of the socket's own namespace is told with. */
  public static final int OWN_NAMESPACE = -1;

  /** Who takes what is received. */
  public interface Receiver {
    /**
     * A message.
     *
     * @param namespace the id of the namespace of which it tells, or {@link #OWN_NAMESPACE}
     */
    void take(int namespace, Reply message);
  }

  /** What a call to {@link #receive} found. */
  public enum Outcome {
    /** Messages were handed over; there may be more. */
    SOME,
    /** There is nothing to receive now. */
    NOTHING,
    /** The buffer was full, and messages are lost: what is known must be asked for anew. */
    LOST
  }

  private final Descriptor descriptor;
  private final ByteBuffer message;
  private final ByteBuffer control = direct(CONTROL_ROOM);
  private final ByteBuffer sender = direct(ADDRESS_LENGTH);
  private final ByteBuffer vector = direct(16);
  private final ByteBuffer header = direct(56);

  private EventSocket(Descriptor descriptor, int messageRoom) {
    this.descriptor = descriptor;
    message = direct(messageRoom);
    vector.putLong(0, address(message)).putLong(8, messageRoom);
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static long address(ByteBuffer direct) {
    return MemorySegment.ofBuffer(direct).address();
  }

  /**
   * Opens a socket in the namespace of the calling thread and makes it hear.
   *
   * @param room wanted for messages that wait, in bytes; without the right to more the kernel gives
   *     at most net.core.rmem_max, and silently
   * @param groups RTNLGRP_ numbers
   */
  public static EventSocket route(int room, int... groups) {
    EventSocket socket = open(NETLINK_ROUTE, ROUTE_MESSAGE_ROOM, room);
    try {
      check(
          socket.option(SOL_NETLINK, NETLINK_LISTEN_ALL_NSID, 1),
          "listen to all network namespaces");
      return socket.join(groups);
    } catch (KernelException refused) {
      socket.close();
      throw refused;
    }
  }

  /**
   * The same for conntrack and the traces of nftables; it hears its own namespace alone.
   *
   * @param groups NFNLGRP_ numbers
   */
  public static EventSocket netfilter(int room, int... groups) {
    EventSocket socket = open(NETLINK_NETFILTER, NETFILTER_MESSAGE_ROOM, room);
    try {
      return socket.join(groups);
    } catch (KernelException refused) {
      socket.close();
      throw refused;
    }
  }

  private static EventSocket open(int protocol, int messageRoom, int room) {
    EventSocket socket =
        new EventSocket(
            Descriptor.check(
                LIBC.socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol),
                "open a netlink socket for events"),
            messageRoom);
    try {
      // Bound first: a socket that joins a group before it has an address hears nothing.
      check(
          LIBC.bind(
              socket.descriptor(),
              direct(ADDRESS_LENGTH).putShort(0, (short) AF_NETLINK),
              ADDRESS_LENGTH),
          "bind a netlink socket");
      if (socket.option(SOL_SOCKET, SO_RCVBUFFORCE, room) < 0) {
        check(socket.option(SOL_SOCKET, SO_RCVBUF, room), "set the room for events");
      }
      return socket;
    } catch (KernelException refused) {
      socket.close();
      throw refused;
    }
  }

  private EventSocket join(int... groups) {
    for (int group : groups) {
      check(option(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group), "join the netlink group " + group);
    }
    return this;
  }

  private int option(int level, int name, int value) {
    return LIBC.setsockopt(descriptor.number(), level, name, direct(4).putInt(0, value), 4);
  }

  private static void check(int result, String attempt) {
    if (result < 0) {
      throw new KernelException(attempt, Errno.last());
    }
  }

  /** Its number, for polling. */
  public int descriptor() {
    return descriptor.number();
  }

  /**
   * Takes what one call to recvmsg gives.
   *
   * @throws KernelException if the kernel refuses
   */
  public Outcome receive(Receiver receiver) {
    fillHeader();
    long length = LIBC.recvmsg(descriptor.number(), header, MSG_TRUNC);
    if (length < 0) {
      Errno errno = Errno.last();
      if (errno.equals(Errno.EAGAIN) || errno.equals(Errno.EINTR)) {
        return Outcome.NOTHING;
      }
      if (errno.equals(Errno.ENOBUFS)) {
        return Outcome.LOST;
      }
      throw new KernelException("receive events from the kernel", errno);
    }
    if (length > message.capacity()) {
      return Outcome.LOST;
    }
    if (sender.getInt(4) == 0) { // any process may write to us, but only the kernel is port 0
      take(message.clear().limit((int) length), namespace(), receiver);
    }
    return Outcome.SOME;
  }

  /**
   * struct msghdr on 64 bits: name and its u32 length, the vector and its length, the control data
   * and its length, flags.
   */
  private void fillHeader() {
    header
        .putLong(0, address(sender))
        .putInt(8, ADDRESS_LENGTH)
        .putLong(16, address(vector))
        .putLong(24, 1)
        .putLong(32, address(control))
        .putLong(40, CONTROL_ROOM)
        .putInt(48, 0);
  }

  /** struct cmsghdr on 64 bits: u64 length, s32 level, s32 type, data, padded to 8. */
  private int namespace() {
    int end = (int) header.getLong(40);
    int start = 0;
    while (start + 20 <= end) {
      int length = (int) control.getLong(start);
      if (control.getInt(start + 8) == SOL_NETLINK
          && control.getInt(start + 12) == NETLINK_LISTEN_ALL_NSID) {
        return control.getInt(start + 16);
      }
      start += Math.max(16, length + 7 & ~7);
    }
    return OWN_NAMESPACE;
  }

  private static void take(ByteBuffer bytes, int namespace, Receiver receiver) {
    while (bytes.remaining() >= Request.HEADER) {
      int start = bytes.position();
      int length = bytes.getInt(start);
      if (length < Request.HEADER || start + length > bytes.limit()) {
        throw new KernelException("an event of the kernel has the impossible length " + length);
      }
      byte[] body = new byte[length - Request.HEADER];
      bytes.get(start + Request.HEADER, body);
      receiver.take(
          namespace,
          new Reply(
              Short.toUnsignedInt(bytes.getShort(start + 4)),
              Short.toUnsignedInt(bytes.getShort(start + 6)),
              ByteBuffer.wrap(body).order(ByteOrder.nativeOrder())));
      bytes.position(Math.min(bytes.limit(), start + AttributeTable.align(length)));
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
