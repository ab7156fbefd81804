package org.flannelgraph.scene;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.topology.Namespace;

/** What of the kernel's tables is written into the picture. */
final class Facts {
  private Facts() {}

  private static boolean isShown(Address address) {
    InetAddress value = address.address();
    return !value.isLoopbackAddress() && !value.isLinkLocalAddress();
  }

  /** The addresses of a namespace but those that every one has; IPv4 first. */
  static List<String> addresses(Namespace namespace) {
    return namespace.addresses().stream()
        .filter(Facts::isShown)
        .map(Address::address)
        .sorted((a, b) -> Boolean.compare(Addresses.isIpv6(a), Addresses.isIpv6(b)))
        .map(Addresses::format)
        .toList();
  }

  /** The same of one link. */
  static List<String> addresses(Namespace namespace, Link link) {
    return namespace.addressesOf(link.index()).stream()
        .filter(Facts::isShown)
        .map(Address::address)
        .sorted((a, b) -> Boolean.compare(Addresses.isIpv6(a), Addresses.isIpv6(b)))
        .map(Addresses::format)
        .toList();
  }

  /** The subnets that a link is in; IPv4 first. */
  static List<String> subnets(Namespace namespace, Link link) {
    return namespace.addressesOf(link.index()).stream()
        .filter(Facts::isShown)
        .map(it -> new Cidr(it.address(), it.prefixLength()).masked())
        .sorted((a, b) -> Boolean.compare(a.isIpv6(), b.isIpv6()))
        .map(Cidr::toString)
        .toList();
  }

  /** Whether a route leads out by a link, other than to its own neighbourhood by fe80::/64. */
  static boolean isRoutedTo(Namespace namespace, Link link) {
    return namespace.routes().stream()
        .filter(it -> it.table() != Route.RT_TABLE_LOCAL && it.type() == Route.RTN_UNICAST)
        .filter(it -> it.destination().filter(Facts::isLinkLocal).isEmpty())
        .anyMatch(it -> it.nextHops().stream().anyMatch(hop -> hop.index() == link.index()));
  }

  private static boolean isLinkLocal(Cidr destination) {
    return destination.address().isLinkLocalAddress() || destination.address().isMulticastAddress();
  }

  /** Why nothing goes through a link: {@code down} or {@code no carrier}; empty if it is well. */
  static Optional<String> trouble(Link link) {
    if (!link.isUp()) {
      return Optional.of(Words.say("down"));
    }
    return link.hasCarrier() ? Optional.empty() : Optional.of(Words.say("no-carrier"));
  }
}
