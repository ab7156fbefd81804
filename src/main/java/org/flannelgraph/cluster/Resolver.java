package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawCluster;
import org.flannelgraph.cluster.RawLab.RawFlannel;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.flannelgraph.cluster.RawLab.RawSubnets;
import org.flannelgraph.cluster.RawLab.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Makes a cluster of what a file says: fills in what it leaves open and checks what holds only
 * between documents.
 */
final class Resolver {
  private final RawLab lab;
  private final String defaultName;
  private final Optional<Cluster> running;
  private final Problems problems;

  /**
   * @param lab what the file says
   * @param defaultName of the cluster
   * @param running what runs already, and keeps what was chosen for it
   * @param problems takes what is wrong
   */
  Resolver(RawLab lab, String defaultName, Optional<Cluster> running, Problems problems) {
    this.lab = lab;
    this.defaultName = defaultName;
    this.running = running;
    this.problems = problems;
  }

  /**
   * The cluster.
   *
   * @throws InvalidClusterException if there are problems, those of the reading before included
   */
  Cluster resolve() {
    Places places = new Places(lab, problems);
    List<RawNode> rawNodes = places.nodes();
    Networks networks = Networks.of(lab, problems);
    int underlayMtu = new Mtus(lab, problems).underlay();
    Map<String, Node> nodes = nodes(rawNodes, networks);
    List<Pod> pods = new PodAddresses(nodes, running, problems).pods(places.pods());
    problems.throwErrors();
    RawCluster cluster = lab.cluster();
    RawFlannel flannel = lab.flannel();
    return new Cluster(
        cluster == null || cluster.name() == null ? defaultName : cluster.name().value(),
        List.copyOf(nodes.values()),
        pods,
        new FlannelConfig(
            networks.pods(),
            networks.pods6(),
            flannel == null ? FlannelReader.DEFAULT_BACKEND : flannel.backend(),
            flannel == null ? FlannelConfig.STOCK_NET_CONF : flannel.text()),
        lab.cni() == null ? CniConfig.STOCK : lab.cni().config(),
        networks.nodes(),
        networks.nodes6(),
        networks.services(),
        underlayMtu,
        cluster != null && cluster.offloads() != null && cluster.offloads().value());
  }

  /** The nodes, in the order of the file, by name; without those that something is wrong with. */
  private Map<String, Node> nodes(List<RawNode> all, Networks networks) {
    List<RawNode> whole = all.stream().filter(RawNode::whole).toList();
    RawFlannel flannel = lab.flannel();
    RawCluster cluster = lab.cluster();
    Located<Cidr> said = cluster == null ? null : cluster.nodeNetwork();
    Located<Cidr> said6 = cluster == null ? null : cluster.nodeNetwork6();
    Map<String, InetAddress> address =
        new NodeAddresses(networks.nodes(), problems)
            .choose(whole, RawNode::address, before(Node::address), isKnown(said, Subject.CLUSTER));
    Located<Cidr> pods = flannel == null ? null : flannel.network();
    Map<String, Cidr> subnet =
        new NodeSubnets(
                located(pods, networks.pods()),
                flannel == null ? RawSubnets.UNSAID : flannel.subnets(),
                problems)
            .choose(whole, RawNode::podCidr, before(Node::podCidr), isKnown(pods, Subject.FLANNEL));
    Map<String, InetAddress> address6 = Map.of();
    Map<String, Cidr> subnet6 = Map.of();
    if (flannel != null && networks.nodes6() != null && networks.pods6() != null) {
      address6 =
          new NodeAddresses(networks.nodes6(), problems)
              .choose(
                  whole,
                  RawNode::address6,
                  before(Node::address6),
                  isKnown(said6, Subject.CLUSTER));
      subnet6 =
          new NodeSubnets(
                  located(flannel.network6(), networks.pods6()), flannel.subnets6(), problems)
              .choose(
                  whole,
                  RawNode::podCidr6,
                  before(Node::podCidr6),
                  isKnown(flannel.network6(), Subject.FLANNEL));
    } else if (!lab.unread().contains(Subject.FLANNEL)) {
      whole.forEach(this::refuseIpv6);
    }
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (RawNode node : whole) {
      String name = node.name().value();
      InetAddress own = address.get(name);
      Cidr ownSubnet = subnet.get(name);
      if (own != null && ownSubnet != null) {
        nodes.put(name, new Node(name, own, address6.get(name), ownSubnet, subnet6.get(name)));
      }
    }
    return nodes;
  }

  /** Whether a network is what the file wants: it says so, or it wants the default. */
  private boolean isKnown(@Nullable Located<Cidr> said, Subject where) {
    return said != null || !lab.unread().contains(where);
  }

  private static Located<Cidr> located(@Nullable Located<Cidr> said, Cidr unsaid) {
    return said == null ? new Located<>(unsaid, Position.WHOLE_FILE) : said;
  }

  private <T> Function<String, @Nullable T> before(Function<Node, @Nullable T> property) {
    Map<String, T> values = new HashMap<>();
    for (Node node : running.map(Cluster::nodes).orElse(List.of())) {
      T value = property.apply(node);
      if (value != null) {
        values.put(node.name(), value);
      }
    }
    return values::get;
  }

  private void refuseIpv6(RawNode node) {
    if (node.podCidr6() != null) {
      problems.error(
          node.podCidr6().position(),
          "subnet \"%s\" specified in the PodCIDR, but doesn't exist in the flannel net config of the \"%s\" node: give it EnableIPv6 and IPv6Network"
              .formatted(node.podCidr6().value(), node.name().value()));
    }
    if (node.address6() != null) {
      problems.warnOnce(
          node.address6().position(),
          "the nodes' IPv6 addresses are not used without \"EnableIPv6\": true in net-conf.json");
    }
  }
}
