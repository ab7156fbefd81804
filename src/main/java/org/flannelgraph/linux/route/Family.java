package org.flannelgraph.linux.route;

import java.net.Inet6Address;
import java.net.InetAddress;

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
}
