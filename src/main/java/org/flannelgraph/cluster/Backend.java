package org.flannelgraph.cluster;

import org.jspecify.annotations.Nullable;

/** How Flannel carries packets from node to node: {@code Backend} in net-conf.json. */
public sealed interface Backend {
  /** The least MTU that Linux gives an interface with IPv4 (RFC 791), in bytes. */
  int LEAST_MTU = 68;

  /** The least MTU with which an interface has IPv6 (RFC 8200), in bytes. */
  int LEAST_MTU_IPV6 = 1280;

  /** The largest MTU of a veth pair or a bridge, in bytes. */
  int MOST_MTU = 65535;

  /** The word in net-conf.json and in the node annotation {@code backend-type}. */
  String type();

  /**
   * FLANNEL_MTU: what flannel.VNI and the pods get.
   *
   * @param underlayMtu of the node's own interface, in bytes
   */
  int mtu(int underlayMtu);

  /**
   * A tunnel in UDP (RFC 7348).
   *
   * @param vni VXLAN network identifier, 0 to 2^24 - 1
   * @param port UDP destination port, 1 to 65535; Flannel's 0 is the kernel's default, 8472
   * @param mtu the underlay's MTU in bytes as net-conf.json gives it, before encapsulation; null
   *     for the node interface's own
   * @param gbp whether the group policy extension is on
   * @param learning whether the tunnel learns remote addresses from packets
   * @param directRouting whether nodes on one link are reached without the tunnel
   */
  record Vxlan(
      int vni,
      int port,
      @Nullable Integer mtu,
      boolean gbp,
      boolean learning,
      boolean directRouting)
      implements Backend {
    /** Bytes that the tunnel adds over IPv4: IPv4 20, UDP 8, VXLAN 8, inner Ethernet 14. */
    public static final int OVERHEAD = 50;

    /** The same over IPv6, whose header has 40 bytes. Flannel still takes off 50 only. */
    public static final int OVERHEAD_IPV6 = 70;

    /** What the kernel, and so Flannel, listens on unless told; IANA's 4789 came later. */
    public static final int DEFAULT_PORT = 8472;

    @Override
    public String type() {
      return "vxlan";
    }

    @Override
    public int mtu(int underlayMtu) {
      return (mtu == null ? underlayMtu : mtu) - OVERHEAD;
    }

    /** The name of the tunnel device. */
    public String device() {
      return "flannel." + vni;
    }

    /** The name of the tunnel device that carries IPv6 in IPv6. */
    public String device6() {
      return "flannel-v6." + vni;
    }
  }

  /** Plain routes through the other nodes, which must be on one link. */
  record HostGw() implements Backend {
    @Override
    public String type() {
      return "host-gw";
    }

    @Override
    public int mtu(int underlayMtu) {
      return underlayMtu;
    }
  }
}
