package org.flannelgraph.linux.netfilter;

import java.util.Locale;

/** The family of a table, or of a packet in it (linux/netfilter.h, NFPROTO_). */
public enum NetfilterFamily {
  UNSPEC(0),
  /** IPv4 and IPv6 at once. */
  INET(1),
  IP(2),
  ARP(3),
  NETDEV(5),
  BRIDGE(7),
  IP6(10);

  private final int number;

  NetfilterFamily(int number) {
    this.number = number;
  }

  /** Its number in the kernel. */
  public int number() {
    return number;
  }

  /** The one of that number; {@link #UNSPEC} for one that the kernel's header does not have. */
  public static NetfilterFamily of(int number) {
    for (NetfilterFamily family : values()) {
      if (family.number == number) {
        return family;
      }
    }
    return UNSPEC;
  }

  /** The word that nft has for it: inet, ip, ip6. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
