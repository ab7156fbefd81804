package org.flannelgraph.packet;

import java.util.Optional;

/** What a captured frame starts with (tcpdump.org's LINKTYPE_ values). */
public enum LinkType {
  /** An Ethernet header. */
  ETHERNET(1, Protocol.ETHERNET),
  /** BSD loopback: an address family in the byte order of the machine that captured. */
  NULL(0, Protocol.LOOPBACK),
  /** OpenBSD loopback: the same in network byte order. */
  LOOP(108, Protocol.LOOPBACK),
  /** An IPv4 or IPv6 header at once. */
  RAW(101, Protocol.IP),
  /** Linux "cooked" capture. */
  LINUX_SLL(113, Protocol.SLL),
  /** Linux "cooked" capture, version 2. */
  LINUX_SLL2(276, Protocol.SLL2),
  /** An IPv4 header. */
  IPV4(228, Protocol.IPV4),
  /** An IPv6 header. */
  IPV6(229, Protocol.IPV6);

  private static final LinkType[] VALUES = values();

  private final int number;
  private final Protocol first;

  LinkType(int number, Protocol first) {
    this.number = number;
    this.first = first;
  }

  /** Its number in pcap and pcapng files. */
  public int number() {
    return number;
  }

  Protocol first() {
    return first;
  }

  /** The link type with that number in pcap and pcapng files, if we can read it. */
  public static Optional<LinkType> of(int number) {
    for (LinkType type : VALUES) {
      // 12 and 14 are DLT_RAW as some BSDs number it; files of theirs are about.
      if (type.number == number || (type == RAW && (number == 12 || number == 14))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
