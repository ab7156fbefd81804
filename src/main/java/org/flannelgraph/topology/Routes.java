package org.flannelgraph.topology;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Change;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.NextHop;
import org.flannelgraph.linux.route.Route;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a namespace. Several may differ in nothing but where they lead: IPv4 takes the
 * first of them, IPv6 makes one multipath route of those with gateways. What an event then means
 * can't be told from it alone, and the answer to {@link #apply} is to dump anew. Not for several
 * threads.
 */
final class Routes {
  private static final int SILENT = NextHop.RTNH_F_DEAD | NextHop.RTNH_F_LINKDOWN;

  private final TreeMap<Route, List<Route>> byKey = new TreeMap<>(Order.ROUTE);
  private @Nullable List<Route> list;

  /** What came of an event. */
  enum Outcome {
    UNCHANGED,
    CHANGED,
    /** The tables must be dumped anew. */
    UNKNOWN
  }

  Outcome apply(Change change, Route route) {
    List<Route> same = byKey.getOrDefault(route, List.of());
    if (change.gone()) {
      return remove(route, same);
    }
    if ((change.flags() & Request.NLM_F_REPLACE) != 0) {
      return Outcome.UNKNOWN;
    }
    if (same.contains(route)) {
      return Outcome.UNCHANGED;
    }
    boolean alone =
        same.isEmpty()
            || (route.family() == Family.AF_INET6
                && (!hasGateway(route) || same.stream().noneMatch(Routes::hasGateway)));
    if (!alone) {
      return Outcome.UNKNOWN;
    }
    List<Route> more = new ArrayList<>(same);
    more.removeIf(it -> Order.WHERE.compare(it, route) == 0);
    more.add(route);
    put(route, more);
    return Outcome.CHANGED;
  }

  private Outcome remove(Route route, List<Route> same) {
    List<Route> rest = new ArrayList<>(same);
    if (!rest.removeIf(it -> Order.WHERE.compare(it, route) == 0)) {
      return same.isEmpty() ? Outcome.UNCHANGED : Outcome.UNKNOWN;
    }
    if (rest.size() < same.size() - 1) {
      return Outcome.UNKNOWN;
    }
    put(route, rest);
    return Outcome.CHANGED;
  }

  private static boolean hasGateway(Route route) {
    return route.nextHops().stream().anyMatch(hop -> hop.gateway().isPresent());
  }

  private void put(Route key, List<Route> routes) {
    byKey.remove(key);
    if (!routes.isEmpty()) {
      if (key.family() == Family.AF_INET6) {
        routes.sort(Order.WHERE); // their order means nothing
      }
      byKey.put(routes.getFirst(), List.copyOf(routes));
    }
    list = null;
  }

  /** True if that changed anything. */
  boolean replace(Collection<Route> all) {
    List<Route> before = list();
    TreeMap<Route, List<Route>> sorted = new TreeMap<>(Order.ROUTE);
    all.forEach(route -> sorted.computeIfAbsent(route, key -> new ArrayList<>()).add(route));
    byKey.clear();
    sorted.forEach(this::put);
    list = null;
    boolean changed = !before.equals(list());
    if (!changed) {
      list = before;
    }
    return changed;
  }

  /** Whether a route leads by this link. */
  boolean use(int index) {
    return any(route -> route.nextHops().stream().anyMatch(hop -> hop.index() == index));
  }

  /** Whether a route by this link is thought not to be usable. */
  boolean isDown(int index) {
    return any(
        route ->
            route.nextHops().stream()
                .anyMatch(hop -> hop.index() == index && (hop.flags() & SILENT) != 0));
  }

  /** Whether a route prefers this source. */
  boolean prefer(InetAddress source) {
    return any(
        route ->
            route.preferredSource().isPresent() && route.preferredSource().get().equals(source));
  }

  private boolean any(Predicate<Route> which) {
    return byKey.values().stream().flatMap(List::stream).anyMatch(which);
  }

  /** All, in order. The same list as long as nothing changes. */
  List<Route> list() {
    List<Route> made = list;
    if (made == null) {
      made = byKey.values().stream().flatMap(List::stream).toList();
      list = made;
    }
    return made;
  }
}
