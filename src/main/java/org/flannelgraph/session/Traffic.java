package org.flannelgraph.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import org.flannelgraph.journey.Request;
import org.flannelgraph.traffic.Probe;
import org.flannelgraph.traffic.ProbeResult;

/**
 * What is to be sent. Who watches sees its packets, as anybody's.
 *
 * @param from the node or pod that sends
 * @param to whom it is sent to
 * @param probe what is sent
 * @param count how often, 1 to {@link org.flannelgraph.traffic.Prober#MOST}
 * @param timeout how long each is waited for
 * @param interval from one to the next
 */
public record Traffic(
    String from, InetAddress to, Probe probe, int count, Duration timeout, Duration interval) {
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;

  /** The number of the protocol above IP. */
  int protocol() {
    return switch (probe) {
      case Probe.Icmp _ -> to instanceof Inet6Address ? ICMPV6 : ICMP;
      case Probe.Udp _ -> UDP;
      case Probe.Tcp _, Probe.Http _ -> TCP;
    };
  }

  /** The destination's port; 0 if the protocol has none. */
  int port() {
    return switch (probe) {
      case Probe.Icmp _ -> 0;
      case Probe.Udp udp -> udp.port();
      case Probe.Tcp tcp -> tcp.port();
      case Probe.Http http -> http.port();
    };
  }

  /** What came of one, as a request. */
  Request request(ProbeResult result) {
    return new Request(result.number(), protocolName(), came(result.outcome()), result.text());
  }

  private String protocolName() {
    return switch (probe) {
      case Probe.Icmp _ -> "icmp";
      case Probe.Udp _ -> "udp";
      case Probe.Tcp _ -> "tcp";
      case Probe.Http _ -> "http";
    };
  }

  private static Request.Result came(ProbeResult.Outcome outcome) {
    return switch (outcome) {
      case ANSWERED -> Request.Result.ANSWERED;
      case REFUSED -> Request.Result.REFUSED;
      case TIMED_OUT -> Request.Result.TIMED_OUT;
      case ERROR -> Request.Result.ERROR;
    };
  }
}
