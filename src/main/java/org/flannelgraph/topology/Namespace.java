package org.flannelgraph.topology;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.flannelgraph.linux.iproute.Lines;
import org.flannelgraph.linux.iproute.LinkNames;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Netconf;
import org.flannelgraph.linux.route.NetworkObject;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.Rule;

/**
 * The tables of one network namespace at one time.
 *
 * @param id by which the session's first namespace calls it
 * @param ids by which it calls others, with their names; only those that are watched
 * @param links without counters, in the order of their ifindexes
 * @param addresses by link
 * @param routes of all tables; those that differ only in where they lead, in the kernel's order
 * @param rules in the order in which they are asked
 * @param neighbours that have an answer or failed to get one; of those that are being asked for for
 *     the first time, of those that need no answer and of proxies the kernel does not tell
 * @param fdb of bridges and tunnels; not the addresses that other devices take frames for
 * @param netconf the sysctls that netlink tells
 * @param sysctls others that decide about packets, by their names, as read when it came to be
 *     watched
 */
public record Namespace(
    String name,
    OptionalInt id,
    Map<Integer, String> ids,
    List<Link> links,
    List<Address> addresses,
    List<Route> routes,
    List<Rule> rules,
    List<Neighbour> neighbours,
    List<FdbEntry> fdb,
    List<Netconf> netconf,
    Map<String, String> sysctls) {
  /** An empty one. */
  public static Namespace empty(String name) {
    return new Namespace(
        name,
        OptionalInt.empty(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }

  public Namespace {
    ids = Map.copyOf(ids);
    links = List.copyOf(links);
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
    neighbours = List.copyOf(neighbours);
    fdb = List.copyOf(fdb);
    netconf = List.copyOf(netconf);
    sysctls = Map.copyOf(sysctls);
  }

  /** The same, calling others by these numbers. */
  Namespace withIds(Map<Integer, String> others) {
    return new Namespace(
        name, id, others, links, addresses, routes, rules, neighbours, fdb, netconf, sysctls);
  }

  /** The link with this ifindex. */
  public Optional<Link> link(int index) {
    int low = 0;
    int high = links.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Link link = links.get(middle);
      if (link.index() == index) {
        return Optional.of(link);
      }
      if (link.index() < index) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** The link with this name, or with this alternative name. */
  public Optional<Link> link(String name) {
    return links.stream()
        .filter(it -> it.name().equals(name) || it.details().alternativeNames().contains(name))
        .findFirst();
  }

  /** The links' names, as iproute2 writes them. */
  public LinkNames names() {
    return index -> link(index).map(Link::name).orElse(LinkNames.NONE.name(index));
  }

  /** Objects of this namespace as iproute2 writes them. */
  public Lines lines() {
    return new Lines(names());
  }

  /** Whether an address is one of its own. */
  public boolean owns(InetAddress address) {
    return addresses.stream().anyMatch(own -> own.address().equals(address));
  }

  /** The addresses of a link. */
  public List<Address> addressesOf(int index) {
    return addresses.stream().filter(address -> address.index() == index).toList();
  }

  /** The ports of a bridge. */
  public List<Link> portsOf(int bridge) {
    return links.stream().filter(link -> link.master() == bridge).toList();
  }

  /**
   * A sysctl that netlink tells, or 0.
   *
   * @param index the ifindex of a link, {@link Netconf#ALL} or {@link Netconf#DEFAULT}
   */
  public int netconf(int family, int index, String name) {
    return netconf.stream()
        .filter(it -> it.family() == family && it.index() == index)
        .findFirst()
        .map(it -> it.get(name))
        .orElse(0);
  }

  /** Whether packets that come in by a link may go on. */
  public boolean forwards(int family, int index) {
    return netconf(family, family == Family.AF_INET6 ? Netconf.ALL : index, Netconf.FORWARDING)
        != 0;
  }

  /** How strictly sources of packets that come in by a link are checked: 0, 1 strict, 2 loose. */
  public int reversePathFilter(int index) {
    return Math.max(
        netconf(Family.AF_INET, Netconf.ALL, Netconf.RP_FILTER),
        netconf(Family.AF_INET, index, Netconf.RP_FILTER));
  }

  /** All its objects. */
  public Stream<NetworkObject> objects() {
    return Stream.of(links, addresses, routes, rules, neighbours, fdb, netconf)
        .flatMap(List::stream);
  }
}
