package org.flannelgraph.packet;

/** What verifying a header's checksum came to. */
public enum Checksum {
  /** As it should be. */
  CORRECT("correct"),
  /** Not as it should be: whoever receives this drops it. */
  WRONG("wrong"),
  /**
   * Only the pseudo-header's sum: the sender left the rest to its network card, and the frame was
   * captured before that.
   */
  PARTIAL("partial (offloaded)"),
  /** Not all that it covers is there: cut off, or in other fragments. */
  CUT("cut off"),
  /** The header has none, or (UDP over IPv4) says that none was made. */
  ABSENT("not there");

  private final String words;

  Checksum(String words) {
    this.words = words;
  }

  /** In plain words. */
  public String words() {
    return words;
  }

  /** Verifies a layer's checksum. It reads all that the checksum covers. */
  public static Checksum of(Dissection d, int layer) {
    if (!d.isWhole(layer) && !isReadable(d, layer)) {
      return CUT;
    }
    return switch (d.protocol(layer)) {
      case IPV4 -> verdict(sum(0, d.bytes(), d.index(layer), d.headerEnd(layer)));
      case ICMP, IGMP -> plain(d, layer);
      case GRE -> Gre.hasChecksum(d.bytes(), d.index(layer)) ? plain(d, layer) : ABSENT;
      case ICMPV6 -> overPseudoHeader(d, layer, IpProtocol.ICMPV6);
      case TCP -> overPseudoHeader(d, layer, IpProtocol.TCP);
      case UDP ->
          Udp.checksum(d.bytes(), d.index(layer)) == 0
              ? ABSENT
              : overPseudoHeader(d, layer, IpProtocol.UDP);
      default -> ABSENT;
    };
  }

  /** Whether the checksum of a header that can't be right can be verified all the same. */
  private static boolean isReadable(Dissection d, int layer) {
    return d.stop() == Stop.MALFORMED
        && switch (d.protocol(layer)) {
          case IPV4 ->
              d.headerLength(layer) >= Ipv4.LENGTH
                  && d.headerLength(layer) == Ipv4.headerLength(d.bytes(), d.index(layer));
          case TCP -> d.headerLength(layer) >= Tcp.LENGTH;
          default -> false;
        };
  }

  private static Checksum plain(Dissection d, int layer) {
    return isAllThere(d, layer) ? verdict(sum(0, d.bytes(), d.index(layer), d.end(layer))) : CUT;
  }

  private static boolean isAllThere(Dissection d, int layer) {
    return d.availableEnd(layer) >= d.end(layer) && (layer == 0 || !d.isFirstFragment(layer - 1));
  }

  private static Checksum overPseudoHeader(Dissection d, int layer, int protocol) {
    int ip = layer - 1;
    while (ip >= 0 && !d.protocol(ip).isIp()) {
      ip--;
    }
    if (ip < 0) {
      return ABSENT;
    }
    if (!isAllThere(d, layer)) {
      return CUT;
    }
    byte[] bytes = d.bytes();
    int index = d.index(layer);
    int end = d.end(layer);
    long pseudo = addresses(d, ip, layer) + protocol + (end - index);
    if (fold(sum(pseudo, bytes, index, end)) == 0xffff) {
      return CORRECT;
    }
    int place =
        switch (protocol) {
          case IpProtocol.TCP -> 16;
          case IpProtocol.UDP -> 6;
          default -> -1; // nothing offloads ICMPv6's
        };
    return place >= 0 && Bytes.u16(bytes, index + place) == fold(pseudo) ? PARTIAL : WRONG;
  }

  private static long addresses(Dissection d, int ip, int layer) {
    byte[] bytes = d.bytes();
    int index = d.index(ip);
    if (d.protocol(ip) == Protocol.IPV4) {
      return sum(0, bytes, index + 12, index + 20);
    }
    long sum = sum(0, bytes, index + 8, index + 24);
    int destination = finalDestination(d, ip, layer);
    return sum(sum, bytes, destination, destination + 16);
  }

  /** Where the address stands that the packet is bound for once its routing header is used up. */
  private static int finalDestination(Dissection d, int ip, int layer) {
    byte[] bytes = d.bytes();
    for (int i = ip + 1; i < layer; i++) {
      int index = d.index(i);
      if (d.protocol(i) == Protocol.ROUTING
          && Ipv6Routing.segmentsLeft(bytes, index) > 0
          && d.headerLength(i) >= 24) {
        switch (Ipv6Routing.type(bytes, index)) {
          case Ipv6Routing.SOURCE_ROUTE, Ipv6Routing.MOBILE -> {
            return d.headerEnd(i) - 16;
          }
          case Ipv6Routing.SEGMENT_ROUTING -> {
            return index + 8; // segments are listed last one first
          }
          default -> {}
        }
      }
    }
    return d.index(ip) + 24;
  }

  /** Adds 16-bit words, unfolded; an odd last byte counts as the upper half of one. */
  private static long sum(long sum, byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 4 <= to; i += 4) {
      sum += Bytes.u32(bytes, i);
    }
    if (i + 2 <= to) {
      sum += Bytes.u16(bytes, i);
      i += 2;
    }
    return i < to ? sum + (Bytes.u8(bytes, i) << 8) : sum;
  }

  /** To 16 bits, carries added back in (RFC 1071). */
  private static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) folded;
  }

  private static Checksum verdict(long sum) {
    return fold(sum) == 0xffff ? CORRECT : WRONG;
  }
}
