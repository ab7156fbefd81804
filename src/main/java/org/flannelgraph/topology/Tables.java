package org.flannelgraph.topology;

import static org.flannelgraph.linux.route.Link.IFF_LOWER_UP;
import static org.flannelgraph.linux.route.Link.IFF_RUNNING;
import static org.flannelgraph.linux.route.Link.IFF_UP;
import static org.flannelgraph.linux.route.Neighbour.NUD_DELAY;
import static org.flannelgraph.linux.route.Neighbour.NUD_FAILED;
import static org.flannelgraph.linux.route.Neighbour.NUD_PERMANENT;
import static org.flannelgraph.linux.route.Neighbour.NUD_PROBE;
import static org.flannelgraph.linux.route.Neighbour.NUD_REACHABLE;
import static org.flannelgraph.linux.route.Neighbour.NUD_STALE;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Change;
import org.flannelgraph.linux.route.Dump;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.LookUp;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Netconf;
import org.flannelgraph.linux.route.Port;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.Rule;
import org.flannelgraph.linux.route.Vxlan;

/**
 * The tables of one namespace while they change. Events are applied one by one; where an event
 * means more than it says, the table in question is put down to be dumped anew by {@link #refresh}.
 * For the monitor's thread alone.
 */
final class Tables {
  private static final int NUD_SHOWN =
      NUD_PERMANENT | NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE | NUD_FAILED;
  private static final int CARRIER = IFF_UP | IFF_RUNNING | IFF_LOWER_UP;

  /** What can be dumped anew. */
  private enum Stale {
    ROUTES,
    RULES,
    FDB,
    NETCONF
  }

  private final Table<Link> links = new Table<>(Comparator.comparingInt(Link::index));
  private final Table<Address> addresses = new Table<>(Order.ADDRESS);
  private final Table<Neighbour> neighbours = new Table<>(Order.NEIGHBOUR);
  private final Table<FdbEntry> fdb = new Table<>(Order.FDB);
  private final Table<Netconf> netconf = new Table<>(Order.NETCONF);
  private final Routes routes = new Routes();
  private final Rules rules = new Rules();
  private final Set<Stale> stale = EnumSet.noneOf(Stale.class);

  /** Links of which an event told less than the kernel knows by now. */
  private final Set<Integer> halfTold = new TreeSet<>();

  private boolean staleIds;
  private boolean changed;
  private Namespace last;

  Tables(String name, OptionalInt id, Map<String, String> sysctls) {
    Namespace empty = Namespace.empty(name);
    last =
        new Namespace(
            name,
            id,
            empty.ids(),
            empty.links(),
            empty.addresses(),
            empty.routes(),
            empty.rules(),
            empty.neighbours(),
            empty.fdb(),
            empty.netconf(),
            sysctls);
    changed = true;
  }

  /** Dumps everything. */
  void dump(NetlinkSocket socket) {
    changed |= links.replace(Dump.links(socket));
    changed |= addresses.replace(Dump.addresses(socket));
    changed |= routes.replace(Dump.routes(socket));
    changed |= rules.replace(Dump.rules(socket));
    changed |=
        neighbours.replace(Dump.neighbours(socket).stream().filter(Tables::isShown).toList());
    changed |= netconf.replace(Dump.netconf(socket));
    dumpFdb(socket);
    stale.clear();
    halfTold.clear();
    staleIds = true;
  }

  private void dumpFdb(NetlinkSocket socket) {
    changed |=
        fdb.replace(
            Dump.fdb(socket).stream()
                .filter(entry -> isForwarding(entry).orElse(false))
                .map(Tables::withoutAge)
                .toList());
  }

  /** Whether {@link #refresh} has anything to do. */
  boolean needRefresh() {
    return !stale.isEmpty() || !halfTold.isEmpty();
  }

  /** Dumps anew what must be. */
  void refresh(NetlinkSocket socket) {
    // The kernel tells that a link goes down before it takes its routes away, but holds its lock
    // (RTNL) until both are done. Dumps of routes do without that lock; a question for a link waits
    // for it, and so for what is under way.
    if (!stale.isEmpty()) {
      LookUp.link(socket, 1);
    }
    for (int index : halfTold) {
      LookUp.link(socket, index).found().ifPresent(link -> put(link.withoutCounters()));
    }
    if (stale.contains(Stale.ROUTES)) {
      changed |= routes.replace(Dump.routes(socket));
    }
    if (stale.contains(Stale.RULES)) {
      changed |= rules.replace(Dump.rules(socket));
    }
    if (stale.contains(Stale.FDB)) {
      dumpFdb(socket);
    }
    if (stale.contains(Stale.NETCONF)) {
      changed |= netconf.replace(Dump.netconf(socket));
    }
    stale.clear();
    halfTold.clear();
  }

  /** Applies an event. */
  void apply(Change change) {
    boolean gone = change.gone();
    switch (change.object()) {
      case Link link -> apply(link.withoutCounters(), gone);
      case Port port -> apply(port, gone);
      case Address address -> apply(address, gone);
      case Route route -> apply(change, route);
      case Rule rule -> apply(rule, gone);
      case Neighbour neighbour ->
          changed |=
              gone || !isShown(neighbour)
                  ? neighbours.remove(neighbour)
                  : neighbours.put(neighbour);
      case FdbEntry entry -> apply(withoutAge(entry), gone);
      case Netconf some -> apply(some, gone);
    }
  }

  private void apply(Link link, boolean gone) {
    int index = link.index();
    Optional<Link> before = links.find(link);
    if (gone) {
      changed |= links.remove(link);
      halfTold.remove(index);
      purge(index);
      noteLoss(index);
    } else {
      put(link);
      int was = before.map(Link::flags).orElse(0);
      if ((was & ~link.flags() & CARRIER) != 0) {
        noteLoss(index);
      }
      if ((link.flags() & ~was & CARRIER) != 0 && routes.isDown(index)) {
        stale.add(Stale.ROUTES);
      }
      if (Peers.isVeth(link) && link.lower() == 0) {
        halfTold.add(index);
      }
      if (before.isEmpty() && link.kind() instanceof Vxlan) {
        stale.add(Stale.FDB); // if it comes from another namespace it brings its FDB in silence
      }
    }
    boolean sameName = !gone && before.map(it -> it.name().equals(link.name())).orElse(false);
    if (!sameName && rules.any(Tables::namesLink)) {
      stale.add(Stale.RULES); // whether the link that it names is there shows in its flags
    }
  }

  /**
   * Takes note that a link has left a namespace: perhaps for another one, and then its veth peer
   * and the macvlans above it lead elsewhere from now on, which is not told.
   *
   * @return whether such a one is here
   */
  boolean noteLowerLeft(String namespace, int index) {
    int before = halfTold.size();
    links
        .list()
        .forEach(
            link -> {
              if (link.lower() == index
                  && (link.lowerNamespace().isEmpty()
                      ? namespace.equals(last.name())
                      : namespace.equals(last.ids().get(link.lowerNamespace().getAsInt())))) {
                halfTold.add(link.index());
              }
            });
    return halfTold.size() > before;
  }

  private void put(Link link) {
    changed |= links.put(link);
    if (link.lowerNamespace().isPresent()
        && !last.ids().containsKey(link.lowerNamespace().getAsInt())) {
      staleIds = true;
    }
  }

  /** IPv4 routes go in silence with the link that they lead by, and so does their usability. */
  private void noteLoss(int index) {
    if (routes.use(index)) {
      stale.add(Stale.ROUTES);
    }
  }

  private void purge(int index) {
    changed |= addresses.removeIf(address -> address.index() == index);
    changed |= neighbours.removeIf(neighbour -> neighbour.index() == index);
    changed |= fdb.removeIf(entry -> entry.index() == index || entry.master() == index);
    changed |= netconf.removeIf(some -> some.index() == index);
  }

  private static boolean namesLink(Rule rule) {
    return rule.selector().input().isPresent() || rule.selector().output().isPresent();
  }

  private void apply(Port port, boolean gone) {
    if (gone) {
      halfTold.add(port.index()); // the link stays, and is a port no more
      return;
    }
    links
        .first(link -> link.index() == port.index() && link.master() == port.master())
        .ifPresent(link -> changed |= links.put(link.withPort(port.port())));
  }

  private void apply(Address address, boolean gone) {
    changed |= gone ? addresses.remove(address) : addresses.put(address);
    if (gone && routes.prefer(address.address())) {
      stale.add(Stale.ROUTES); // those that prefer it as source go with it, in silence
    }
  }

  private void apply(Change change, Route route) {
    switch (routes.apply(change, route)) {
      case UNCHANGED -> {}
      case CHANGED -> changed = true;
      case UNKNOWN -> stale.add(Stale.ROUTES);
    }
  }

  private void apply(Rule rule, boolean gone) {
    boolean known = gone ? rules.remove(rule) : rules.add(rule);
    changed |= known;
    boolean unknown = gone && !known;
    if (unknown || rules.any(it -> it.action() == Rule.FR_ACT_GOTO)) {
      stale.add(Stale.RULES); // whether a goto has its target shows in its flags
    }
  }

  private void apply(FdbEntry entry, boolean gone) {
    Optional<Boolean> forwarding = isForwarding(entry);
    if (forwarding.isEmpty() && !gone) {
      stale.add(Stale.FDB); // told before its link
    } else if (forwarding.orElse(false)) {
      changed |= gone ? fdb.remove(entry) : fdb.put(entry);
    }
  }

  private void apply(Netconf some, boolean gone) {
    if (gone) {
      changed |= netconf.remove(some);
    } else {
      changed |= netconf.put(netconf.find(some).map(known -> known.with(some)).orElse(some));
      if (some.index() == Netconf.DEFAULT) {
        stale.add(Stale.NETCONF); // links that have no value of their own get it in silence
      }
    }
  }

  /** Whether it is one of those that are kept: see {@link Namespace}. */
  static boolean isShown(Neighbour neighbour) {
    return !neighbour.isProxy() && (neighbour.state() & NUD_SHOWN) != 0;
  }

  /**
   * Whether it is an entry of a bridge or tunnel, and not an address that some device takes frames
   * for; empty if its link is not known.
   */
  private Optional<Boolean> isForwarding(FdbEntry entry) {
    if (entry.master() != 0) {
      return Optional.of(true);
    }
    return links
        .first(link -> link.index() == entry.index())
        .map(link -> link.kind() instanceof Vxlan);
  }

  /** That a learned entry has not been used lately is not told. */
  private static FdbEntry withoutAge(FdbEntry entry) {
    if ((entry.state() & NUD_STALE) == 0) {
      return entry;
    }
    return new FdbEntry(
        entry.linkAddress(),
        entry.index(),
        entry.master(),
        entry.vlan(),
        NUD_REACHABLE,
        entry.flags(),
        entry.remote(),
        entry.sourceVni(),
        entry.nextHop());
  }

  /** Whether the numbers by which it calls other namespaces must be asked for anew. */
  boolean needIds() {
    return staleIds;
  }

  /** Puts down that they must be. */
  void noteIds() {
    staleIds = true;
  }

  /** Whether it has a number for a namespace. */
  boolean calls(String other) {
    return last.ids().containsValue(other);
  }

  /** Whether it calls a namespace by a number that is not known. */
  boolean hasUnknownIds() {
    return last.links().stream()
        .anyMatch(
            link ->
                link.lowerNamespace().isPresent()
                    && !last.ids().containsKey(link.lowerNamespace().getAsInt()));
  }

  /**
   * What it is now: the same object as before if nothing changed.
   *
   * @param ids the numbers by which it calls others, if they were asked for
   */
  Namespace snapshot(Optional<Map<Integer, String>> ids) {
    staleIds &= ids.isEmpty();
    Map<Integer, String> now = ids.orElse(last.ids());
    if (changed || !now.equals(last.ids())) {
      last =
          new Namespace(
              last.name(),
              last.id(),
              now,
              links.list(),
              addresses.list(),
              routes.list(),
              rules.list(),
              neighbours.list(),
              fdb.list(),
              netconf.list(),
              last.sysctls());
      changed = false;
    }
    return last;
  }
}
