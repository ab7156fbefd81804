package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;

/** Clusters for tests, each made of another one by one change. */
public final class Clusters {
  /** Flannel's vxlan when net-conf.json says no more than that. */
  public static final Backend.Vxlan VXLAN =
      new Backend.Vxlan(1, Backend.Vxlan.DEFAULT_PORT, null, false, false, false);

  /** What a container without command or image of ours does. */
  public static final Container WEB = new Container("web", "", new Workload.Http(List.of(8080)));

  private static final Cidr NETWORK6 = Cidr.parse("fd00:10:244::/48");
  private static final Cidr NODE_NETWORK6 = Cidr.parse("fd00:192:168::/64");

  private Clusters() {}

  /** A cluster of no nodes. */
  public static Cluster empty(String name) {
    return new Cluster(
        name,
        List.of(),
        List.of(),
        new FlannelConfig(Cidr.parse("10.244.0.0/16"), null, VXLAN, FlannelConfig.STOCK_NET_CONF),
        CniConfig.STOCK,
        Cidr.parse("192.168.0.0/24"),
        null,
        Cidr.parse("10.96.0.0/12"),
        1500,
        true);
  }

  /** The same with IPv6; before it has nodes. */
  public static Cluster dualStack(Cluster cluster) {
    FlannelConfig flannel = cluster.flannel();
    return new Cluster(
        cluster.name(),
        cluster.nodes(),
        cluster.pods(),
        new FlannelConfig(flannel.network(), NETWORK6, flannel.backend(), flannel.netConfJson()),
        cluster.cni(),
        cluster.nodeNetwork(),
        NODE_NETWORK6,
        cluster.serviceNetwork(),
        cluster.underlayMtu(),
        cluster.offloads());
  }

  /** Two nodes with pods red and blue, green and violet. */
  public static Cluster twoNodes() {
    return fourPods(empty("test"));
  }

  /** Gives an empty cluster two nodes with two pods each. */
  public static Cluster fourPods(Cluster cluster) {
    Cluster grown = withNode(withNode(cluster, "node1"), "node2");
    for (String pod : List.of("red node1", "blue node1", "green node2", "violet node2")) {
      String[] words = pod.split(" ", -1);
      grown = withPod(grown, words[0], words[1], WEB);
    }
    return grown;
  }

  /** One node more, with the next free address and the subnet that belongs to it. */
  public static Cluster withNode(Cluster cluster, String name) {
    int n = 1;
    while (isTaken(cluster, cluster.nodeNetwork().host(10 + n))) {
      n++;
    }
    return withNode(cluster, name, n, cluster.flannel().network().subnet(24, n));
  }

  /** One node more: the nth, with this subnet. */
  public static Cluster withNode(Cluster cluster, String name, int n, Cidr podCidr) {
    Cidr network6 = cluster.flannel().network6();
    Cidr nodeNetwork6 = cluster.nodeNetwork6();
    List<Node> nodes = new ArrayList<>(cluster.nodes());
    nodes.add(
        new Node(
            name,
            cluster.nodeNetwork().host(10 + n),
            nodeNetwork6 == null ? null : nodeNetwork6.host(0x10 + n),
            podCidr,
            network6 == null ? null : network6.subnet(64, n)));
    return with(cluster, nodes, cluster.pods());
  }

  private static boolean isTaken(Cluster cluster, InetAddress address) {
    return cluster.nodes().stream().anyMatch(node -> node.address().equals(address));
  }

  /** One node less, and the pods on it. */
  public static Cluster withoutNode(Cluster cluster, String name) {
    return with(
        cluster,
        keep(cluster.nodes(), node -> !node.name().equals(name)),
        keep(cluster.pods(), pod -> !pod.node().equals(name)));
  }

  /** One pod more, with the lowest free address of its node. */
  public static Cluster withPod(
      Cluster cluster, String name, String nodeName, Container... containers) {
    Node node = cluster.node(nodeName).orElseThrow();
    int host = 2;
    while (isTaken(cluster.podsOn(node), node.podCidr().host(host))) {
      host++;
    }
    Cidr cidr6 = node.podCidr6();
    List<Pod> pods = new ArrayList<>(cluster.pods());
    pods.add(
        new Pod(
            name,
            "default",
            nodeName,
            node.podCidr().withAddress(node.podCidr().host(host)),
            cidr6 == null ? null : cidr6.withAddress(cidr6.host(host)),
            List.of(containers)));
    return with(cluster, cluster.nodes(), pods);
  }

  private static boolean isTaken(List<Pod> pods, InetAddress address) {
    return pods.stream().anyMatch(pod -> pod.address().address().equals(address));
  }

  /** One pod less. */
  public static Cluster withoutPod(Cluster cluster, String name) {
    return with(
        cluster, cluster.nodes(), keep(cluster.pods(), pod -> !pod.namespaceName().equals(name)));
  }

  /** A pod with other containers. */
  public static Cluster withContainers(Cluster cluster, String name, Container... containers) {
    return changed(
        cluster,
        name,
        pod ->
            new Pod(
                pod.name(),
                pod.kubernetesNamespace(),
                pod.node(),
                pod.address(),
                pod.address6(),
                List.of(containers)));
  }

  /** A pod with another IPv4 address. */
  public static Cluster withAddress(Cluster cluster, String name, String address) {
    return changed(
        cluster,
        name,
        pod ->
            new Pod(
                pod.name(),
                pod.kubernetesNamespace(),
                pod.node(),
                pod.address().withAddress(Addresses.parse(address)),
                pod.address6(),
                pod.containers()));
  }

  private static Cluster changed(
      Cluster cluster, String name, java.util.function.UnaryOperator<Pod> change) {
    return with(
        cluster,
        cluster.nodes(),
        cluster.pods().stream()
            .map(pod -> pod.namespaceName().equals(name) ? change.apply(pod) : pod)
            .toList());
  }

  /** The same with another backend. */
  public static Cluster with(Cluster cluster, Backend backend) {
    FlannelConfig flannel = cluster.flannel();
    return with(
        cluster,
        new FlannelConfig(flannel.network(), flannel.network6(), backend, flannel.netConfJson()),
        cluster.cni(),
        cluster.underlayMtu(),
        cluster.offloads());
  }

  /** The same with another CNI configuration. */
  public static Cluster with(Cluster cluster, CniConfig cni) {
    return with(cluster, cluster.flannel(), cni, cluster.underlayMtu(), cluster.offloads());
  }

  /** The same with another MTU between the nodes. */
  public static Cluster withUnderlayMtu(Cluster cluster, int mtu) {
    return with(cluster, cluster.flannel(), cluster.cni(), mtu, cluster.offloads());
  }

  /** The same with every offload off. */
  public static Cluster withoutOffloads(Cluster cluster) {
    return with(cluster, cluster.flannel(), cluster.cni(), cluster.underlayMtu(), false);
  }

  private static Cluster with(Cluster cluster, List<Node> nodes, List<Pod> pods) {
    return new Cluster(
        cluster.name(),
        nodes,
        pods,
        cluster.flannel(),
        cluster.cni(),
        cluster.nodeNetwork(),
        cluster.nodeNetwork6(),
        cluster.serviceNetwork(),
        cluster.underlayMtu(),
        cluster.offloads());
  }

  private static Cluster with(
      Cluster cluster, FlannelConfig flannel, CniConfig cni, int underlayMtu, boolean offloads) {
    return new Cluster(
        cluster.name(),
        cluster.nodes(),
        cluster.pods(),
        flannel,
        cni,
        cluster.nodeNetwork(),
        cluster.nodeNetwork6(),
        cluster.serviceNetwork(),
        underlayMtu,
        offloads);
  }

  private static <T> List<T> keep(List<T> all, Predicate<T> condition) {
    return all.stream().filter(condition).toList();
  }
}
