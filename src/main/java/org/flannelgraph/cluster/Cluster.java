package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Cidr;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as a lab wants it, complete and consistent: every name is unique, every pod is on a
 * node, every address is chosen. Two files that mean the same give equal clusters.
 *
 * @param name the lab's
 * @param nodes in the order of the file
 * @param pods in the order of the file
 * @param flannel what flanneld reads
 * @param cni what the CNI plugins read
 * @param nodeNetwork the underlay; its first host is the switch's
 * @param nodeNetwork6 the underlay's IPv6 network; null unless dual stack
 * @param serviceNetwork where Services get their ClusterIPs from
 * @param underlayMtu of the nodes' interfaces and the switch, in bytes
 * @param offloads whether the lab's links keep segmentation, receive and checksum offloads
 */
public record Cluster(
    String name,
    List<Node> nodes,
    List<Pod> pods,
    FlannelConfig flannel,
    CniConfig cni,
    Cidr nodeNetwork,
    @Nullable Cidr nodeNetwork6,
    Cidr serviceNetwork,
    int underlayMtu,
    boolean offloads) {

  /** The name of the switch between the nodes and of its namespace. */
  public static final String UNDERLAY = "underlay";

  public Cluster {
    nodes = List.copyOf(nodes);
    pods = List.copyOf(pods);
  }

  /** The node of that name. */
  public Optional<Node> node(String nodeName) {
    return nodes.stream().filter(node -> node.name().equals(nodeName)).findFirst();
  }

  /** The pod whose network namespace has that name (see {@link Pod#namespaceName}). */
  public Optional<Pod> pod(String namespaceName) {
    return pods.stream().filter(pod -> pod.namespaceName().equals(namespaceName)).findFirst();
  }

  /** The pods on a node, in the order of the file. */
  public List<Pod> podsOn(Node node) {
    return pods.stream().filter(pod -> pod.node().equals(node.name())).toList();
  }

  /** All namespaces that the lab has: the switch's, then the nodes', then the pods'. */
  public List<String> placeNames() {
    List<String> names = new ArrayList<>();
    names.add(UNDERLAY);
    nodes.forEach(node -> names.add(node.name()));
    pods.forEach(pod -> names.add(pod.namespaceName()));
    return List.copyOf(names);
  }

  /** What every node's flanneld announces, in the order of the nodes. */
  public List<Lease> leases() {
    return nodes.stream().map(this::lease).toList();
  }

  /** What this node's flanneld announces. */
  public Lease lease(Node node) {
    return Lease.of(name, node, flannel.backend());
  }

  /** The MTU of flannel.VNI and, unless the CNI configuration has its own, of the pods. */
  public int flannelMtu() {
    return flannel.backend().mtu(underlayMtu);
  }

  /** The text of this node's /run/flannel/subnet.env. */
  public String subnetEnv(Node node) {
    return lease(node).subnetEnv(flannel, underlayMtu);
  }

  /** The switch's own IPv4 address, the first host of the node network. */
  public Cidr switchAddress() {
    return nodeNetwork.withAddress(nodeNetwork.host(1));
  }

  /** The switch's own IPv6 address; null unless dual stack. */
  public @Nullable Cidr switchAddress6() {
    return nodeNetwork6 == null ? null : nodeNetwork6.withAddress(nodeNetwork6.host(1));
  }
}
