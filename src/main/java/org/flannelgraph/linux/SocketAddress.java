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
    return of(address, 0);
  }

  /** A direct buffer with the address and port, ready to be passed. */
  static ByteBuffer of(InetAddress address, int port) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.nativeOrder());
    bytes.putShort((short) Family.of(address));
    bytes.put((byte) (port >> 8)).put((byte) port);
    if (address instanceof Inet6Address) {
      bytes.putInt(0); // flow label
    }
    bytes.put(address.getAddress());
    if (address instanceof Inet6Address ipv6) {
      bytes.putInt(ipv6.getScopeId());
    }
    return bytes.clear();
  }

  /** How long the structure of a family is. */
  static int length(boolean ipv6) {
    return ipv6 ? 28 : 16;
  }

  /** The address in a buffer that the kernel filled. */
  static InetAddress read(ByteBuffer bytes) {
    return read(bytes, 0);
  }

  /** The address at an offset of a buffer that the kernel filled. */
  static InetAddress read(ByteBuffer bytes, int offset) {
    boolean ipv6 = bytes.getShort(offset) == Family.AF_INET6;
    byte[] address = new byte[ipv6 ? 16 : 4];
    bytes.get(offset + (ipv6 ? 8 : 4), address);
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The port beside that address. */
  static int readPort(ByteBuffer bytes) {
    return Byte.toUnsignedInt(bytes.get(2)) << 8 | Byte.toUnsignedInt(bytes.get(3));
  }
}
