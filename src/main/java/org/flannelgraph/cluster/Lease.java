package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.address.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * What one flanneld tells all others about its node: "this subnet is here, and that is how you
 * reach me". In kube mode it stands in the node's annotations.
 *
 * @param node whose it is
 * @param subnet the node's podCIDR
 * @param subnet6 the IPv6 one; null unless dual stack
 * @param publicAddress where the others send to: the node's address on the underlay
 * @param publicAddress6 the IPv6 one; null unless dual stack
 * @param backend the backend, the same on every node
 * @param vtepMac MAC address of flannel.VNI; null with host-gw, which has no such device
 * @param vtepMac6 MAC address of flannel-v6.VNI; null with host-gw and unless dual stack
 */
public record Lease(
    Node node,
    Cidr subnet,
    @Nullable Cidr subnet6,
    InetAddress publicAddress,
    @Nullable InetAddress publicAddress6,
    Backend backend,
    @Nullable MacAddress vtepMac,
    @Nullable MacAddress vtepMac6) {

  private static final String PREFIX = "flannel.alpha.coreos.com/";

  static Lease of(String clusterName, Node node, Backend backend) {
    MacAddress mac = null;
    MacAddress mac6 = null;
    if (backend instanceof Backend.Vxlan vxlan) {
      String seed = clusterName + "/" + node.name() + "/";
      mac = MacAddress.fromName(seed + vxlan.device());
      mac6 = node.podCidr6() == null ? null : MacAddress.fromName(seed + vxlan.device6());
    }
    return new Lease(
        node, node.podCidr(), node.podCidr6(), node.address(), node.address6(), backend, mac, mac6);
  }

  /** The annotations that flanneld writes on its node in kube mode, sorted by name. */
  public SortedMap<String, String> annotations() {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put(PREFIX + "kube-subnet-manager", "true");
    annotations.put(PREFIX + "backend-type", backend.type());
    annotations.put(PREFIX + "backend-data", backendData(vtepMac));
    annotations.put(PREFIX + "public-ip", Addresses.format(publicAddress));
    if (publicAddress6 != null) {
      annotations.put(PREFIX + "backend-v6-data", backendData(vtepMac6));
      annotations.put(PREFIX + "public-ipv6", Addresses.format(publicAddress6));
    }
    return annotations;
  }

  /** One of the annotations, by its name without Flannel's prefix; empty if it is not there. */
  public String annotation(String name) {
    return annotations().getOrDefault(PREFIX + name, "");
  }

  private String backendData(@Nullable MacAddress mac) {
    return switch (backend) {
      case Backend.Vxlan vxlan -> "{\"VNI\":" + vxlan.vni() + ",\"VtepMAC\":\"" + mac + "\"}";
      case Backend.HostGw _ -> "null";
    };
  }

  /**
   * The text of /run/flannel/subnet.env, which hands the lease on to the CNI plugin.
   *
   * @param flannel for the networks
   * @param underlayMtu MTU of the node's own interface, in bytes
   */
  public String subnetEnv(FlannelConfig flannel, int underlayMtu) {
    StringBuilder text = new StringBuilder();
    append(text, "FLANNEL_NETWORK", flannel.network());
    append(text, "FLANNEL_SUBNET", node.gateway());
    Cidr network6 = flannel.network6();
    Cidr gateway6 = node.gateway6();
    if (network6 != null && gateway6 != null) {
      append(text, "FLANNEL_IPV6_NETWORK", network6);
      append(text, "FLANNEL_IPV6_SUBNET", gateway6);
    }
    append(text, "FLANNEL_MTU", backend.mtu(underlayMtu));
    append(text, "FLANNEL_IPMASQ", true);
    return text.toString();
  }

  private static void append(StringBuilder text, String key, Object value) {
    text.append(key).append('=').append(value).append('\n');
  }
}
