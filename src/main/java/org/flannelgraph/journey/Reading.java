package org.flannelgraph.journey;

import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Bytes;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ethernet;
import org.flannelgraph.packet.Icmp;
import org.flannelgraph.packet.Icmpv6;
import org.flannelgraph.packet.IpProtocol;
import org.flannelgraph.packet.Ipv4;
import org.flannelgraph.packet.Ipv6;
import org.flannelgraph.packet.PacketKey;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.packet.Tcp;

/**
 * What joining has to know of one frame. One object reads any number of frames, one after another,
 * without allocating.
 *
 * <p>A frame is seen as <em>levels</em>, the innermost being level 0: a packet with the link header
 * around it, in the packet of a tunnel with the link header around that, and so on. Of each level
 * five numbers are kept, at {@code 5 * level} in {@link #levels}: the link header's source and
 * destination (0 if it has none), the time to live, a hash of the addresses, and of a tunnel's
 * packet its own identification (the innermost packet's is part of {@link #content}).
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

  private static final int LEAST_MTU = 1280;
  private static final int IPV6_HEADER = 40;
  private static final int SYN_AND_RST = Tcp.SYN | Tcp.RST;

  private final Dissection dissection;
  private final PacketKey key = new PacketKey();
  private final PacketKey quoted = new PacketKey();

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

  /**
   * A hash of all levels and the content: equal if switches and wires may have done all there is.
   */
  long frame;

  /** Whether bytes of the packet are missing, so that {@link #content} is not that of the whole. */
  boolean isCut;

  /** Whether this is one of the fragments of a packet, or of a tunnel's packet. */
  boolean isFragment;

  /** Whether it is the first fragment of a tunnel's packet, with the packet inside readable. */
  boolean isOuterFragment;

  /**
   * A hash that all fragments of one packet share, and the packet itself where it has an
   * identification that tells; 0 if there is none.
   */
  long datagram;

  /**
   * A hash that a packet shares with its first fragment, though it has no identification, as in
   * IPv6; 0 if it can't be in fragments.
   */
  long transport;

  /** A hash that TCP segments share which may have been one super-packet; 0 if this is none. */
  long segment;

  /** The IP packet's identification; 0 if it has none. */
  int identification;

  /** Where in its packet's payload, or in TCP's sequence, this piece begins. */
  int pieceStart;

  /** How many bytes of payload it has. */
  int pieceLength;

  /** Where in the frame the payload begins, counted from its first byte. */
  int payloadOffset;

  /** What an RST calls this packet by, if it is a SYN; else 0. */
  long name;

  /** The {@link #name} or {@link #header} of the packet that this answers as an error; else 0. */
  long answers;

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
    captured.dissect(dissection);
    gather();
    isCut = false;
    isFragment = false;
    isOuterFragment = false;
    identification = 0;
    datagram = 0;
    transport = 0;
    segment = 0;
    pieceStart = 0;
    pieceLength = 0;
    payloadOffset = 0;
    name = 0;
    answers = 0;
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
    long source = Mix.ofAddress(Ipv6.sourceHigh(bytes, index), Ipv6.sourceLow(bytes, index));
    outerFirst[at + ADDRESSES] =
        Mix.of(
            Mix.of(source, Ipv6.destinationHigh(bytes, index)), Ipv6.destinationLow(bytes, index));
    outerFirst[at + IDENTITY] = Ipv6.flowLabel(bytes, index);
  }

  private void readPacket(int ipLayer) {
    key.read(dissection, ipLayer);
    long fragment = fragment(key);
    content = Mix.of(key.hash(), fragment);
    header = header(key, dissection.end(ipLayer));
    isCut = key.isCut();
    payloadOffset = key.payloadIndex() - dissection.start();
    long fromPort = key.sourcePort();
    long toPort = key.destinationPort();
    if (key.protocol() == IpProtocol.ICMP || key.protocol() == IpProtocol.ICMPV6) {
      boolean isReply = key.icmpType() == Icmp.ECHO_REPLY || key.icmpType() == Icmpv6.ECHO_REPLY;
      fromPort = isReply ? 0 : key.icmpIdentifier();
      toPort = isReply ? key.icmpIdentifier() : 0;
    }
    source = Mix.ofAddress(key.sourceHigh(), key.sourceLow());
    destination = Mix.ofAddress(key.destinationHigh(), key.destinationLow());
    from = Mix.of(source, fromPort);
    to = Mix.of(destination, toPort);
    int at = (count - 1) * STRIDE;
    outerFirst[at + ADDRESSES] = Mix.of(from, to);
    outerFirst[at + IDENTITY] = 0;
    readPieces(ipLayer);
    readAnswers();
  }

  private static long fragment(PacketKey key) {
    return (long) key.identification() << 32
        | key.fragmentOffset() << 1
        | (key.moreFragments() ? 1 : 0);
  }

  private static long header(PacketKey key, int end) {
    long mixed = Mix.of(fragment(key), (long) key.protocol() << 32 | transport(key));
    return Mix.of(mixed, end - key.transportIndex());
  }

  /** What may be cut into pieces, or be a piece. */
  private void readPieces(int ipLayer) {
    isFragment = key.isFragment();
    identification = key.identification();
    pieceStart = key.fragmentOffset();
    pieceLength = dissection.end(ipLayer) - key.transportIndex();
    boolean divisible =
        key.version() == 4
            && key.identification() != 0
            && !Ipv4.dontFragment(dissection.bytes(), dissection.index(ipLayer));
    if (isFragment || divisible) {
      datagram = datagram(key.protocol(), key.identification());
    }
    boolean isLong = isFragment || pieceLength > LEAST_MTU - IPV6_HEADER;
    if (key.version() == 6 && isLong && key.fragmentOffset() == 0 && hasTransport()) {
      long ports = Bytes.i64(dissection.bytes(), key.transportIndex());
      transport = Mix.of(Mix.of(source, destination), ports);
    }
    if (isFragment && key.moreFragments()) {
      pieceLength = dissection.availableEnd(ipLayer) - key.transportIndex();
    }
    if (key.protocol() == IpProtocol.TCP && !isFragment && key.payloadLength() > 0) {
      segment = Mix.of(key.tcpAcknowledgment(), key.version());
      pieceStart = key.tcpSequence();
      pieceLength = key.payloadLength();
    }
    readOuterFragment(ipLayer);
  }

  private boolean hasTransport() {
    boolean isLong = dissection.bytes().length >= key.transportIndex() + Long.BYTES;
    return isLong && (key.protocol() == IpProtocol.UDP || key.protocol() == IpProtocol.ICMPV6);
  }

  private long datagram(int protocol, int identification) {
    return Mix.of(
        Mix.of(source, destination), (long) protocol << 32 | identification & 0xffff_ffffL);
  }

  /** The first fragment of a tunnel's packet is a piece of that one. */
  private void readOuterFragment(int innermost) {
    byte[] bytes = dissection.bytes();
    for (int level = 0; level < count - 1; level++) {
      int layer = ipLayers[level];
      int index = dissection.index(layer);
      if (layer != innermost
          && dissection.protocol(layer) == Protocol.IPV4
          && Ipv4.moreFragments(bytes, index)) {
        isFragment = true;
        isOuterFragment = true;
        isCut = true;
        long outerSource = Mix.ofAddress(0, Ipv4.source(bytes, index) & 0xffff_ffffL);
        long outerDestination = Mix.ofAddress(0, Ipv4.destination(bytes, index) & 0xffff_ffffL);
        datagram =
            Mix.of(
                Mix.of(outerSource, outerDestination),
                (long) Ipv4.protocol(bytes, index) << 32 | Ipv4.identification(bytes, index));
        return;
      }
    }
  }

  /** What this packet answers as an error: the packet that it quotes, or the SYN that it resets. */
  private void readAnswers() {
    int quote = dissection.quotedIp();
    if (quote >= 0) {
      quoted.read(dissection, quote);
      answers = header(quoted, dissection.end(quote));
    } else if (key.protocol() == IpProtocol.TCP && (key.tcpFlags() & SYN_AND_RST) != 0) {
      boolean isReset = (key.tcpFlags() & Tcp.RST) != 0;
      if (isReset) {
        answers = Mix.of(Mix.of(to, from), key.tcpAcknowledgment());
      } else if ((key.tcpFlags() & Tcp.ACK) == 0) {
        name = Mix.of(Mix.of(from, to), key.tcpSequence() + 1 + key.payloadLength());
      }
    }
  }

  /** What 8 bytes of a transport header have that no hop can change: ICMP errors quote no more. */
  private static long transport(PacketKey key) {
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
