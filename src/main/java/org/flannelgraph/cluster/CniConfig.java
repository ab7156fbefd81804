package org.flannelgraph.cluster;

import org.jspecify.annotations.Nullable;

/**
 * What the CNI plugins read from /etc/cni/net.d/10-flannel.conflist: the values that the flannel
 * plugin hands to the bridge plugin, after the defaults that both of them fill in.
 *
 * @param networkName names host-local's folder, /var/lib/cni/networks/NAME
 * @param bridge the bridge that pods are plugged into; at most 15 characters
 * @param hairpinMode whether a bridge port may send a frame back where it came from
 * @param isGateway whether the bridge has the subnet's first address
 * @param isDefaultGateway whether pods have a default route through it; implies isGateway
 * @param ipMasq whether the bridge plugin masquerades too (Flannel does already)
 * @param promiscMode whether the bridge is promiscuous
 * @param mtu bytes, for the bridge and the pods; null for FLANNEL_MTU
 * @param cniConfJson the text of the file, as written in the ConfigMap or the stock one
 */
public record CniConfig(
    String networkName,
    String bridge,
    boolean hairpinMode,
    boolean isGateway,
    boolean isDefaultGateway,
    boolean ipMasq,
    boolean promiscMode,
    @Nullable Integer mtu,
    String cniConfJson) {

  /** Flannel's own 10-flannel.conflist, from its manifest. */
  public static final String STOCK_CNI_CONF =
      """
      {
        "name": "cbr0",
        "cniVersion": "0.3.1",
        "plugins": [
          {
            "type": "flannel",
            "delegate": {
              "hairpinMode": true,
              "isDefaultGateway": true
            }
          },
          {
            "type": "portmap",
            "capabilities": {
              "portMappings": true
            }
          }
        ]
      }
      """;

  /** What the stock file means. */
  public static final CniConfig STOCK =
      new CniConfig("cbr0", "cni0", true, true, true, false, false, null, STOCK_CNI_CONF);
}
