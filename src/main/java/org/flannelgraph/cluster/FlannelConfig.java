package org.flannelgraph.cluster;

import org.flannelgraph.address.Cidr;
import org.jspecify.annotations.Nullable;

/**
 * What Flannel reads from its ConfigMap.
 *
 * @param network all pods' IPv4 addresses; no host bits
 * @param network6 all pods' IPv6 addresses; null unless EnableIPv6
 * @param backend how nodes reach each other's pods
 * @param netConfJson the text of /etc/kube-flannel/net-conf.json, as written in the file or the
 *     default
 */
public record FlannelConfig(
    Cidr network, @Nullable Cidr network6, Backend backend, String netConfJson) {

  /** The stock net-conf.json, but saying that rules are nftables', as they are in a lab. */
  public static final String STOCK_NET_CONF =
      """
      {
        "Network": "10.244.0.0/16",
        "EnableNFTables": true,
        "Backend": {
          "Type": "vxlan"
        }
      }
      """;

  /** Whether pods have IPv6 addresses too. */
  public boolean isDualStack() {
    return network6 != null;
  }
}
