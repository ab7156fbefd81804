package org.flannelgraph.ui.send;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.ui.model.Words;

/** What can be sent. */
public enum Kind {
  HTTP(8080),
  PING(0),
  TCP(8080),
  UDP(5353);

  private static final int PING_BYTES = 56;
  private static final int DATAGRAM_BYTES = 16;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;
  private static final int IPPROTO_ICMPV6 = 58;

  private final int port;

  Kind(int port) {
    this.port = port;
  }

  /** The port that is offered; 0 if it has none. */
  public int port() {
    return port;
  }

  /**
   * What is sent.
   *
   * @param number a port; for a ping, the bytes after its header, or 0 for as many as usual
   * @throws IllegalArgumentException in words for the user, if there is no such port or size
   */
  Probe probe(int number) {
    return switch (this) {
      case HTTP -> new Probe.Http(number, "/");
      case PING -> new Probe.Icmp(number == 0 ? PING_BYTES : number, false);
      case TCP -> new Probe.Tcp(number);
      case UDP -> new Probe.Udp(number, DATAGRAM_BYTES, false);
    };
  }

  /** The number of the protocol above IP. */
  int protocol(InetAddress to) {
    return switch (this) {
      case HTTP, TCP -> IPPROTO_TCP;
      case UDP -> IPPROTO_UDP;
      case PING -> to instanceof Inet6Address ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
    };
  }

  @Override
  public String toString() {
    return Words.get("send.kind." + name());
  }
}
