package org.flannelgraph.packet;

/**
 * What of a packet no hop can change, by which its sightings are known to be of one packet. One
 * object reads any number of packets, one after another, without allocating.
 *
 * <p>A router changes the time to live, the checksum and the link layer around the packet; NAT also
 * changes addresses, ports and an ICMP echo's identifier. {@link #hash} is the same before and
 * after all of that; {@link #hashWithAddresses} is the same unless there was NAT.
 */
public final class PacketKey {
  private final int hashedBytes;

  private int version;
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int protocol;
  private int identification;
  private int fragmentOffset;
  private boolean moreFragments;
  private int sourcePort;
  private int destinationPort;
  private int icmpType;
  private int icmpCode;
  private int icmpIdentifier;
  private int icmpSequence;
  private int tcpSequence;
  private int tcpAcknowledgment;
  private int tcpFlags;
  private int transportIndex;
  private int payloadIndex;
  private int payloadLength;
  private boolean cut;
  private long payloadHash;
  private long hash;

  /** Hashes all bytes that were captured. */
  public PacketKey() {
    this(Integer.MAX_VALUE);
  }

  /**
   * Hashes no more than that many bytes of a payload.
   *
   * @param hashedBytes for files where a snap length cut encapsulated sightings shorter than others
   */
  public PacketKey(int hashedBytes) {
    this.hashedBytes = hashedBytes;
  }

  /** Reads the innermost packet of a frame: see {@link Dissection#innermost}. */
  public PacketKey read(Dissection d) {
    return read(d, d.innermost());
  }

  /**
   * Reads one packet of a frame.
   *
   * @param layer a whole IPv4 or IPv6 layer, quoted or not; or a link layer, or -1 for the
   *     outermost, to read what that carries as a whole, as ARP
   */
  public PacketKey read(Dissection d, int layer) {
    sourceHigh = 0;
    sourceLow = 0;
    destinationHigh = 0;
    destinationLow = 0;
    identification = 0;
    fragmentOffset = 0;
    moreFragments = false;
    protocol = 0;
    sourcePort = 0;
    destinationPort = 0;
    icmpType = 0;
    icmpCode = 0;
    icmpIdentifier = 0;
    icmpSequence = 0;
    tcpSequence = 0;
    tcpAcknowledgment = 0;
    tcpFlags = 0;
    if (layer >= 0 && d.protocol(layer).isIp()) {
      readIp(d, layer);
    } else {
      readFrame(d, Math.max(0, layer));
    }
    return this;
  }

  // What the link header carries, VLAN tags apart, is what no bridge changes.
  private void readFrame(Dissection d, int link) {
    version = 0;
    byte[] bytes = d.bytes();
    int available = d.start() + d.capturedLength();
    int end = d.start() + d.wireLength();
    payloadIndex = d.start();
    if (link < d.layers()) {
      int last = link;
      while (last < d.layers() - 1 && d.protocol(last + 1).isVlan()) {
        last++;
      }
      payloadIndex = d.headerEnd(last);
      // Padding comes and goes.
      int arp = last + 1 < d.layers() && d.protocol(last + 1) == Protocol.ARP ? last + 1 : last;
      available = arp == last ? d.availableEnd(link) : d.headerEnd(arp);
      end = arp == last ? d.end(link) : Math.max(d.end(arp), available);
      if (d.isWhole(link) && d.protocol(link) == Protocol.ETHERNET) {
        sourceLow = Ethernet.source(bytes, d.index(link));
        destinationLow = Ethernet.destination(bytes, d.index(link));
      }
    }
    transportIndex = payloadIndex;
    payloadLength = end - payloadIndex;
    cut = end > available;
    payloadHash = Hash.mix(0, bytes, payloadIndex, Math.max(payloadIndex, available));
    hash = payloadHash;
  }

  private void readIp(Dissection d, int ip) {
    byte[] bytes = d.bytes();
    int index = d.index(ip);
    if (d.protocol(ip) == Protocol.IPV4) {
      version = 4;
      sourceLow = Ipv4.source(bytes, index) & 0xffff_ffffL;
      destinationLow = Ipv4.destination(bytes, index) & 0xffff_ffffL;
      protocol = Ipv4.protocol(bytes, index);
      identification = Ipv4.identification(bytes, index);
      fragmentOffset = Ipv4.fragmentOffset(bytes, index);
      moreFragments = Ipv4.moreFragments(bytes, index);
    } else {
      version = 6;
      sourceHigh = Ipv6.sourceHigh(bytes, index);
      sourceLow = Ipv6.sourceLow(bytes, index);
      destinationHigh = Ipv6.destinationHigh(bytes, index);
      destinationLow = Ipv6.destinationLow(bytes, index);
      protocol = Ipv6.nextHeader(bytes, index);
    }
    int last = ip;
    for (int next = ip + 1; isExtension(d, next); next++) {
      last = next;
      protocol = Bytes.u8(bytes, d.index(next)); // all of them start with it
      if (d.protocol(next) == Protocol.FRAGMENT) {
        identification = Ipv6Fragment.identification(bytes, d.index(next));
        fragmentOffset = Ipv6Fragment.fragmentOffset(bytes, d.index(next));
        moreFragments = Ipv6Fragment.moreFragments(bytes, d.index(next));
      }
    }
    transportIndex = d.headerEnd(last);
    int end = d.end(ip);
    int available = Math.max(transportIndex, d.availableEnd(ip));
    cut = available < end;
    payloadIndex = transportIndex;
    long header = protocol;
    if (fragmentOffset == 0) {
      header = readTransport(bytes, available, header);
    }
    payloadLength = Math.max(0, end - payloadIndex);
    int hashEnd =
        Math.min(available, (int) Math.min(Integer.MAX_VALUE, (long) payloadIndex + hashedBytes));
    payloadHash = Hash.mix(0, bytes, payloadIndex, Math.max(payloadIndex, hashEnd));
    int quoted = isIcmp() ? quotedIp(d, last + 1) : -1;
    hash = quoted < 0 ? Hash.mix(payloadHash, header) : hashOfQuote(d, quoted, header);
  }

  private static boolean isExtension(Dissection d, int layer) {
    return layer < d.layers() && d.isWhole(layer) && d.protocol(layer).isExtension();
  }

  /** Reads the transport header if it is there; returns a hash of what NAT leaves alone in it. */
  private long readTransport(byte[] bytes, int available, long header) {
    int at = transportIndex;
    int length = available - at;
    return switch (protocol) {
      case IpProtocol.TCP -> {
        if (length < 8) {
          yield header;
        }
        sourcePort = Tcp.sourcePort(bytes, at);
        destinationPort = Tcp.destinationPort(bytes, at);
        tcpSequence = Tcp.sequence(bytes, at);
        if (length < Tcp.LENGTH) {
          yield Hash.mix(header, tcpSequence);
        }
        tcpAcknowledgment = Tcp.acknowledgment(bytes, at);
        tcpFlags = Tcp.flags(bytes, at);
        payloadIndex = Math.min(available, at + Math.max(Tcp.LENGTH, Tcp.headerLength(bytes, at)));
        long mixed = Hash.mix(header, Bytes.i64(bytes, at + 4));
        mixed = Hash.mix(mixed, Bytes.i32(bytes, at + 12));
        yield Hash.mix(mixed, bytes, at + Tcp.LENGTH - 2, payloadIndex);
      }
      case IpProtocol.UDP -> {
        if (length < Udp.LENGTH) {
          yield header;
        }
        sourcePort = Udp.sourcePort(bytes, at);
        destinationPort = Udp.destinationPort(bytes, at);
        payloadIndex = at + Udp.LENGTH;
        yield Hash.mix(header, Udp.length(bytes, at));
      }
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> {
        if (length < Icmp.LENGTH) {
          yield header;
        }
        icmpType = Icmp.type(bytes, at);
        icmpCode = Icmp.code(bytes, at);
        payloadIndex = at + Icmp.LENGTH;
        int rest = Bytes.i32(bytes, at + 4);
        if (hasIdentifier()) {
          icmpIdentifier = rest >>> 16;
          icmpSequence = rest & 0xffff;
          rest = icmpSequence;
        }
        yield Hash.mix(header, (long) Bytes.u16(bytes, at) << 32 | (rest & 0xffff_ffffL));
      }
      default -> header;
    };
  }

  private boolean isIcmp() {
    return protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6;
  }

  private boolean hasIdentifier() {
    return protocol == IpProtocol.ICMP ? Icmp.hasIdentifier(icmpType) : Icmpv6.isEcho(icmpType);
  }

  private static int quotedIp(Dissection d, int icmp) {
    int quoted = icmp + 1;
    return quoted < d.layers()
            && d.isQuoted(quoted)
            && d.isWhole(quoted)
            && d.protocol(quoted).isIp()
        ? quoted
        : -1;
  }

  // NAT rewrites an error's quote as it would the packet; so take what it leaves alone there too.
  private static long hashOfQuote(Dissection d, int quoted, long header) {
    byte[] bytes = d.bytes();
    int index = d.index(quoted);
    int transport = d.headerEnd(quoted);
    int available = d.availableEnd(quoted);
    boolean isIpv4 = d.protocol(quoted) == Protocol.IPV4;
    long mixed =
        Hash.mix(header, isIpv4 ? Ipv4.identification(bytes, index) : Ipv6.flowLabel(bytes, index));
    if (available - transport < 8) {
      return mixed;
    }
    int carried = isIpv4 ? Ipv4.protocol(bytes, index) : Ipv6.nextHeader(bytes, index);
    return switch (carried) {
      case IpProtocol.TCP -> Hash.mix(mixed, Tcp.sequence(bytes, transport));
      case IpProtocol.UDP -> Hash.mix(mixed, Udp.length(bytes, transport));
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> Hash.mix(mixed, Icmp.sequence(bytes, transport));
      default -> mixed;
    };
  }

  /** 4 or 6; 0 if this is not IP. */
  public int version() {
    return version;
  }

  /** The upper 64 bits of an IPv6 source; 0 for IPv4. */
  public long sourceHigh() {
    return sourceHigh;
  }

  /** The lower 64 bits of an IPv6 source, an IPv4 source, or a MAC address if this is not IP. */
  public long sourceLow() {
    return sourceLow;
  }

  /** The upper 64 bits of an IPv6 destination; 0 for IPv4. */
  public long destinationHigh() {
    return destinationHigh;
  }

  /** As {@link #sourceLow}. */
  public long destinationLow() {
    return destinationLow;
  }

  /** What the IP packet carries, after extension headers: see {@link IpProtocol}. */
  public int protocol() {
    return protocol;
  }

  /** IPv4's identification (often 0 or meaningless), IPv6's only of fragments; else 0. */
  public int identification() {
    return identification;
  }

  /** In bytes; 0 in a packet that is no fragment, or the first. */
  public int fragmentOffset() {
    return fragmentOffset;
  }

  /** Whether it is a fragment and not the last. */
  public boolean moreFragments() {
    return moreFragments;
  }

  /** Whether it is a part of a packet. */
  public boolean isFragment() {
    return moreFragments || fragmentOffset != 0;
  }

  /** Of TCP and UDP; else, and in fragments after the first, 0. */
  public int sourcePort() {
    return sourcePort;
  }

  /** Of TCP and UDP; else, and in fragments after the first, 0. */
  public int destinationPort() {
    return destinationPort;
  }

  /** Of ICMP and ICMPv6, if {@link #protocol} says so. */
  public int icmpType() {
    return icmpType;
  }

  /** Of ICMP and ICMPv6. */
  public int icmpCode() {
    return icmpCode;
  }

  /** Of an echo; NAT may change it. */
  public int icmpIdentifier() {
    return icmpIdentifier;
  }

  /** Of an echo. */
  public int icmpSequence() {
    return icmpSequence;
  }

  /** Modulo 2^32. */
  public int tcpSequence() {
    return tcpSequence;
  }

  /** Modulo 2^32. */
  public int tcpAcknowledgment() {
    return tcpAcknowledgment;
  }

  /** {@link Tcp#SYN} and so on, or-ed. */
  public int tcpFlags() {
    return tcpFlags;
  }

  /** Where in the frame's array the transport header, or a later fragment's data, starts. */
  public int transportIndex() {
    return transportIndex;
  }

  /** Where in the frame's array the payload starts. */
  public int payloadIndex() {
    return payloadIndex;
  }

  /** Bytes after the transport header, by the packet's own word, whatever was captured of them. */
  public int payloadLength() {
    return payloadLength;
  }

  /** Whether the capture lacks a part of the packet: then its hashes are not those of the whole. */
  public boolean isCut() {
    return cut;
  }

  /** Of the payload alone. */
  public long payloadHash() {
    return payloadHash;
  }

  /** Of transport header and payload without all that routers and NAT change. */
  public long hash() {
    return hash;
  }

  /** The same with addresses, protocol, ports, an echo's identifier, and what tells fragments. */
  public long hashWithAddresses() {
    long mixed = Hash.mix(hash, sourceHigh);
    mixed = Hash.mix(mixed, sourceLow);
    mixed = Hash.mix(mixed, destinationHigh);
    mixed = Hash.mix(mixed, destinationLow);
    mixed =
        Hash.mix(mixed, (long) sourcePort << 48 | (long) destinationPort << 32 | icmpIdentifier);
    return Hash.mix(
        mixed, (long) identification << 32 | fragmentOffset << 1 | (moreFragments ? 1 : 0));
  }
}
