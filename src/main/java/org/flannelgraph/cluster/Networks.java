package org.flannelgraph.cluster;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawCluster;
import org.flannelgraph.cluster.RawLab.RawFlannel;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.flannelgraph.cluster.RawLab.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's networks, as said or by default.
 *
 * @param nodes the underlay
 * @param nodes6 its IPv6 network; null unless dual stack
 * @param pods Flannel's Network
 * @param pods6 Flannel's IPv6Network; null unless dual stack
 * @param services where ClusterIPs come from
 */
record Networks(Cidr nodes, @Nullable Cidr nodes6, Cidr pods, @Nullable Cidr pods6, Cidr services) {
  static final Cidr DEFAULT_NODES = Cidr.parse("192.168.0.0/24");
  static final Cidr DEFAULT_NODES6 = Cidr.parse("fd00:192:168::/64");
  static final Cidr DEFAULT_PODS = Cidr.parse("10.244.0.0/16");
  static final Cidr DEFAULT_PODS6 = Cidr.parse("fd00:10:244::/48");
  static final Cidr DEFAULT_SERVICES = Cidr.parse("10.96.0.0/12");

  private static final String PODS = "pod network";
  private static final String SERVICES = "service network";

  /** Networks that the kernel gives a meaning of their own. */
  private static final List<Cidr> SPECIAL =
      List.of(
          Cidr.parse("0.0.0.0/8"),
          Cidr.parse("127.0.0.0/8"),
          Cidr.parse("224.0.0.0/3"),
          Cidr.parse("::/96"),
          Cidr.parse("fe80::/10"),
          Cidr.parse("ff00::/8"));

  /**
   * A network with what it is for.
   *
   * @param position where the file says it; null if it is the default
   * @param known whether it is what the file wants, as far as that can be told
   */
  private record Named(String name, Cidr network, @Nullable Position position, boolean known) {

    @Override
    public String toString() {
      return "the %s %s%s".formatted(name, network, position == null ? " (the default)" : "");
    }
  }

  /** Takes what the file says, or the defaults, and checks that no two of them overlap. */
  static Networks of(RawLab lab, Problems problems) {
    RawCluster cluster = lab.cluster();
    RawFlannel flannel = lab.flannel();
    boolean clusterRead = !lab.unread().contains(Subject.CLUSTER);
    boolean flannelRead = !lab.unread().contains(Subject.FLANNEL);
    Located<Cidr> saidNodes = cluster == null ? null : cluster.nodeNetwork();
    Named nodes = named("node network", saidNodes, guessedNodes(lab, problems), clusterRead);
    Named pods = named(PODS, flannel == null ? null : flannel.network(), DEFAULT_PODS, flannelRead);
    Located<Cidr> saidServices = cluster == null ? null : cluster.serviceNetwork();
    Named services = named(SERVICES, saidServices, DEFAULT_SERVICES, clusterRead);
    check(List.of(nodes, pods, services), problems);
    Located<Cidr> saidNodes6 = cluster == null ? null : cluster.nodeNetwork6();
    if (flannel == null || !flannel.dualStack()) {
      if (saidNodes6 != null && flannelRead) {
        problems.warn(
            saidNodes6.position(),
            saidNodes6.value() + " is not used without \"EnableIPv6\": true in net-conf.json");
      }
      return new Networks(nodes.network(), null, pods.network(), null, services.network());
    }
    Named nodes6 = named("node network", saidNodes6, DEFAULT_NODES6, clusterRead);
    Named pods6 = named(PODS, flannel.network6(), DEFAULT_PODS6, flannelRead);
    check(List.of(nodes6, pods6), problems);
    return new Networks(
        nodes.network(), nodes6.network(), pods.network(), pods6.network(), services.network());
  }

  private static Named named(
      String name, @Nullable Located<Cidr> said, Cidr unsaid, boolean isRead) {
    return said == null
        ? new Named(name, unsaid, null, isRead)
        : new Named(name, said.value(), said.position(), true);
  }

  /**
   * The node network of a file that does not say one. A manifest from a real cluster says its
   * nodes' addresses and leaves their network to whoever plugged the cables: then it is what they
   * all are in, a /24 or, if need be, larger.
   */
  private static Cidr guessedNodes(RawLab lab, Problems problems) {
    List<Located<InetAddress>> said = new ArrayList<>();
    for (RawNode node : lab.nodes()) {
      if (node.address() != null) {
        said.add(node.address());
      }
    }
    if (said.isEmpty()
        || lab.unread().contains(Subject.CLUSTER)
        || (lab.cluster() != null && lab.cluster().nodeNetwork() != null)
        || said.stream().anyMatch(address -> DEFAULT_NODES.contains(address.value()))) {
      return DEFAULT_NODES;
    }
    Located<InetAddress> first = said.getFirst();
    for (int length = DEFAULT_NODES.prefixLength(); length >= 16; length--) {
      Cidr network = new Cidr(first.value(), length).masked();
      if (said.stream().allMatch(address -> network.contains(address.value()))) {
        problems.warn(
            first.position(),
            ("the node network is %s, so that it holds the nodes' addresses; a 'kind: Cluster' can "
                    + "say another in spec.nodeNetwork")
                .formatted(network));
        return network;
      }
    }
    return DEFAULT_NODES;
  }

  private static void check(List<Named> networks, Problems problems) {
    for (int i = 0; i < networks.size(); i++) {
      Named network = networks.get(i);
      checkAlone(network, problems);
      for (Named before : networks.subList(0, i)) {
        boolean known = before.known() && network.known();
        if (known && before.network().overlaps(network.network())) {
          overlap(before, network, problems);
        }
      }
    }
  }

  private static void checkAlone(Named network, Problems problems) {
    Position position = network.position();
    if (position == null) {
      return;
    }
    Cidr cidr = network.network();
    boolean cutByFlannel = network.name().equals(PODS); // whose rules are SubnetRange's
    if (!cutByFlannel && cidr.prefixLength() > cidr.bits() - 2) {
      problems.error(
          position,
          "%s is too small: take a prefix length of at most %d"
              .formatted(network, cidr.bits() - 2));
    }
    for (Cidr special : SPECIAL) {
      if (special.overlaps(cidr)) {
        problems.error(
            position, network + " overlaps " + special + ", which Linux keeps for itself");
      }
    }
  }

  /** Tells of two networks that overlap, where the file says the later one. */
  private static void overlap(Named one, Named other, Problems problems) {
    boolean isLater = line(one) > line(other);
    Named later = isLater ? one : other;
    Named before = isLater ? other : one;
    Position position = later.position() == null ? Position.WHOLE_FILE : later.position();
    String text = later + " overlaps " + before;
    if (before.position() == null && before.name().equals(SERVICES)) {
      // Nobody asked for that network, and there may be no Services at all.
      problems.warn(position, text + "; say another in spec.serviceNetwork of a 'kind: Cluster'");
    } else {
      problems.error(position, text);
    }
  }

  private static int line(Named network) {
    return network.position() == null ? 0 : network.position().line();
  }
}
