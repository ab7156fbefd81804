package org.flannelgraph.ui.send;

import java.net.InetAddress;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.ui.model.Words;

/** What can be sent. */
public enum Kind {
  HTTP(8080, 0),
  PING(0, 56),
  TCP(8080, 0),
  UDP(5353, 16);

  private final int port;
  private final int size;

  Kind(int port, int size) {
    this.port = port;
    this.size = size;
  }

  /** The port that is offered; 0 if it has none. */
  int port() {
    return port;
  }

  /** How many bytes it carries unless one wants others; 0 if that can't be chosen. */
  int size() {
    return size;
  }

  boolean hasPort() {
    return port > 0;
  }

  boolean hasSize() {
    return size > 0;
  }

  /**
   * What is sent.
   *
   * @param toPort the destination's, if it has one
   * @param bytes what it carries, if that can be chosen
   * @throws IllegalArgumentException in words for the user, if there is no such port or size
   */
  Probe probe(int toPort, int bytes) {
    return switch (this) {
      case HTTP -> new Probe.Http(toPort, "/");
      case PING -> new Probe.Icmp(bytes, false);
      case TCP -> new Probe.Tcp(toPort);
      case UDP -> new Probe.Udp(toPort, bytes, false);
    };
  }

  /** The number of the protocol above IP. */
  int protocol(InetAddress to) {
    return probe(port, size).protocol(to);
  }

  @Override
  public String toString() {
    return Words.get("send.kind." + name());
  }
}
