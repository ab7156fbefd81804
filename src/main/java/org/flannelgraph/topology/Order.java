package org.flannelgraph.topology;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.FdbEntry.Remote;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Netconf;
import org.flannelgraph.linux.route.NextHop;
import org.flannelgraph.linux.route.Route;

/**
 * What makes two objects of a table the same one to the kernel, as orders: objects that compare as
 * equal are two states of one.
 */
final class Order {
  private static final Comparator<InetAddress> IP =
      (one, other) -> Arrays.compareUnsigned(one.getAddress(), other.getAddress());

  private static final Comparator<Optional<InetAddress>> MAYBE_IP = maybe(IP);

  private static final Comparator<Cidr> PREFIX =
      Comparator.comparing(Cidr::address, IP).thenComparingInt(Cidr::prefixLength);

  static final Comparator<Address> ADDRESS =
      Comparator.comparingInt(Address::index)
          .thenComparingInt(it -> Family.of(it.address()))
          .thenComparing(Address::address, IP)
          .thenComparingInt(Address::prefixLength)
          .thenComparing(Address::peer, MAYBE_IP);

  static final Comparator<Neighbour> NEIGHBOUR =
      Comparator.comparingInt(Neighbour::index)
          .thenComparingInt(it -> Family.of(it.destination()))
          .thenComparing(Neighbour::destination, IP)
          .thenComparing(Neighbour::isProxy);

  private static final Comparator<Remote> REMOTE =
      Comparator.comparing(Remote::destination, IP)
          .thenComparingInt(Remote::port)
          .thenComparingInt(Remote::vni)
          .thenComparingInt(Remote::index);

  /**
   * A bridge has one entry an address and VLAN. So has a tunnel, and an event that tells of another
   * far end tells that the old one is gone; only for 00:00:00:00:00:00 and multicast addresses it
   * may have several far ends.
   */
  static final Comparator<FdbEntry> FDB =
      Comparator.comparingInt(Order::database)
          .thenComparing(FdbEntry::linkAddress)
          .thenComparingInt(FdbEntry::vlan)
          .thenComparingInt(FdbEntry::sourceVni)
          .thenComparing(it -> isForMany(it) ? it.remote() : Optional.empty(), maybe(REMOTE));

  static final Comparator<Netconf> NETCONF =
      Comparator.comparingInt(Netconf::family).thenComparingInt(Netconf::index);

  /** By which the kernel finds a route, before it looks where it leads. */
  static final Comparator<Route> ROUTE =
      Comparator.comparingInt(Route::family)
          .thenComparing(Route::table, Integer::compareUnsigned)
          .thenComparing(Route::destination, maybe(PREFIX))
          .thenComparing(Route::source, maybe(PREFIX))
          .thenComparingInt(Route::tos)
          .thenComparing(Route::priority, Integer::compareUnsigned);

  private static final Comparator<NextHop> NEXT_HOP =
      Comparator.comparingInt(NextHop::index).thenComparing(NextHop::gateway, MAYBE_IP);

  /** Where routes lead. */
  static final Comparator<Route> WHERE =
      Comparator.comparingInt(Route::type)
          .thenComparing(Route::nextHops, Order::compareHops)
          .thenComparing(Route::preferredSource, MAYBE_IP)
          .thenComparingInt(Route::protocol);

  private Order() {}

  private static int compareHops(List<NextHop> some, List<NextHop> others) {
    for (int i = 0; i < some.size() && i < others.size(); i++) {
      int order = NEXT_HOP.compare(some.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(some.size(), others.size());
  }

  private static <T> Comparator<Optional<T>> maybe(Comparator<T> order) {
    return (one, other) -> {
      if (one.isEmpty() || other.isEmpty()) {
        return Boolean.compare(one.isPresent(), other.isPresent());
      }
      return order.compare(one.get(), other.get());
    };
  }

  private static int database(FdbEntry entry) {
    return entry.master() != 0 ? entry.master() : entry.index();
  }

  private static boolean isForMany(FdbEntry entry) {
    long address = entry.linkAddress().value();
    boolean multicast = (address >> 40 & 1) != 0;
    return entry.master() == 0 && (address == 0 || multicast);
  }
}
