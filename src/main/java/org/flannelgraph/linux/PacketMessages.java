package org.flannelgraph.linux;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Room for the frames of one recvmmsg(2), used for socket after socket by the thread that owns it.
 * What it tells of a frame is valid until the next {@link #receive}.
 *
 * <pre>
 *  struct mmsghdr, 64 bytes on 64-bit machines:
 *    0 msg_name  8 msg_namelen  16 msg_iov  24 msg_iovlen  32 msg_control  40 msg_controllen
 *    48 msg_flags  56 msg_len
 *  control, a chain of: 0 cmsg_len  8 cmsg_level  12 cmsg_type  16 data, to a multiple of 8
 *    SOL_SOCKET SCM_TIMESTAMPNS  s64 seconds, s64 nanoseconds
 *    SOL_SOCKET SO_RXQ_OVFL      u32 drops of this socket so far
 *    SOL_PACKET PACKET_AUXDATA   u32 status, u32 length on the wire, u32 length taken,
 *                                u16 mac, u16 net, u16 VLAN tag, u16 VLAN protocol
 * </pre>
 */
public final class PacketMessages {
  /** How many frames one call takes at most. */
  public static final int MOST = 64;

  /** A frame of 64 KiB, which segmentation offload makes, with its headers. */
  public static final int LONGEST_FRAME = 65_536 + 64;

  /** A VLAN tag takes four bytes, after the two MAC addresses. */
  public static final int VLAN_TAG = 4;

  private static final int HEADER = 64;
  private static final int NAME_LENGTH = 8;
  private static final int CONTROL_LENGTH = 40;
  private static final int MESSAGE_LENGTH = 56;
  private static final int VECTOR = 16;
  private static final int NAME = 32;
  private static final int CONTROL = 128;
  private static final int ADDRESSES = 12;
  private static final int ETHERTYPE_VLAN = 0x8100;

  private static final int MSG_DONTWAIT = 0x40;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_TIMESTAMPNS = 35;
  private static final int SO_RXQ_OVFL = 40;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_AUXDATA = 8;
  private static final int PACKET_OUTGOING = 4;
  private static final int TP_STATUS_CSUMNOTREADY = 8;
  private static final int TP_STATUS_VLAN_VALID = 0x10;
  private static final int TP_STATUS_VLAN_TPID_VALID = 0x40;

  private final int snapLength;
  private final ByteBuffer headers = direct(MOST * HEADER);
  private final ByteBuffer vectors = direct(MOST * VECTOR);
  private final ByteBuffer names = direct(MOST * NAME);
  private final ByteBuffer controls = direct(MOST * CONTROL);
  private final ByteBuffer frames;
  private final long[] times = new long[MOST];
  private final long[] drops = new long[MOST];
  private final int[] lengths = new int[MOST];
  private final int[] statuses = new int[MOST];
  private final int[] tags = new int[MOST];
  private final int[] tagProtocols = new int[MOST];

  /**
   * @param snapLength how many bytes of a frame are taken, 1 to {@link #LONGEST_FRAME}
   */
  public PacketMessages(int snapLength) {
    this.snapLength = snapLength;
    frames = direct(MOST * snapLength);
    for (int i = 0; i < MOST; i++) {
      vectors.putLong(i * VECTOR, address(frames) + (long) i * snapLength);
      vectors.putLong(i * VECTOR + 8, snapLength);
      headers.putLong(i * HEADER, address(names) + (long) i * NAME);
      headers.putLong(i * HEADER + 16, address(vectors) + (long) i * VECTOR);
      headers.putLong(i * HEADER + 24, 1);
      headers.putLong(i * HEADER + 32, address(controls) + (long) i * CONTROL);
      rearm(i);
    }
  }

  /** The kernel writes over the lengths of what it fills. */
  private void rearm(int frame) {
    headers.putInt(frame * HEADER + NAME_LENGTH, NAME);
    headers.putLong(frame * HEADER + CONTROL_LENGTH, CONTROL);
  }

  /**
   * Takes what frames a socket has, without waiting.
   *
   * @return how many, 0 to {@link #MOST}; 0 also when its interface went down or away
   */
  public int receive(PacketSocket socket) {
    int count = LIBC.recvmmsg(socket.descriptor(), headers, MOST, MSG_DONTWAIT, null);
    if (count < 0) {
      Errno errno = Errno.last();
      boolean nothing =
          errno.equals(Errno.EAGAIN) || errno.equals(Errno.EINTR) || errno.equals(Errno.ENETDOWN);
      if (!nothing) {
        throw new KernelException("receive frames from " + socket, errno);
      }
      return 0;
    }
    for (int i = 0; i < count; i++) {
      readControl(i);
      rearm(i);
    }
    return count;
  }

  private void readControl(int frame) {
    times[frame] = 0;
    drops[frame] = 0;
    statuses[frame] = 0;
    lengths[frame] = headers.getInt(frame * HEADER + MESSAGE_LENGTH);
    int at = frame * CONTROL;
    long end = at + headers.getLong(frame * HEADER + CONTROL_LENGTH);
    while (at + 16 <= end) {
      int length = (int) controls.getLong(at);
      int level = controls.getInt(at + 8);
      int type = controls.getInt(at + 12);
      int data = at + 16;
      if (level == SOL_SOCKET && type == SCM_TIMESTAMPNS) {
        times[frame] = controls.getLong(data) * 1_000_000_000L + controls.getLong(data + 8);
      } else if (level == SOL_SOCKET && type == SO_RXQ_OVFL) {
        drops[frame] = Integer.toUnsignedLong(controls.getInt(data));
      } else if (level == SOL_PACKET && type == PACKET_AUXDATA) {
        statuses[frame] = controls.getInt(data);
        lengths[frame] = controls.getInt(data + 4);
        tags[frame] = Short.toUnsignedInt(controls.getShort(data + 16));
        tagProtocols[frame] = Short.toUnsignedInt(controls.getShort(data + 18));
      }
      at += Math.max(16, length + 7 & ~7);
    }
  }

  /** When it passed, in nanoseconds since 1970. */
  public long time(int frame) {
    return times[frame];
  }

  /** How many frames its socket had dropped when it was queued, in all, modulo 2 to the 32nd. */
  public long drops(int frame) {
    return drops[frame];
  }

  /** Whether it went out; else it came in. */
  public boolean isOutgoing(int frame) {
    return names.get(frame * NAME + 10) == PACKET_OUTGOING;
  }

  /** Whether its transport checksum is still to be computed by a device. */
  public boolean isChecksumNotReady(int frame) {
    return (statuses[frame] & TP_STATUS_CSUMNOTREADY) != 0;
  }

  /** How many bytes it has on the wire, with its VLAN tag. */
  public int wireLength(int frame) {
    return lengths[frame] + (hasTag(frame) ? VLAN_TAG : 0);
  }

  /** How many bytes {@link #copy} writes. */
  public int capturedLength(int frame) {
    int taken = headers.getInt(frame * HEADER + MESSAGE_LENGTH);
    return Math.min(snapLength, hasTag(frame) ? taken + VLAN_TAG : taken);
  }

  /** The kernel takes the VLAN tag out of a frame before it shows it. */
  private boolean hasTag(int frame) {
    return (statuses[frame] & TP_STATUS_VLAN_VALID) != 0;
  }

  /** Copies its bytes, as they were on the wire: with its VLAN tag. */
  public void copy(int frame, byte[] target, int at) {
    int captured = capturedLength(frame);
    int from = frame * snapLength;
    if (!hasTag(frame) || captured < ADDRESSES + VLAN_TAG) {
      frames.get(from, target, at, captured);
      return;
    }
    boolean named = (statuses[frame] & TP_STATUS_VLAN_TPID_VALID) != 0;
    int protocol = named ? tagProtocols[frame] : ETHERTYPE_VLAN;
    int tag = tags[frame];
    frames.get(from, target, at, ADDRESSES);
    target[at + ADDRESSES] = (byte) (protocol >> 8);
    target[at + ADDRESSES + 1] = (byte) protocol;
    target[at + ADDRESSES + 2] = (byte) (tag >> 8);
    target[at + ADDRESSES + 3] = (byte) tag;
    int rest = captured - ADDRESSES - VLAN_TAG;
    frames.get(from + ADDRESSES, target, at + ADDRESSES + VLAN_TAG, rest);
  }

  private static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
  }

  private static long address(ByteBuffer direct) {
    return Pointer.wrap(Runtime.getSystemRuntime(), direct).address();
  }
}
