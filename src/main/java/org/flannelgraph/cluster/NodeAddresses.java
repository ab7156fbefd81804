package org.flannelgraph.cluster;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.jspecify.annotations.Nullable;

/**
 * The nodes' addresses of one family on the underlay: those that the file says; then those that
 * run; then .11, .12, ... in the order of the file, of IPv6 ::11, ::12, ..., so that a node's
 * addresses look alike.
 */
final class NodeAddresses {
  private static final int FIRST = 11;

  private final Cidr network;
  private final Problems problems;
  private final Map<InetAddress, String> owners = new HashMap<>();
  private final Map<String, InetAddress> chosen = new LinkedHashMap<>();
  private final BigInteger lastUsable;
  private int next = FIRST;
  private boolean exhausted;

  NodeAddresses(Cidr network, Problems problems) {
    this.network = network;
    this.problems = problems;
    BigInteger broadcast = network.isIpv6() ? BigInteger.ZERO : BigInteger.ONE;
    lastUsable = Addresses.number(network.last()).subtract(broadcast);
    owners.put(network.host(1), "the switch between the nodes");
  }

  /**
   * Chooses all.
   *
   * @param nodes in the order of the file
   * @param said the address that the file says for one
   * @param running the address that a node of a name has already
   * @param checked whether the network is what the file wants, so that addresses can be held
   *     against it
   * @return by node name; without those for which there is none, which was told
   */
  Map<String, InetAddress> choose(
      List<RawNode> nodes,
      Function<RawNode, @Nullable Located<InetAddress>> said,
      Function<String, @Nullable InetAddress> running,
      boolean checked) {
    for (RawNode node : nodes) {
      Located<InetAddress> address = said.apply(node);
      if (address != null) {
        say(node, address, checked);
      }
    }
    for (RawNode node : nodes) {
      InetAddress address = running.apply(node.name().value());
      if (said.apply(node) == null && address != null && isUsable(address)) {
        take(node, address);
      }
    }
    for (RawNode node : nodes) {
      if (said.apply(node) == null && !chosen.containsKey(node.name().value())) {
        takeNext(node);
      }
    }
    return chosen;
  }

  private void say(RawNode node, Located<InetAddress> address, boolean checked) {
    String text = Addresses.format(address.value());
    String owner = owners.get(address.value());
    if (owner != null) {
      problems.error(address.position(), text + " is the address of " + owner + " already");
    } else if (checked && !network.contains(address.value())) {
      problems.error(
          address.position(),
          "%s is not in the node network %s; a 'kind: Cluster' can say another in spec.nodeNetwork"
              .formatted(text, network));
    } else if (checked && !isUsable(address.value())) {
      problems.error(
          address.position(),
          "%s is the %s address of the node network %s"
              .formatted(
                  text,
                  address.value().equals(network.last()) ? "broadcast" : "network's own",
                  network));
    } else {
      take(node, address.value());
    }
  }

  private boolean isUsable(InetAddress address) {
    return network.contains(address)
        && !address.equals(network.host(0))
        && Addresses.number(address).compareTo(lastUsable) <= 0
        && !owners.containsKey(address);
  }

  private void take(RawNode node, InetAddress address) {
    owners.put(address, "node " + node.name().value());
    chosen.put(node.name().value(), address);
  }

  private void takeNext(RawNode node) {
    InetAddress address = next();
    if (address != null) {
      take(node, address);
    } else {
      problems.error(
          node.name().position(),
          "the node network %s has no address left for this node".formatted(network));
    }
  }

  /** The next free address from .11 on; from .2 on once those are gone; null if all are. */
  private @Nullable InetAddress next() {
    boolean wrapped = false;
    while (!exhausted) {
      InetAddress address = numbered(next);
      if (address == null && wrapped) {
        exhausted = true;
      } else if (address == null) {
        wrapped = true;
        next = 2;
      } else {
        next++;
        if (isUsable(address)) {
          return address;
        }
      }
    }
    return null;
  }

  private @Nullable InetAddress numbered(int number) {
    long host = network.isIpv6() ? Long.parseLong(Integer.toString(number), 16) : number;
    boolean inside = BigInteger.valueOf(host).compareTo(network.size()) < 0;
    return inside ? network.host(host) : null;
  }
}
