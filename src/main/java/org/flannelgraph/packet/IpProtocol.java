package org.flannelgraph.packet;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What IPv4's protocol and IPv6's next header announce (linux/in.h and in6.h, IPPROTO_). */
public final class IpProtocol {
  public static final int HOP_BY_HOP = 0;
  public static final int ICMP = 1;
  public static final int IGMP = 2;
  public static final int IPV4 = 4;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int IPV6 = 41;
  public static final int ROUTING = 43;
  public static final int FRAGMENT = 44;
  public static final int GRE = 47;
  public static final int ESP = 50;
  public static final int AH = 51;
  public static final int ICMPV6 = 58;
  public static final int NO_NEXT_HEADER = 59;
  public static final int DESTINATION = 60;

  private IpProtocol() {}

  /** What follows an IP header, or one of IPv6's extension headers, where the cursor stands. */
  static @Nullable Protocol next(Cursor c, int protocol, boolean isIpv6) {
    return switch (protocol) {
      case TCP -> Protocol.TCP;
      case UDP -> Protocol.UDP;
      case ICMP -> Protocol.ICMP;
      case IGMP -> Protocol.IGMP;
      case GRE -> Protocol.GRE;
      case ICMPV6 -> Protocol.ICMPV6;
      case IPV4 -> tunnel(c, Protocol.IPV4);
      case IPV6 -> tunnel(c, Protocol.IPV6);
      case AH -> Protocol.AH;
      case HOP_BY_HOP -> isIpv6 ? Protocol.HOP_BY_HOP : null;
      case ROUTING -> isIpv6 ? Protocol.ROUTING : null;
      case FRAGMENT -> isIpv6 ? Protocol.FRAGMENT : null;
      case DESTINATION -> isIpv6 ? Protocol.DESTINATION : null;
      default -> null;
    };
  }

  private static Protocol tunnel(Cursor c, Protocol inner) {
    c.enterTunnel();
    return inner;
  }

  /** The same, or {@code protocol 132}. */
  static String words(int protocol) {
    String name = name(protocol);
    return name == null ? "protocol " + protocol : name.toUpperCase(Locale.ROOT);
  }

  /** The protocol's name as /etc/protocols has it, in lower case, or null. */
  static @Nullable String name(long protocol) {
    return switch ((int) protocol) {
      case HOP_BY_HOP -> "hop-by-hop";
      case ICMP -> "icmp";
      case IGMP -> "igmp";
      case IPV4 -> "ipv4";
      case TCP -> "tcp";
      case UDP -> "udp";
      case IPV6 -> "ipv6";
      case ROUTING -> "routing";
      case FRAGMENT -> "fragment";
      case GRE -> "gre";
      case ESP -> "esp";
      case AH -> "ah";
      case ICMPV6 -> "icmpv6";
      case NO_NEXT_HEADER -> "no next header";
      case DESTINATION -> "destination";
      default -> null;
    };
  }
}
