package org.flannelgraph.session;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Icmp;
import org.flannelgraph.packet.Icmpv6;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.traffic.ProbeResult;
import org.jspecify.annotations.Nullable;

/** Finds the request that a packet belongs to: by the sender's port, or by the echo's numbers. */
final class Requests {
  private final List<ProbeResult> results;
  private final Dissection dissection;

  Requests(List<ProbeResult> results, Ports ports) {
    this.results = results;
    dissection = new Dissection(ports);
  }

  /** The number of its request; null if it is of none. */
  @Nullable Integer of(Journey journey) {
    boolean isEcho = journey.protocol().startsWith("icmp");
    for (ProbeResult result : results) {
      int port = result.local().map(InetSocketAddress::getPort).orElse(-1);
      boolean isOne =
          isEcho
              ? isEcho(journey.first().frame(), port, result.number())
              : Objects.equals(journey.source().port(), port)
                  || Objects.equals(journey.destination().port(), port);
      if (isOne) {
        return result.number();
      }
    }
    return null;
  }

  private boolean isEcho(CapturedFrame frame, int identifier, int number) {
    frame.dissect(dissection);
    int layer = Math.max(dissection.find(Protocol.ICMP), dissection.find(Protocol.ICMPV6));
    if (layer < 0) {
      return false;
    }
    byte[] bytes = dissection.bytes();
    int at = dissection.index(layer);
    int type = Icmp.type(bytes, at);
    boolean isEcho = Icmp.isEcho(type) || type == Icmpv6.ECHO_REQUEST || type == Icmpv6.ECHO_REPLY;
    return isEcho && Icmp.identifier(bytes, at) == identifier && Icmp.sequence(bytes, at) == number;
  }
}
