package org.flannelgraph.journey.path;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ethernet;
import org.flannelgraph.packet.Ipv4;
import org.flannelgraph.packet.Ipv6;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.packet.Tcp;
import org.flannelgraph.packet.Udp;
import org.flannelgraph.packet.Vxlan;
import org.jspecify.annotations.Nullable;

/** Reads from a frame what decides where it goes. */
final class PacketReader {
  private static final MacAddress NONE = new MacAddress(0);

  private final Dissection dissection;

  PacketReader(Ports ports) {
    dissection = new Dissection(ports);
  }

  /** The frame's layers, until the next is read. */
  Dissection dissect(CapturedFrame frame) {
    return frame.dissect(dissection);
  }

  /** The frame's outermost IP packet, from its header on; empty if it carries none. */
  ByteBuffer ip(CapturedFrame frame) {
    dissect(frame);
    for (int layer = 0; layer < dissection.layers(); layer++) {
      if (is(layer, Protocol.IPV4) || is(layer, Protocol.IPV6)) {
        int from = dissection.index(layer);
        int to = frame.offset() + frame.capturedLength();
        return ByteBuffer.wrap(dissection.bytes(), from, to - from);
      }
    }
    return ByteBuffer.allocate(0);
  }

  Packet read(CapturedFrame frame) {
    dissect(frame);
    return frame(0, frame.wireLength());
  }

  private Packet frame(int first, int length) {
    MacAddress from = NONE;
    MacAddress to = NONE;
    int layer = first;
    if (is(layer, Protocol.ETHERNET)) {
      from = new MacAddress(Ethernet.source(dissection.bytes(), dissection.index(layer)));
      to = new MacAddress(Ethernet.destination(dissection.bytes(), dissection.index(layer)));
      layer++;
    }
    while (is(layer, Protocol.VLAN) || is(layer, Protocol.SERVICE_VLAN)) {
      layer++;
    }
    return new Packet(from, to, length, ip(layer));
  }

  private Packet.@Nullable Ip ip(int layer) {
    byte[] bytes = dissection.bytes();
    if (is(layer, Protocol.IPV4)) {
      int at = dissection.index(layer);
      return transport(
          layer + 1,
          new Packet.Ip(
              address(bytes, at + 12, 4),
              address(bytes, at + 16, 4),
              Ipv4.protocol(bytes, at),
              0,
              0,
              Ipv4.ttl(bytes, at),
              Ipv4.totalLength(bytes, at),
              !Ipv4.dontFragment(bytes, at),
              null));
    }
    if (is(layer, Protocol.IPV6)) {
      int at = dissection.index(layer);
      int next = layer + 1;
      while (next < dissection.layers() && dissection.protocol(next).isExtension()) {
        next++;
      }
      return transport(
          next,
          new Packet.Ip(
              address(bytes, at + 8, 16),
              address(bytes, at + 24, 16),
              protocol(next, Ipv6.nextHeader(bytes, at)),
              0,
              0,
              Ipv6.hopLimit(bytes, at),
              Ipv6.payloadLength(bytes, at) + 40,
              false,
              null));
    }
    return null;
  }

  private int protocol(int layer, int otherwise) {
    if (is(layer, Protocol.TCP)) {
      return 6;
    }
    if (is(layer, Protocol.UDP)) {
      return 17;
    }
    return is(layer, Protocol.ICMPV6) ? 58 : otherwise;
  }

  private Packet.Ip transport(int layer, Packet.Ip ip) {
    byte[] bytes = dissection.bytes();
    int source = 0;
    int destination = 0;
    Packet.Tunnelled inside = null;
    if (is(layer, Protocol.TCP)) {
      source = Tcp.sourcePort(bytes, dissection.index(layer));
      destination = Tcp.destinationPort(bytes, dissection.index(layer));
    } else if (is(layer, Protocol.UDP)) {
      source = Udp.sourcePort(bytes, dissection.index(layer));
      destination = Udp.destinationPort(bytes, dissection.index(layer));
      if (is(layer + 1, Protocol.VXLAN)) {
        int vxlan = layer + 1;
        int length = dissection.payloadLength(vxlan);
        inside =
            new Packet.Tunnelled(
                Vxlan.vni(bytes, dissection.index(vxlan)), frame(vxlan + 1, length));
      }
    }
    return new Packet.Ip(
        ip.source(),
        ip.destination(),
        ip.protocol(),
        source,
        destination,
        ip.ttl(),
        ip.length(),
        ip.mayBeCut(),
        inside);
  }

  private boolean is(int layer, Protocol protocol) {
    return layer < dissection.layers()
        && dissection.protocol(layer) == protocol
        && dissection.isWhole(layer)
        && !dissection.isQuoted(layer);
  }

  private static InetAddress address(byte[] bytes, int at, int length) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + length));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
