package org.flannelgraph.cluster;

import java.math.BigInteger;
import java.net.InetAddress;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.cluster.RawLab.RawSubnets;
import org.jspecify.annotations.Nullable;

/**
 * The subnets of one family that Flannel may give to nodes, with the rules and words of its {@code
 * CheckNetworkConfig}. It applies them with etcd only; with Kubernetes, nodes have podCIDRs.
 *
 * @param length prefix length of each
 * @param min network address of the first
 * @param max network address of the last
 */
record SubnetRange(int length, InetAddress min, InetAddress max) {
  /**
   * Flannel leaves two bits for nodes: the first subnet is not used, and one node is no network.
   */
  private static final int NODE_BITS = 2;

  /** The least host part: network, gateway, one pod, broadcast. */
  private static final int HOST_BITS = 2;

  /** The range; null if the configuration breaks a rule, which is told. */
  static @Nullable SubnetRange of(Located<Cidr> network, RawSubnets said, Problems problems) {
    Checker checker = new Checker(network, said, problems);
    int length = checker.length();
    return length < 0 ? null : checker.range(length);
  }

  /** Whether a subnet is one of these. */
  boolean contains(Cidr subnet) {
    return subnet.prefixLength() == length
        && subnet.first().compareTo(Addresses.number(min)) >= 0
        && subnet.first().compareTo(Addresses.number(max)) <= 0;
  }

  private record Checker(Located<Cidr> located, RawSubnets said, Problems problems) {
    Cidr network() {
      return located.value();
    }

    String prefix() {
      return network().isIpv6() ? "IPv6" : "";
    }

    /** The subnets' prefix length, or -1. */
    int length() {
      Cidr network = network();
      Located<Integer> wanted = said.length();
      int longest = network.bits() - HOST_BITS;
      if (wanted != null && wanted.value() > longest) {
        problems.error(wanted.position(), "SubnetLen must be less than /" + (longest + 1));
      } else if (wanted != null && wanted.value() < network.prefixLength() + NODE_BITS) {
        problems.error(
            wanted.position(),
            "network must be able to accommodate at least four subnets: in %s they are /%d or smaller"
                .formatted(network, network.prefixLength() + NODE_BITS));
      } else if (wanted != null) {
        return wanted.value();
      } else if (network.prefixLength() > longest - NODE_BITS) {
        problems.error(
            located.position(),
            "%s is too small. Minimum useful network prefix is /%d"
                .formatted(network.isIpv6() ? "IPv6Network" : "network", longest - NODE_BITS));
      } else {
        int usual = network.isIpv6() ? 64 : 24;
        return network.prefixLength() + NODE_BITS <= usual
            ? usual
            : network.prefixLength() + NODE_BITS;
      }
      return -1;
    }

    @Nullable SubnetRange range(int length) {
      Cidr network = network();
      BigInteger size = BigInteger.ONE.shiftLeft(network.bits() - length);
      int bytes = network.bits() / 8;
      InetAddress first = Addresses.ofNumber(network.first().add(size), bytes);
      InetAddress last =
          Addresses.ofNumber(network.first().add(network.size()).subtract(size), bytes);
      boolean minRight = check("Min", said.min(), length);
      boolean maxRight = check("Max", said.max(), length);
      boolean right = minRight && maxRight;
      InetAddress min = said.min() == null ? first : said.min().value();
      InetAddress max = said.max() == null ? last : said.max().value();
      if (right && Addresses.number(min).compareTo(Addresses.number(max)) > 0) {
        Located<InetAddress> wrong = said.max() == null ? said.min() : said.max();
        problems.error(
            wrong == null ? located.position() : wrong.position(),
            "%sSubnetMax %s is below %sSubnetMin %s: there is no subnet between"
                .formatted(prefix(), Addresses.format(max), prefix(), Addresses.format(min)));
        return null;
      }
      return right ? new SubnetRange(length, min, max) : null;
    }

    boolean check(String which, @Nullable Located<InetAddress> address, int length) {
      if (address == null) {
        return true;
      }
      String field = prefix() + "Subnet" + which;
      if (!network().contains(address.value())) {
        problems.error(
            address.position(),
            "%s is not in the range of the %sNetwork, %s".formatted(field, prefix(), network()));
        return false;
      }
      Cidr subnet = new Cidr(address.value(), length);
      if (subnet.hasHostBits()) {
        problems.error(
            address.position(),
            "%s is not on a SubnetLen boundary: %s; subnets are /%d, such as %s"
                .formatted(field, Addresses.format(address.value()), length, subnet.masked()));
        return false;
      }
      return true;
    }
  }
}
