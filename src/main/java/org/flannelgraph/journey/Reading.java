package org.flannelgraph.journey;

import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ethernet;
import org.flannelgraph.packet.Icmp;
import org.flannelgraph.packet.Icmpv6;
import org.flannelgraph.packet.IpProtocol;
import org.flannelgraph.packet.Ipv4;
import org.flannelgraph.packet.Ipv6;
import org.flannelgraph.packet.LinkType;
import org.flannelgraph.packet.PacketKey;
import org.flannelgraph.packet.Protocol;

/**
 * What joining has to know of one frame. One object reads any number of frames, one after another,
 * without allocating.
 *
 * <p>A frame is seen as <em>levels</em>, the innermost being level 0: a packet with the link header
 * around it, in the packet of a tunnel with the link header around that, and so on. Of each level
 * five numbers are kept, at {@code 5 * level} in {@link #levels}: the link header's source and
 * destination (0 if it has none), the time to live, a hash of the addresses, and of a tunnel's packet
 * its own identification (the innermost packet's is part of {@link #content}).
 */
final class Reading {
  /** How many numbers a level has. */
  static final int STRIDE = 5;

  static final int SOURCE = 0;
  static final int DESTINATION = 1;
  static final int TTL = 2;
  static final int ADDRESSES = 3;
  static final int IDENTITY = 4;

  private static final int MAX_LEVELS = 8;

  private final Dissection dissection;
  private final PacketKey key = new PacketKey();

  private final long[] outerFirst = new long[MAX_LEVELS * STRIDE];
  private final int[] ipLayers = new int[MAX_LEVELS];
  private int count;

  /** See the class's comment; {@link #depth} + 1 levels of it are in use. */
  final long[] levels = new long[MAX_LEVELS * STRIDE];

  /** How many tunnels' packets are around the innermost one. */
  int depth;

  /** A hash of what no hop can change, also not NAT. */
  long content;

  /** A hash of what no hop can change and of no payload: for frames that were cut. */
  long header;

  /** A hash of the source address; 0 if the packet is not IP. */
  long source;

  /** A hash of the destination address; 0 if the packet is not IP. */
  long destination;

  /** A hash of the source address and what of the transport header belongs to it. */
  long from;

  /** A hash of the destination address and what of the transport header belongs to it. */
  long to;

  /** A hash of all levels and the content: equal if switches and wires may have done all there is. */
  long frame;

  Reading(Dissection dissection) {
    this.dissection = dissection;
  }

  /** What the frame was dissected into. */
  Dissection dissection() {
    return dissection;
  }

  /** The key of the innermost IP packet, if {@link #isIp}. */
  PacketKey key() {
    return key;
  }

  /** Whether the innermost packet is IP. */
  boolean isIp() {
    return ipLayers[count - 1] >= 0;
  }

  Reading read(Frame captured) {
    LinkType link = LinkType.of(captured.where().linkType()).orElse(LinkType.ETHERNET);
    dissection.decode(
        captured.bytes(),
        captured.offset(),
        captured.capturedLength(),
        captured.wireLength(),
        link);
    gather();
    if (ipLayers[count - 1] >= 0) {
      readPacket(ipLayers[count - 1]);
    } else {
      readFrame();
    }
    frame = content;
    for (int i = 0; i < count; i++) {
      int outer = (count - 1 - i) * STRIDE;
      for (int j = 0; j < STRIDE; j++) {
        levels[i * STRIDE + j] = outerFirst[outer + j];
        frame = Mix.of(frame, outerFirst[outer + j]);
      }
    }
    depth = count - 1;
    return this;
  }

  /** Notes the levels, outermost first. There is always one. */
  private void gather() {
    count = 0;
    long source = 0;
    long destination = 0;
    boolean open = false;
    byte[] bytes = dissection.bytes();
    for (int i = 0; i < dissection.layers() && count < MAX_LEVELS; i++) {
      if (!dissection.isWhole(i) || dissection.isQuoted(i)) {
        break;
      }
      int index = dissection.index(i);
      switch (dissection.protocol(i)) {
        case ETHERNET -> {
          source = Ethernet.source(bytes, index);
          destination = Ethernet.destination(bytes, index);
          open = true;
        }
        case IPV4 -> {
          level(source, destination, Ipv4.ttl(bytes, index), i);
          outerIpv4(bytes, index);
          source = 0;
          destination = 0;
          open = false;
        }
        case IPV6 -> {
          level(source, destination, Ipv6.hopLimit(bytes, index), i);
          outerIpv6(bytes, index);
          source = 0;
          destination = 0;
          open = false;
        }
        default -> {}
      }
    }
    if (count == 0 || open && count < MAX_LEVELS) {
      level(source, destination, 0, -1);
    }
  }

  private void level(long source, long destination, int ttl, int ipLayer) {
    int at = count * STRIDE;
    outerFirst[at + SOURCE] = source;
    outerFirst[at + DESTINATION] = destination;
    outerFirst[at + TTL] = ttl;
    outerFirst[at + ADDRESSES] = 0;
    outerFirst[at + IDENTITY] = 0;
    ipLayers[count++] = ipLayer;
  }

  private void outerIpv4(byte[] bytes, int index) {
    int at = (count - 1) * STRIDE;
    outerFirst[at + ADDRESSES] =
        (long) Ipv4.source(bytes, index) << 32 | Ipv4.destination(bytes, index) & 0xffff_ffffL;
    outerFirst[at + IDENTITY] =
        (long) Ipv4.identification(bytes, index) << 16 | Ipv4.fragmentOffset(bytes, index);
  }

  private void outerIpv6(byte[] bytes, int index) {
    int at = (count - 1) * STRIDE;
    long source = Mix.of(Ipv6.sourceHigh(bytes, index), Ipv6.sourceLow(bytes, index));
    outerFirst[at + ADDRESSES] =
        Mix.of(
            Mix.of(source, Ipv6.destinationHigh(bytes, index)),
            Ipv6.destinationLow(bytes, index));
    outerFirst[at + IDENTITY] = Ipv6.flowLabel(bytes, index);
  }

  private void readPacket(int ipLayer) {
    key.read(dissection, ipLayer);
    long fragment =
        (long) key.identification() << 32
            | key.fragmentOffset() << 1
            | (key.moreFragments() ? 1 : 0);
    content = Mix.of(key.hash(), fragment);
    header = Mix.of(fragment, (long) key.protocol() << 32 | transport());
    header = Mix.of(header, dissection.end(ipLayer) - key.transportIndex());
    long fromPort = key.sourcePort();
    long toPort = key.destinationPort();
    if (key.protocol() == IpProtocol.ICMP || key.protocol() == IpProtocol.ICMPV6) {
      boolean isReply =
          key.icmpType() == Icmp.ECHO_REPLY || key.icmpType() == Icmpv6.ECHO_REPLY;
      fromPort = isReply ? 0 : key.icmpIdentifier();
      toPort = isReply ? key.icmpIdentifier() : 0;
    }
    source = Mix.of(key.sourceHigh(), key.sourceLow());
    destination = Mix.of(key.destinationHigh(), key.destinationLow());
    from = Mix.of(source, fromPort);
    to = Mix.of(destination, toPort);
    int at = (count - 1) * STRIDE;
    outerFirst[at + ADDRESSES] = Mix.of(from, to);
    outerFirst[at + IDENTITY] = 0;
  }

  /** What 8 bytes of a transport header have that no hop can change: ICMP errors quote no more. */
  private long transport() {
    return switch (key.protocol()) {
      case IpProtocol.TCP -> key.tcpSequence() & 0xffff_ffffL;
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> key.icmpType() << 16 | key.icmpSequence();
      default -> 0;
    };
  }

  private void readFrame() {
    byte[] bytes = dissection.bytes();
    int from = dissection.start();
    int to = from + dissection.capturedLength();
    for (int i = dissection.layers() - 1; i >= 0; i--) {
      Protocol protocol = dissection.protocol(i);
      if (protocol == Protocol.ARP && dissection.isWhole(i)) {
        to = dissection.headerEnd(i); // padding comes and goes
      } else if (protocol == Protocol.ETHERNET || protocol == Protocol.VLAN) {
        from = Math.min(dissection.headerEnd(i), to);
        break;
      }
    }
    content = Mix.of(1, bytes, from, to);
    header = content;
    source = 0;
    destination = 0;
    this.from = 0;
    this.to = 0;
  }
}
