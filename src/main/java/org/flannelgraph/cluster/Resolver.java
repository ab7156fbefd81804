package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawCluster;
import org.flannelgraph.cluster.RawLab.RawFlannel;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.flannelgraph.cluster.RawLab.RawPod;

/** Makes a cluster of what a file says. */
final class Resolver {
  private final RawLab lab;
  private final String defaultName;
  private final Problems problems;

  Resolver(RawLab lab, String defaultName, Optional<Cluster> running, Problems problems) {
    this.lab = lab;
    this.defaultName = defaultName;
    this.problems = problems;
  }

  Cluster resolve() {
    problems.throwErrors();
    RawCluster c = lab.cluster();
    RawFlannel f = lab.flannel();
    Cidr nodeNetwork =
        c == null || c.nodeNetwork() == null
            ? Cidr.parse("192.168.0.0/24")
            : c.nodeNetwork().value();
    boolean dual = f != null && f.dualStack();
    Cidr nodeNetwork6 =
        !dual
            ? null
            : c == null || c.nodeNetwork6() == null
                ? Cidr.parse("fd00:192:168::/64")
                : c.nodeNetwork6().value();
    Cidr network =
        f == null || f.network() == null ? Cidr.parse("10.244.0.0/16") : f.network().value();
    Cidr network6 = f == null || f.network6() == null ? null : f.network6().value();
    List<Node> nodes = new ArrayList<>();
    for (RawNode raw : lab.nodes()) {
      int n = nodes.size();
      InetAddress address =
          raw.address() == null ? nodeNetwork.host(11 + n) : raw.address().value();
      InetAddress address6 =
          nodeNetwork6 == null
              ? null
              : raw.address6() == null
                  ? nodeNetwork6.host(Long.parseLong("" + (11 + n), 16))
                  : raw.address6().value();
      nodes.add(
          new Node(
              raw.name().value(),
              address,
              address6,
              raw.podCidr() == null ? network.subnet(24, n + 1) : raw.podCidr().value(),
              network6 == null
                  ? null
                  : raw.podCidr6() == null ? network6.subnet(64, n + 1) : raw.podCidr6().value()));
    }
    Map<String, Integer> taken = new HashMap<>();
    List<Pod> pods = new ArrayList<>();
    for (RawPod raw : lab.pods()) {
      Node node =
          nodes.stream()
              .filter(x -> raw.node() != null && x.name().equals(raw.node().value()))
              .findFirst()
              .orElse(null);
      if (node == null) {
        problems.error(raw.name().position(), "there is no such node");
        continue;
      }
      int host = taken.merge(node.name(), 1, Integer::sum) + 1;
      pods.add(
          new Pod(
              raw.name().value(),
              raw.kubernetesNamespace(),
              node.name(),
              node.podCidr().withAddress(node.podCidr().host(host)),
              node.podCidr6() == null
                  ? null
                  : node.podCidr6().withAddress(node.podCidr6().host(host)),
              raw.containers()));
    }
    problems.throwErrors();
    return new Cluster(
        c == null || c.name() == null ? defaultName : c.name().value(),
        nodes,
        pods,
        new FlannelConfig(
            network,
            network6,
            f == null ? new Backend.Vxlan(1, 8472, null, false, false, false) : f.backend(),
            f == null ? FlannelConfig.STOCK_NET_CONF : f.text()),
        lab.cni() == null ? CniConfig.STOCK : lab.cni(),
        nodeNetwork,
        nodeNetwork6,
        c == null || c.serviceNetwork() == null
            ? Cidr.parse("10.96.0.0/12")
            : c.serviceNetwork().value(),
        c == null || c.underlayMtu() == null ? 1500 : c.underlayMtu().value(),
        c == null || c.offloads() == null || c.offloads().value());
  }
}
