package org.flannelgraph.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.flannelgraph.linux.route.Family;

/** struct sockaddr_in and sockaddr_in6 (linux/in.h, in6.h). */
final class SocketAddress {
  /** Room for either. */
  static final int LENGTH = 28;

  private SocketAddress() {}

  /** A direct buffer with the address, ready to be passed; the port is 0. */
  static ByteBuffer of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.nativeOrder());
    bytes.putShort((short) Family.of(address)).putShort((short) 0);
    if (address instanceof Inet6Address) {
      bytes.putInt(0); // flow label
    }
    bytes.put(address.getAddress());
    return bytes.clear();
  }

  /** The address in a buffer that the kernel filled. */
  static InetAddress read(ByteBuffer bytes) {
    boolean ipv6 = bytes.getShort(0) == Family.AF_INET6;
    byte[] address = new byte[ipv6 ? 16 : 4];
    bytes.get(ipv6 ? 8 : 4, address);
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
