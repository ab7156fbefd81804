package org.flannelgraph.session;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  /** By the sender's port, or by an echo's identifier; both may be used again. */
  private final Map<Integer, List<ProbeResult>> results = new HashMap<>();

  private final Dissection dissection;

  Requests(Ports ports) {
    dissection = new Dissection(ports);
  }

  /** Notes a request that was sent. */
  void add(ProbeResult result) {
    result
        .local()
        .map(InetSocketAddress::getPort)
        .ifPresent(port -> results.computeIfAbsent(port, any -> new ArrayList<>()).add(result));
  }

  /** The number of its request; null if it is of none. */
  @Nullable Integer of(Journey journey) {
    if (journey.protocol().startsWith("icmp")) {
      return ofEcho(journey.first().frame());
    }
    Integer asked = ofPort(journey.source().port());
    return asked == null ? ofPort(journey.destination().port()) : asked;
  }

  private @Nullable Integer ofPort(@Nullable Integer port) {
    List<ProbeResult> sent = port == null ? null : results.get(port);
    return sent == null ? null : (Integer) sent.getLast().number();
  }

  private @Nullable Integer ofEcho(CapturedFrame frame) {
    frame.dissect(dissection);
    int layer = Math.max(dissection.find(Protocol.ICMP), dissection.find(Protocol.ICMPV6));
    if (layer < 0) {
      return null;
    }
    byte[] bytes = dissection.bytes();
    int at = dissection.index(layer);
    int type = Icmp.type(bytes, at);
    if (!Icmp.isEcho(type) && type != Icmpv6.ECHO_REQUEST && type != Icmpv6.ECHO_REPLY) {
      return null;
    }
    int sequence = Icmp.sequence(bytes, at);
    return results.getOrDefault(Icmp.identifier(bytes, at), List.of()).stream()
        .map(ProbeResult::number)
        .filter(number -> number == sequence)
        .findFirst()
        .orElse(null);
  }
}
