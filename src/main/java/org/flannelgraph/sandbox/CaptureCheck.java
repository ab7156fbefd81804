package org.flannelgraph.sandbox;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.flannelgraph.linux.Descriptor;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.Poll;

/** Sends one frame through a veth pair and catches it at the other end, with packet sockets. */
record CaptureCheck(NetworkNamespace namespace) {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final short ETH_P_ALL = 3;

  /** IEEE 802: an EtherType for experiments, which no protocol answers to. */
  private static final short EXPERIMENT = (short) 0x88b5;

  private static final int SHORTEST_FRAME = 60;
  private static final int ATTEMPTS = 10;
  private static final int PAUSE_MILLIS = 100;

  Finding run() {
    try (Descriptor receiver = open(LinkChecks.LEFT);
        Descriptor sender = open(LinkChecks.RIGHT)) {
      ByteBuffer frame = frame();
      Poll poll = new Poll(List.of(receiver.number()));
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (LIBC.send(sender.number(), frame, SHORTEST_FRAME, 0) < 0) {
          throw new KernelException("send a frame through a packet socket", Errno.last());
        }
        while (!poll.await(PAUSE_MILLIS).isEmpty()) {
          if (receives(receiver, frame)) {
            return Need.CAPTURE.yes("sent a frame over a veth pair and caught it");
          }
        }
      }
      return Need.CAPTURE.no("frames sent over a veth pair were not seen at its other end", "");
    } catch (KernelException refused) {
      return Need.CAPTURE.no(refused);
    }
  }

  /** A packet socket of one link: packet(7), struct sockaddr_ll. */
  private Descriptor open(String device) {
    int index = LinkChecks.index(namespace.route(), device);
    Descriptor socket =
        namespace.inside(
            () ->
                Descriptor.check(
                    LIBC.socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),
                    "open a packet socket"));
    ByteBuffer address = ByteBuffer.allocateDirect(20).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_PACKET);
    address.order(ByteOrder.BIG_ENDIAN).putShort(ETH_P_ALL).order(ByteOrder.nativeOrder());
    address.putInt(index).clear();
    if (LIBC.bind(socket.number(), address, address.capacity()) < 0) {
      Errno refused = Errno.last();
      socket.close();
      throw new KernelException("bind a packet socket to " + device, refused);
    }
    return socket;
  }

  /** To all stations, from a locally administered address. */
  private static ByteBuffer frame() {
    ByteBuffer frame = ByteBuffer.allocateDirect(SHORTEST_FRAME);
    frame.putShort((short) -1).putInt(-1);
    frame.putShort((short) 0x0200).putInt(1);
    frame.putShort(EXPERIMENT).put("flannelgraph doctor".getBytes(StandardCharsets.US_ASCII));
    return frame.clear();
  }

  /** Takes one frame; others come too, as IPv6's first words on a new link. */
  private static boolean receives(Descriptor socket, ByteBuffer frame) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(2048);
    long length = LIBC.recv(socket.number(), bytes, bytes.capacity(), 0);
    return length == SHORTEST_FRAME && bytes.limit(SHORTEST_FRAME).equals(frame.duplicate());
  }
}
