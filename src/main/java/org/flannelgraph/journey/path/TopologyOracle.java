package org.flannelgraph.journey.path;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.RouteQuestion;
import org.flannelgraph.linux.route.Rule;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/**
 * Answers from the tables of a {@link Topology}, as the kernel would: rules in their order, in each
 * table the longest prefix and of those the lowest metric, by {@code fib_lookup} of net/ipv4 and
 * net/ipv6. For packets gone by, and for snapshots that were taken elsewhere.
 */
public final class TopologyOracle implements Oracle {
  /** FR_ACT_TO_TBL of linux/fib_rules.h, the first of the actions that say no, and theirs. */
  private static final int TO_TABLE = 1;

  private static final int BLACKHOLE = 6;
  private static final int UNREACHABLE = 7;
  private static final int PROHIBIT = 8;

  private static final Errno EACCES = new Errno(13);
  private static final Errno ENETUNREACH = new Errno(101);
  private static final Errno EHOSTUNREACH = new Errno(113);

  private final Topology topology;

  /** With the tables of one version. */
  public TopologyOracle(Topology topology) {
    this.topology = topology;
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public Answer<Route> route(String namespace, RouteQuestion question) {
    Namespace tables = topology.namespace(namespace).orElse(null);
    if (tables == null) {
      return refused(ENETUNREACH);
    }
    for (Rule rule : rules(tables, question.family())) {
      if (!matches(tables, rule, question)) {
        continue;
      }
      switch (rule.action()) {
        case BLACKHOLE -> {
          return refused(Errno.EINVAL);
        }
        case UNREACHABLE -> {
          return refused(ENETUNREACH);
        }
        case PROHIBIT -> {
          return refused(EACCES);
        }
        case TO_TABLE -> {
          Route found = inTable(tables, rule.table(), question).orElse(null);
          if (found != null && found.type() != Route.RTN_THROW && !isSuppressed(rule, found)) {
            return answer(found);
          }
        }
        default -> {}
      }
    }
    return refused(ENETUNREACH);
  }

  /** A snapshot may come without rules; then it has the three that every namespace begins with. */
  private static List<Rule> rules(Namespace tables, int family) {
    List<Rule> rules = tables.rules().stream().filter(rule -> rule.family() == family).toList();
    if (!rules.isEmpty()) {
      return rules;
    }
    List<Rule> usual = new ArrayList<>();
    int priority = 0;
    for (int table : List.of(Route.RT_TABLE_LOCAL, Route.RT_TABLE_MAIN, Route.RT_TABLE_DEFAULT)) {
      usual.add(new Rule(family, priority++, Rule.Selector.ALL, TO_TABLE, table, 0, -1, -1, 0, 0));
    }
    return usual;
  }

  private static boolean isSuppressed(Rule rule, Route route) {
    int length = route.destination().map(Cidr::prefixLength).orElse(0);
    return rule.suppressPrefixLength() >= 0 && length <= rule.suppressPrefixLength();
  }

  private static boolean matches(Namespace tables, Rule rule, RouteQuestion question) {
    Rule.Selector selector = rule.selector();
    boolean source =
        selector.source().isEmpty()
            || question.source().filter(selector.source().get()::contains).isPresent();
    boolean destination =
        selector.destination().isEmpty()
            || selector.destination().get().contains(question.destination());
    boolean input =
        selector.input().isEmpty() || isNamed(tables, question.input(), selector.input().get());
    boolean output =
        selector.output().isEmpty() || isNamed(tables, question.output(), selector.output().get());
    boolean mark = ((question.mark() ^ selector.mark()) & selector.mask()) == 0;
    boolean tos = selector.tos() == 0 || selector.tos() == question.tos();
    boolean protocol =
        selector.protocol().isEmpty() || selector.protocol().getAsInt() == question.protocol();
    boolean ports =
        selector.sourcePorts().map(range -> range.contains(question.sourcePort())).orElse(true)
            && selector
                .destinationPorts()
                .map(range -> range.contains(question.destinationPort()))
                .orElse(true);
    boolean all = source && destination && input && output && mark && tos && protocol && ports;
    return all != ((rule.flags() & Rule.FIB_RULE_INVERT) != 0);
  }

  private static boolean isNamed(Namespace tables, int index, String name) {
    return index == 0
        ? name.equals("lo")
        : tables.link(index).filter(link -> link.name().equals(name)).isPresent();
  }

  private static Optional<Route> inTable(Namespace tables, int table, RouteQuestion question) {
    return tables.routes().stream()
        .filter(route -> route.table() == table && route.family() == question.family())
        .filter(
            route ->
                route.destination().map(it -> it.contains(question.destination())).orElse(true))
        .filter(route -> route.tos() == 0 || route.tos() == question.tos())
        .filter(route -> question.output() == 0 || route.output() == question.output())
        .min(
            Comparator.<Route>comparingInt(
                    route -> -route.destination().map(Cidr::prefixLength).orElse(0))
                .thenComparingInt(route -> -route.tos())
                .thenComparing(route -> Integer.toUnsignedLong(route.priority())));
  }

  private static Answer<Route> answer(Route route) {
    return switch (route.type()) {
      case Route.RTN_BLACKHOLE -> refused(Errno.EINVAL);
      case Route.RTN_UNREACHABLE -> refused(EHOSTUNREACH);
      case Route.RTN_PROHIBIT -> refused(EACCES);
      default -> new Answer.Found<>(route);
    };
  }

  private static <T> Answer<T> refused(Errno errno) {
    return new Answer.Refused<>(errno, "");
  }

  @Override
  public Answer<Neighbour> neighbour(LinkId link, InetAddress address) {
    return found(
        topology.namespace(link.namespace()).stream()
            .flatMap(namespace -> namespace.neighbours().stream())
            .filter(it -> it.index() == link.index() && it.destination().equals(address))
            .findFirst());
  }

  @Override
  public Answer<FdbEntry> bridgeEntry(LinkId bridge, MacAddress address) {
    return found(
        topology.namespace(bridge.namespace()).stream()
            .flatMap(namespace -> namespace.fdb().stream())
            .filter(it -> it.linkAddress().equals(address) && it.remote().isEmpty())
            .filter(it -> it.master() == bridge.index() || it.index() == bridge.index())
            .findFirst());
  }

  @Override
  public Answer<FdbEntry> tunnelEntry(LinkId tunnel, MacAddress address) {
    return found(
        topology.namespace(tunnel.namespace()).stream()
            .flatMap(namespace -> namespace.fdb().stream())
            .filter(it -> it.index() == tunnel.index() && it.linkAddress().equals(address))
            .filter(it -> it.remote().isPresent())
            .findFirst());
  }

  private static <T> Answer<T> found(Optional<T> entry) {
    return entry.<Answer<T>>map(Answer.Found::new).orElseGet(() -> refused(Errno.ENOENT));
  }
}
