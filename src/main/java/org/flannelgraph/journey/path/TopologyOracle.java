package org.flannelgraph.journey.path;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.NextHop;
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
  /** The ifindex of lo in every namespace. */
  private static final int LOOPBACK = 1;

  private static final byte[] LIMITED_BROADCAST = {-1, -1, -1, -1};

  /** Whose the packets are that a namespace sends on for others, and what a lab's pods send. */
  private static final int ROOT = 0;

  /** Of the routes for a destination, the one that the kernel takes comes first. */
  private static final Comparator<Route> BEST =
      Comparator.<Route>comparingInt(route -> -length(route.destination()))
          .thenComparingInt(route -> -length(route.source()))
          .thenComparingInt(route -> -route.tos())
          .thenComparing(Route::priority, Integer::compareUnsigned);

  private static final Errno EACCES = new Errno(13);
  private static final Errno ENETUNREACH = new Errno(101);
  private static final Errno EHOSTUNREACH = new Errno(113);

  private final Topology topology;
  private final int user;

  /** With the tables of one version, for packets of root and for those that are sent on. */
  public TopologyOracle(Topology topology) {
    this(topology, ROOT);
  }

  /**
   * With the tables of one version.
   *
   * @param user the number of the user whose packets are asked about
   */
  TopologyOracle(Topology topology, int user) {
    this.topology = topology;
    this.user = user;
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
    if (isImpossibleSource(tables, question)) {
      return refused(Errno.EINVAL);
    }
    Answer<Route> answer = byRules(tables, question);
    boolean fromLoopback = question.source().filter(InetAddress::isLoopbackAddress).isPresent();
    if (fromLoopback && question.family() == Family.AF_INET && leaves(answer)) {
      return refused(Errno.EINVAL);
    }
    return answer.map(route -> withType(route, type(question, route)));
  }

  /**
   * To many IPv4 sends, or takes it, by whatever route there is for the address, and calls it what
   * it is; IPv6 has routes of these types.
   */
  private static int type(RouteQuestion question, Route route) {
    InetAddress to = question.destination();
    if (question.family() == Family.AF_INET && to.isMulticastAddress()) {
      return Route.RTN_MULTICAST;
    }
    return Arrays.equals(to.getAddress(), LIMITED_BROADCAST) ? Route.RTN_BROADCAST : route.type();
  }

  /** IPv4 does not send from an address that the namespace does not have. */
  private static boolean isImpossibleSource(Namespace tables, RouteQuestion question) {
    return question.family() == Family.AF_INET
        && question.input() == 0
        && question.source().filter(source -> !tables.owns(source)).isPresent();
  }

  private static boolean leaves(Answer<Route> answer) {
    return answer
        .found()
        .filter(route -> route.type() != Route.RTN_LOCAL && route.output() != LOOPBACK)
        .isPresent();
  }

  private static Route withType(Route route, int type) {
    if (type == route.type()) {
      return route;
    }
    return new Route(
        route.family(),
        route.destination(),
        route.source(),
        route.tos(),
        route.nextHops(),
        route.preferredSource(),
        route.table(),
        type,
        route.protocol(),
        route.scope(),
        route.priority(),
        route.flags(),
        route.metrics(),
        route.preference(),
        route.input(),
        route.nextHopObject());
  }

  private Answer<Route> byRules(Namespace tables, RouteQuestion question) {
    long from = 0;
    for (Rule rule : rules(tables, question.family())) {
      if (Integer.toUnsignedLong(rule.priority()) < from || !matches(tables, rule, question)) {
        continue;
      }
      switch (rule.action()) {
        case Rule.FR_ACT_BLACKHOLE -> {
          return refused(Errno.EINVAL);
        }
        case Rule.FR_ACT_UNREACHABLE -> {
          return refused(ENETUNREACH);
        }
        case Rule.FR_ACT_PROHIBIT -> {
          return refused(EACCES);
        }
        case Rule.FR_ACT_TO_TBL -> {
          Route found = inTable(tables, rule.table(), question).orElse(null);
          if (found != null
              && found.type() != Route.RTN_THROW
              && !isSuppressed(tables, rule, found)) {
            return answer(found);
          }
        }
        case Rule.FR_ACT_GOTO -> {
          long target = Integer.toUnsignedLong(rule.target());
          if (tables.rules().stream()
              .anyMatch(
                  it ->
                      it.family() == rule.family()
                          && Integer.toUnsignedLong(it.priority()) == target)) {
            from = target;
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
      usual.add(
          new Rule(
              family,
              priority++,
              Rule.Selector.ALL,
              Rule.FR_ACT_TO_TBL,
              table,
              0,
              -1,
              -1,
              0,
              Route.RTPROT_KERNEL));
    }
    return usual;
  }

  private static boolean isSuppressed(Namespace tables, Rule rule, Route route) {
    return length(route.destination()) <= rule.suppressPrefixLength()
        || rule.suppressGroup() != -1
            && tables
                .link(route.output())
                .filter(link -> link.details().group() == rule.suppressGroup())
                .isPresent();
  }

  private static int length(Optional<Cidr> prefix) {
    return prefix.map(Cidr::prefixLength).orElse(0);
  }

  private boolean matches(Namespace tables, Rule rule, RouteQuestion question) {
    Rule.Selector selector = rule.selector();
    boolean source =
        selector.source().isEmpty()
            || question.source().filter(selector.source().get()::contains).isPresent();
    boolean destination =
        selector.destination().isEmpty()
            || selector.destination().get().contains(question.destination());
    boolean input =
        selector.input().isEmpty() || isNamed(tables, input(question), selector.input().get());
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
    boolean users = selector.users().map(range -> range.contains(user)).orElse(true);
    boolean all =
        source && destination && input && output && mark && tos && protocol && ports && users;
    return all != rule.isInverted();
  }

  /** What a namespace sends itself comes in by lo, as far as rules are concerned. */
  private static int input(RouteQuestion question) {
    return question.input() == 0 ? LOOPBACK : question.input();
  }

  private static boolean isNamed(Namespace tables, int index, String name) {
    return tables.link(index).filter(link -> link.name().equals(name)).isPresent();
  }

  private static Optional<Route> inTable(Namespace tables, int table, RouteQuestion question) {
    return tables.routes().stream()
        .filter(route -> route.table() == table && route.family() == question.family())
        .filter(
            route ->
                route.destination().map(it -> it.contains(question.destination())).orElse(true))
        .filter(
            route ->
                route.source().isEmpty()
                    || question.source().filter(route.source().get()::contains).isPresent())
        .filter(route -> route.tos() == 0 || route.tos() == question.tos())
        .filter(route -> isUsable(route, question))
        .min(BEST);
  }

  /** Whether one of its next hops can be taken. */
  private static boolean isUsable(Route route, RouteQuestion question) {
    int link = demanded(question);
    return route.nextHops().isEmpty()
        ? link == 0
        : route.nextHops().stream()
            .anyMatch(
                hop ->
                    (hop.flags() & NextHop.RTNH_F_DEAD) == 0 && (link == 0 || link == hop.index()));
  }

  /**
   * The ifindex of the link that a route must lead to, or 0. An IPv6 address that counts on one
   * link only is looked up there ({@code rt6_need_strict} of net/ipv6/route.c).
   */
  private static int demanded(RouteQuestion question) {
    InetAddress to = question.destination();
    boolean isOfOneLink =
        question.family() == Family.AF_INET6
            && (to.isLinkLocalAddress() || to.isMulticastAddress() || to.isLoopbackAddress());
    return question.output() == 0 && isOfOneLink ? question.input() : question.output();
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
