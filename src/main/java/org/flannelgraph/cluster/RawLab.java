package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.flannelgraph.address.Cidr;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster.yaml says, and nothing that it does not say.
 *
 * @param unread what could not be read wholly, which was told; what refers to it can't be checked
 * @param cluster our own kind; null if there is none
 * @param nodes those with a name
 * @param pods those with a name
 * @param flannel net-conf.json; null if there is none, or none that can be read
 * @param cni cni-conf.json; null likewise
 */
record RawLab(
    Set<Subject> unread,
    @Nullable RawCluster cluster,
    List<RawNode> nodes,
    List<RawPod> pods,
    @Nullable RawFlannel flannel,
    @Nullable RawCni cni) {
  RawLab {
    unread = Set.copyOf(unread);
    nodes = List.copyOf(nodes);
    pods = List.copyOf(pods);
  }

  /** What a mistake in a document hides from those that refer to it. */
  enum Subject {
    /** Which nodes there are. */
    NODES,
    /** What a Cluster says. */
    CLUSTER,
    /** What Flannel's ConfigMap says. */
    FLANNEL
  }

  /**
   * @param position where the document starts
   * @param name the lab's own name
   * @param nodeNetwork IPv4
   * @param nodeNetwork6 IPv6
   * @param serviceNetwork IPv4
   * @param underlayMtu bytes
   * @param offloads whether links keep their offloads
   */
  record RawCluster(
      Position position,
      @Nullable Located<String> name,
      @Nullable Located<Cidr> nodeNetwork,
      @Nullable Located<Cidr> nodeNetwork6,
      @Nullable Located<Cidr> serviceNetwork,
      @Nullable Located<Integer> underlayMtu,
      @Nullable Located<Boolean> offloads) {}

  /**
   * @param name unique or not
   * @param address its first IPv4 InternalIP
   * @param address6 its first IPv6 InternalIP
   * @param podCidr its IPv4 podCIDR
   * @param podCidr6 its IPv6 podCIDR
   * @param whole whether all of it could be read
   */
  record RawNode(
      Located<String> name,
      @Nullable Located<InetAddress> address,
      @Nullable Located<InetAddress> address6,
      @Nullable Located<Cidr> podCidr,
      @Nullable Located<Cidr> podCidr6,
      boolean whole) {}

  /**
   * @param name unique in its Kubernetes namespace or not
   * @param kubernetesNamespace the one it says, or {@code default}
   * @param node its spec.nodeName; null if it has none, which was told
   * @param containers complete
   */
  record RawPod(
      Located<String> name,
      String kubernetesNamespace,
      @Nullable Located<String> node,
      List<Container> containers) {
    RawPod {
      containers = List.copyOf(containers);
    }
  }

  /**
   * @param position where net-conf.json starts
   * @param network Network, masked
   * @param network6 IPv6Network, masked; null unless EnableIPv6
   * @param dualStack EnableIPv6
   * @param subnets how Network is cut
   * @param subnets6 how IPv6Network is cut
   * @param backend Backend; one that could not be read is the default
   * @param mtu the backend's MTU; null for that of the node's own interface
   * @param text the JSON as written
   */
  record RawFlannel(
      Position position,
      @Nullable Located<Cidr> network,
      @Nullable Located<Cidr> network6,
      boolean dualStack,
      RawSubnets subnets,
      RawSubnets subnets6,
      Backend backend,
      @Nullable Located<Integer> mtu,
      String text) {}

  /**
   * @param length SubnetLen
   * @param min SubnetMin
   * @param max SubnetMax
   */
  record RawSubnets(
      @Nullable Located<Integer> length,
      @Nullable Located<InetAddress> min,
      @Nullable Located<InetAddress> max) {
    static final RawSubnets UNSAID = new RawSubnets(null, null, null);
  }

  /**
   * @param config what it comes to
   * @param mtu where it says an MTU, if it does
   */
  record RawCni(CniConfig config, @Nullable Located<Integer> mtu) {}
}
