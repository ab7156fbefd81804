package org.flannelgraph.cluster;

import java.net.InetAddress;
import org.flannelgraph.address.Cidr;
import org.jspecify.annotations.Nullable;

/**
 * A machine of the cluster.
 *
 * @param name as in the file, also the name of its network namespace
 * @param address its IPv4 address on the underlay, in the cluster's nodeNetwork
 * @param address6 its IPv6 address there; null unless the cluster is dual stack
 * @param podCidr the IPv4 subnet that its pods get their addresses from; no host bits
 * @param podCidr6 the IPv6 one; null unless the cluster is dual stack
 */
public record Node(
    String name,
    InetAddress address,
    @Nullable InetAddress address6,
    Cidr podCidr,
    @Nullable Cidr podCidr6) {

  /** What the bridge cni0 gets: the first host of the subnet, its pods' default gateway. */
  public Cidr gateway() {
    return podCidr.withAddress(podCidr.host(1));
  }

  /** The IPv6 gateway; null unless the cluster is dual stack. */
  public @Nullable Cidr gateway6() {
    return podCidr6 == null ? null : podCidr6.withAddress(podCidr6.host(1));
  }
}
