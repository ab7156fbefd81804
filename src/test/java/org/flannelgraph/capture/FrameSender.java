package org.flannelgraph.capture;

import static org.flannelgraph.linux.Libc.LIBC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.flannelgraph.linux.Descriptor;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;

/** Sends raw frames out of one interface. */
public final class FrameSender implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOCKADDR_LL = 20;

  private final Descriptor descriptor;

  /** Opens a socket on an interface. */
  public FrameSender(NetworkNamespace namespace, int index) {
    descriptor =
        namespace.inside(
            () ->
                Descriptor.check(
                    LIBC.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0), "open a packet socket"));
    ByteBuffer address = direct(SOCKADDR_LL).putShort(0, (short) AF_PACKET).putInt(4, index);
    check(LIBC.bind(descriptor.number(), address, SOCKADDR_LL), "bind it");
  }

  /** Sends one frame: a direct buffer from 0 to its limit. */
  public void send(ByteBuffer frame) {
    check(LIBC.send(descriptor.number(), frame, frame.limit(), 0), "send a frame");
  }

  /** The same, for the bytes of an array. */
  public void send(byte[] frame) {
    send(ByteBuffer.allocateDirect(frame.length).put(frame).flip());
  }

  private static void check(long result, String attempt) {
    if (result < 0) {
      throw new KernelException(attempt, Errno.last());
    }
  }

  private static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
