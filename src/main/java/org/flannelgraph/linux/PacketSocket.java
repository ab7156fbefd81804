package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.flannelgraph.linux.route.Link;

/**
 * A packet socket (packet(7)): a copy of each frame that passes one interface, in and out, with its
 * Ethernet header. It is bound to that interface, so that it costs the others nothing, and never
 * makes it promiscuous. It stays in the namespace in which it was opened.
 *
 * <p>Opening takes two steps, so that no frame passes before the filter is there: {@link #open}
 * binds it without a protocol, {@link #start} lets frames in.
 */
public final class PacketSocket implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int ETH_P_ALL = 3;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SO_TIMESTAMPNS = 35;
  private static final int SO_RXQ_OVFL = 40;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_STATISTICS = 6;
  private static final int PACKET_AUXDATA = 8;
  private static final int PACKET_IGNORE_OUTGOING = 23;
  private static final int ADDRESS = 20;

  private final Descriptor descriptor;
  private final String name;
  private final int index;
  private final ByteBuffer statistics = direct(8);
  private final ByteBuffer length = direct(4);
  private long received;
  private long dropped;
  private boolean closed;

  private PacketSocket(Descriptor descriptor, String name, int index) {
    this.descriptor = descriptor;
    this.name = name;
    this.index = index;
  }

  /**
   * Opens a socket on an interface; it gets no frame before {@link #start}.
   *
   * @param index the interface's ifindex in that namespace
   * @param device its name, for errors
   * @param receiveBuffer how many bytes the kernel may hold for it; it grants less where
   *     net.core.rmem_max is lower and this process may not exceed it
   * @throws KernelException if the interface is not there, or the right is missing (CAP_NET_RAW)
   */
  public static PacketSocket open(
      NetworkNamespace namespace, int index, String device, int receiveBuffer) {
    String name = device + " in " + namespace.name();
    Descriptor descriptor =
        namespace.inside(
            () ->
                Descriptor.check(
                    LIBC.socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),
                    "open a packet socket for " + name));
    PacketSocket socket = new PacketSocket(descriptor, name, index);
    try {
      socket.bind(0);
      socket.set(SOL_SOCKET, SO_TIMESTAMPNS, 1, "nanosecond stamps");
      socket.set(SOL_SOCKET, SO_RXQ_OVFL, 1, "drop counts");
      socket.set(SOL_PACKET, PACKET_AUXDATA, 1, "auxiliary data");
      socket.reserve(receiveBuffer);
    } catch (KernelException refused) {
      descriptor.close();
      throw refused;
    }
    return socket;
  }

  /** Its number, for {@link Epoll}. */
  public int descriptor() {
    return descriptor.number();
  }

  /** What kind of device it is bound to, an ARPHRD_ number as {@link Link#ARPHRD_ETHER}. */
  public int hardwareType() {
    return Short.toUnsignedInt(address().getShort(8));
  }

  /** Whether its interface is gone, or moved to another namespace: no frame will come any more. */
  public boolean isGone() {
    return address().getInt(4) != index;
  }

  private ByteBuffer address() {
    ByteBuffer address = direct(ADDRESS);
    if (LIBC.getsockname(descriptor.number(), address, direct(4).putInt(0, ADDRESS)) < 0) {
      throw new KernelException("ask what a packet socket is bound to, " + name, Errno.last());
    }
    return address;
  }

  /** Lets only those frames through that the program accepts. Before {@link #start}. */
  public void attach(SocketFilter filter) {
    ByteBuffer program = filter.encode();
    ByteBuffer value =
        direct(16)
            .putShort(0, (short) filter.instructions().size())
            .putLong(8, Pointer.wrap(Runtime.getSystemRuntime(), program).address());
    try {
      if (LIBC.setsockopt(descriptor.number(), SOL_SOCKET, SO_ATTACH_FILTER, value, 16) < 0) {
        throw new KernelException("attach a capture filter to " + name, Errno.last());
      }
    } finally {
      Reference.reachabilityFence(program); // the structure holds no more than its address
    }
  }

  /**
   * Asks for what comes in only. On the loopback device each frame goes out and comes in again, and
   * once is enough. A kernel before 4.20 can't, and shows both.
   */
  public void ignoreOutgoing() {
    LIBC.setsockopt(
        descriptor.number(), SOL_PACKET, PACKET_IGNORE_OUTGOING, direct(4).putInt(0, 1), 4);
  }

  /** Lets frames in. */
  public void start() {
    bind(ETH_P_ALL);
  }

  /** struct sockaddr_ll: u16 family, be16 protocol, s32 index, u16 type, u8 packet type, u8 + 8. */
  private void bind(int protocol) {
    ByteBuffer address =
        direct(ADDRESS).putShort(0, (short) AF_PACKET).put(3, (byte) protocol).putInt(4, index);
    if (LIBC.bind(descriptor.number(), address, ADDRESS) < 0) {
      throw new KernelException("bind a packet socket to " + name, Errno.last());
    }
  }

  private void set(int level, int option, int value, String what) {
    if (LIBC.setsockopt(descriptor.number(), level, option, direct(4).putInt(0, value), 4) < 0) {
      throw new KernelException("ask a packet socket on " + name + " for " + what, Errno.last());
    }
  }

  private void reserve(int bytes) {
    ByteBuffer value = direct(4).putInt(0, bytes);
    if (LIBC.setsockopt(descriptor.number(), SOL_SOCKET, SO_RCVBUFFORCE, value, 4) < 0) {
      set(SOL_SOCKET, SO_RCVBUF, bytes, "a receive buffer");
    }
  }

  /**
   * How many frames passed the filter since {@link #start}, those that were dropped included. The
   * kernel counts in 32 bits from one question to the next.
   */
  public synchronized long received() {
    count();
    return received;
  }

  /** How many frames the kernel dropped since {@link #start}, because the socket was full. */
  public synchronized long dropped() {
    count();
    return dropped;
  }

  /** struct tpacket_stats: u32 packets, u32 drops, both reset by the question. */
  private void count() {
    if (closed) {
      return;
    }
    length.putInt(0, 8);
    if (LIBC.getsockopt(descriptor.number(), SOL_PACKET, PACKET_STATISTICS, statistics, length)
        < 0) {
      throw new KernelException("read the drop counts of " + name, Errno.last());
    }
    received += Integer.toUnsignedLong(statistics.getInt(0));
    dropped += Integer.toUnsignedLong(statistics.getInt(4));
  }

  private static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
  }

  @Override
  public String toString() {
    return name;
  }

  /** Closes it; the counts stay as they are now. */
  @Override
  public synchronized void close() {
    if (!closed) {
      count();
      closed = true;
      descriptor.close();
    }
  }
}
