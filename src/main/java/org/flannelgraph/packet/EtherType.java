package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** What an EtherType announces (linux/if_ether.h, ETH_P_). */
public final class EtherType {
  public static final int IPV4 = 0x0800;
  public static final int ARP = 0x0806;
  public static final int TRANSPARENT_ETHERNET_BRIDGING = 0x6558;
  public static final int VLAN = 0x8100;
  public static final int IPV6 = 0x86dd;
  public static final int SERVICE_VLAN = 0x88a8;

  /** What QinQ was tagged with before IEEE 802.1ad. */
  public static final int OLD_SERVICE_VLAN = 0x9100;

  private EtherType() {}

  static @Nullable Protocol protocol(int type) {
    return switch (type) {
      case IPV4 -> Protocol.IPV4;
      case IPV6 -> Protocol.IPV6;
      case ARP -> Protocol.ARP;
      case VLAN, OLD_SERVICE_VLAN -> Protocol.VLAN;
      case SERVICE_VLAN -> Protocol.SERVICE_VLAN;
      default -> null;
    };
  }

  /** The same inside a tunnel, where a whole Ethernet frame may follow. */
  static @Nullable Protocol tunnelled(int type) {
    return type == TRANSPARENT_ETHERNET_BRIDGING ? Protocol.ETHERNET : protocol(type);
  }
}
