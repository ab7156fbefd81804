package org.flannelgraph.linux.route;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.flannelgraph.linux.netlink.Reply;

/** Address families (linux/socket.h). */
public final class Family {
  public static final int AF_UNSPEC = 0;
  public static final int AF_INET = 2;
  public static final int AF_BRIDGE = 7;
  public static final int AF_INET6 = 10;

  private Family() {}

  /** The family of an address. */
  public static int of(InetAddress address) {
    return address instanceof Inet6Address ? AF_INET6 : AF_INET;
  }

  /** The family of a message: every structure of rtnetlink begins with it. */
  static int of(Reply reply) {
    return Byte.toUnsignedInt(reply.body().get(0));
  }

  /** Whether it is one that has IP addresses. */
  static boolean isIp(int family) {
    return family == AF_INET || family == AF_INET6;
  }
}
