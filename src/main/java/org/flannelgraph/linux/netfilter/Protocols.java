package org.flannelgraph.linux.netfilter;

/** Protocols above IP (netinet/in.h), with the names that netfilter's programs print. */
final class Protocols {
  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int DCCP = 33;
  static final int GRE = 47;
  static final int ICMPV6 = 58;
  static final int SCTP = 132;
  static final int UDPLITE = 136;

  private Protocols() {}

  static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, DCCP, SCTP, UDPLITE -> true;
      default -> false;
    };
  }

  /** The name in nft, or the number. */
  static String nftName(int protocol) {
    return protocol == ICMPV6 ? "ipv6-icmp" : named(protocol, String.valueOf(protocol));
  }

  /** The name in conntrack. */
  static String conntrackName(int protocol) {
    return named(protocol, "unknown");
  }

  private static String named(int protocol, String otherwise) {
    return switch (protocol) {
      case ICMP -> "icmp";
      case TCP -> "tcp";
      case UDP -> "udp";
      case DCCP -> "dccp";
      case GRE -> "gre";
      case ICMPV6 -> "icmpv6";
      case SCTP -> "sctp";
      case UDPLITE -> "udplite";
      default -> otherwise;
    };
  }
}
