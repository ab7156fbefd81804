package org.flannelgraph.capture;

import java.util.concurrent.atomic.AtomicLong;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.PacketMessages;
import org.flannelgraph.linux.PacketSocket;
import org.flannelgraph.linux.route.Link;

/** One interface that is captured from: its socket, and what of its frames was lost. */
final class Tap implements AutoCloseable {
  private final PacketSocket socket;
  private volatile CaptureInterface where;
  private final AtomicLong refused = new AtomicLong();
  private long kernelDrops;
  private long refusedTold;

  private Tap(PacketSocket socket, CaptureInterface where) {
    this.socket = socket;
    this.where = where;
  }

  /**
   * Opens a socket that gets no frame before {@link #start}.
   *
   * @param buffer how many bytes the kernel may hold for it
   */
  static Tap open(
      NetworkNamespace namespace,
      int index,
      String device,
      CaptureOptions options,
      FilterCompiler filter,
      int buffer) {
    PacketSocket socket = PacketSocket.open(namespace, index, device, buffer);
    try {
      int hardware = socket.hardwareType();
      boolean ethernet = hardware == Link.ARPHRD_ETHER || hardware == Link.ARPHRD_LOOPBACK;
      int linkType = ethernet ? LinkType.ETHERNET : LinkType.RAW;
      filter.program(linkType).ifPresent(socket::attach);
      if (hardware == Link.ARPHRD_LOOPBACK) {
        socket.ignoreOutgoing();
      }
      return new Tap(
          socket,
          new CaptureInterface(
              "",
              namespace.name(),
              device,
              index,
              linkType,
              options.snapLength(),
              "",
              options.filter()));
    } catch (RuntimeException refused) {
      socket.close();
      throw refused;
    }
  }

  void start() {
    socket.start();
  }

  int descriptor() {
    return socket.descriptor();
  }

  CaptureInterface where() {
    return where;
  }

  /** The interface has another name now. */
  void rename(String device) {
    CaptureInterface old = where;
    where =
        new CaptureInterface(
            old.source(),
            old.namespace(),
            device,
            old.index(),
            old.linkType(),
            old.snapLength(),
            old.description(),
            old.filter());
  }

  /**
   * Moves what frames the socket has into the ring; the capturing thread's.
   *
   * @return how many the socket had
   */
  int read(PacketMessages messages, FrameRing ring) {
    int count = messages.receive(socket);
    CaptureInterface place = where;
    for (int i = 0; i < count; i++) {
      int length = messages.capturedLength(i);
      int room = ring.room(length);
      if (room < 0) {
        refused.incrementAndGet();
        continue;
      }
      messages.copy(i, ring.bytes(), room);
      long drops = messages.drops(i);
      long before = (drops - kernelDrops & 0xffff_ffffL) + refused.get() - refusedTold;
      kernelDrops = drops;
      refusedTold = refused.get();
      ring.put(
          place,
          messages.time(i),
          messages.isOutgoing(i),
          messages.isChecksumNotReady(i),
          before,
          length,
          messages.wireLength(i));
    }
    return count;
  }

  boolean isGone() {
    return socket.isGone();
  }

  CaptureStatistics statistics() {
    return new CaptureStatistics(where, socket.received(), socket.dropped() + refused.get());
  }

  /** Closes the socket; {@link #statistics} still tells what was. */
  @Override
  public void close() {
    socket.close();
  }
}
