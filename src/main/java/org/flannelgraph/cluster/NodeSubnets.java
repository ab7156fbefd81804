package org.flannelgraph.cluster;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.flannelgraph.cluster.RawLab.RawSubnets;
import org.jspecify.annotations.Nullable;

/**
 * The nodes' pod subnets of one family. Those that the file says are checked as Flannel does it
 * with Kubernetes. The other nodes keep what they run with, or get the first free subnet of
 * Flannel's range, in the order of the file; Flannel itself would draw one at random, which no lab
 * could be repeated with.
 */
final class NodeSubnets {
  private final Located<Cidr> network;
  private final RawSubnets subnets;
  private final Problems problems;
  private final TreeMap<BigInteger, Owned> taken = new TreeMap<>();
  private final Map<String, Cidr> chosen = new LinkedHashMap<>();

  /** A subnet and who has it; the line is 0 if the file does not say so. */
  private record Owned(Cidr subnet, String node, int line) {}

  /**
   * @param network Flannel's Network
   * @param subnets how net-conf.json wants it cut
   */
  NodeSubnets(Located<Cidr> network, RawSubnets subnets, Problems problems) {
    this.network = network;
    this.subnets = subnets;
    this.problems = problems;
  }

  /**
   * Chooses all.
   *
   * @param nodes in the order of the file
   * @param said the podCIDR that the file says for one
   * @param running the subnet that a node of a name has already
   * @param checked whether the network is what the file wants, so that subnets can be held against
   *     it
   * @return by node name; without those for which there is none, which was told
   */
  Map<String, Cidr> choose(
      List<RawNode> nodes,
      Function<RawNode, @Nullable Located<Cidr>> said,
      Function<String, @Nullable Cidr> running,
      boolean checked) {
    for (RawNode node : nodes) {
      Located<Cidr> subnet = said.apply(node);
      if (subnet != null) {
        say(node.name().value(), subnet, checked);
      }
    }
    List<RawNode> others = nodes.stream().filter(node -> said.apply(node) == null).toList();
    if (others.isEmpty()) {
      warnOfUnused();
    } else if (checked) {
      SubnetRange range = SubnetRange.of(network, subnets, problems);
      if (range != null) {
        keep(others, running, range);
        fill(others, range);
      }
    }
    return chosen;
  }

  private void say(String node, Located<Cidr> subnet, boolean checked) {
    Cidr cidr = subnet.value();
    if (cidr.prefixLength() > cidr.bits() - 2) {
      problems.error(
          subnet.position(),
          "Network %s too small to allocate from: a podCIDR has a prefix length of at most %d"
              .formatted(cidr, cidr.bits() - 2));
      return;
    }
    if (checked && !network.value().contains(cidr)) {
      problems.error(
          subnet.position(),
          "subnet \"%s\" specified in the flannel net config doesn't contain \"%s\" %sPodCIDR of the \"%s\" node"
              .formatted(network.value(), cidr, cidr.isIpv6() ? "IPv6 " : "", node));
    }
    Owned before = overlapping(cidr);
    if (before == null) {
      take(cidr, node, subnet.position().line());
    } else {
      problems.error(
          subnet.position(),
          "%s overlaps %s of node %s (line %d)"
              .formatted(cidr, before.subnet(), before.node(), before.line()));
    }
  }

  private @Nullable Owned overlapping(Cidr subnet) {
    Map.Entry<BigInteger, Owned> below = taken.floorEntry(subnet.first());
    if (below != null && below.getValue().subnet().overlaps(subnet)) {
      return below.getValue();
    }
    Map.Entry<BigInteger, Owned> above = taken.ceilingEntry(subnet.first());
    return above != null && above.getValue().subnet().overlaps(subnet) ? above.getValue() : null;
  }

  private void take(Cidr subnet, String node, int line) {
    taken.put(subnet.first(), new Owned(subnet, node, line));
    chosen.put(node, subnet);
  }

  private void keep(
      List<RawNode> nodes, Function<String, @Nullable Cidr> running, SubnetRange range) {
    for (RawNode node : nodes) {
      String name = node.name().value();
      Cidr subnet = running.apply(name);
      if (subnet != null && range.contains(subnet) && overlapping(subnet) == null) {
        take(subnet, name, 0);
      }
    }
  }

  private void fill(List<RawNode> nodes, SubnetRange range) {
    BigInteger next = Addresses.number(range.min());
    int bytes = network.value().bits() / 8;
    BigInteger size = BigInteger.ONE.shiftLeft(network.value().bits() - range.length());
    for (RawNode node : nodes) {
      String name = node.name().value();
      if (chosen.containsKey(name)) {
        continue;
      }
      Cidr subnet = null;
      while (subnet == null && next.compareTo(Addresses.number(range.max())) <= 0) {
        Cidr candidate = new Cidr(Addresses.ofNumber(next, bytes), range.length());
        Owned owner = overlapping(candidate);
        if (owner == null) {
          subnet = candidate;
        } else {
          next = after(owner.subnet().prefixLength() < range.length() ? owner.subnet() : candidate);
        }
      }
      if (subnet == null) {
        problems.error(
            node.name().position(),
            "out of subnets: from %s to %s every /%d belongs to a node"
                .formatted(
                    Addresses.format(range.min()), Addresses.format(range.max()), range.length()));
      } else {
        take(subnet, name, 0);
        next = next.add(size);
      }
    }
  }

  private static BigInteger after(Cidr subnet) {
    return subnet.first().add(subnet.size());
  }

  private void warnOfUnused() {
    Map<String, @Nullable Located<?>> fields = new LinkedHashMap<>();
    fields.put("SubnetLen", subnets.length());
    fields.put("SubnetMin", subnets.min());
    fields.put("SubnetMax", subnets.max());
    String prefix = network.value().isIpv6() ? "IPv6" : "";
    fields.forEach(
        (field, said) -> {
          if (said != null) {
            problems.warn(
                said.position(),
                "'" + prefix + field + "' is not used: every node has a podCIDR of its own");
          }
        });
  }
}
