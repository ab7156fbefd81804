package org.flannelgraph.journey.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.sh;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.flannelgraph.linux.LiveObjects;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.LookUp;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.RouteQuestion;
import org.flannelgraph.topology.LiveTopology;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tables say is what the kernel that has them says. */
@Tag("kernel")
@ExtendWith(NothingLeaked.class)
class TopologyOracleTest {
  private static final int QUESTIONS = 2000;

  private static LiveObjects objects;

  @BeforeAll
  static void make() {
    objects = new LiveObjects();
  }

  @AfterAll
  static void unmake() {
    objects.close();
  }

  private static Topology topology() {
    try (LiveTopology live = LiveTopology.start()) {
      live.watch(List.of(objects.node(), objects.pod()));
      return live.sync();
    }
  }

  @Test
  void answersAsTheKernelDoes() throws UnknownHostException {
    Topology topology = topology();
    TopologyOracle oracle = new TopologyOracle(topology, Integer.parseInt(sh("id -u").strip()));
    List<String> wrong = new ArrayList<>();
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (NetworkNamespace namespace : List.of(objects.node(), objects.pod())) {
      Questions questions =
          new Questions(topology.namespace(namespace.name()).orElseThrow(), new Random(7));
      for (int i = 0; i < QUESTIONS; i++) {
        RouteQuestion question = questions.next();
        Answer<Route> kernel = LookUp.matchingRoute(namespace.route(), question);
        Answer<Route> ours = oracle.route(namespace.name(), question);
        String direction = question.input() == 0 ? "" : "in ";
        outcomes.merge(direction + outcome(kernel), 1, Integer::sum);
        // Whether a packet may come in at all is asked before and after: forwarding, rp_filter.
        boolean comesIn = question.input() == 0 || kernel.found().isPresent();
        if (comesIn && !same(topology.namespace(namespace.name()).orElseThrow(), kernel, ours)) {
          wrong.add(
              namespace.name() + " " + question + "\n  kernel " + kernel + "\n  ours " + ours);
        }
      }
    }
    assertThat(wrong).as(wrong.size() + " of the answers").isEmpty();
    assertThat(outcomes.keySet())
        .as("answers of every kind were had: " + outcomes)
        .contains("in type 1", "in type 2")
        .contains("type 1", "type 2", "type 3", "errno 13", "errno 22", "errno 101", "errno 113");
  }

  private static String outcome(Answer<Route> answer) {
    return switch (answer) {
      case Answer.Found<Route>(Route route) -> "type " + route.type();
      case Answer.Refused<Route>(var errno, var _) -> "errno " + errno.number();
    };
  }

  /** The same entry: its prefix, table, metric and next hops; or the same no. */
  private static boolean same(Namespace tables, Answer<Route> kernel, Answer<Route> ours) {
    if (kernel instanceof Answer.Found<Route>(Route one)
        && ours instanceof Answer.Found<Route>(Route other)) {
      return one.destination().equals(other.destination())
          && (one.table() == other.table() || isMerged(one, other))
          && one.type() == other.type()
          && one.priority() == other.priority()
          && one.tos() == other.tos()
          && (one.family() == Family.AF_INET
              ? one.nextHops().equals(other.nextHops())
              : Set.copyOf(one.nextHops()).equals(Set.copyOf(other.nextHops()))
                  || isOneOfSeveral(tables, one));
    }
    return kernel instanceof Answer.Refused<Route>(var one, var _)
        && ours instanceof Answer.Refused<Route>(var other, var _)
        && one.equals(other);
  }

  /**
   * A namespace without rules of its own has one trie for the IPv4 tables local and main, and tells
   * main when asked for a route, though a dump tells local.
   */
  private static boolean isMerged(Route kernel, Route ours) {
    return kernel.family() == Family.AF_INET
        && kernel.table() == Route.RT_TABLE_MAIN
        && ours.table() == Route.RT_TABLE_LOCAL;
  }

  /** IPv6 has one fe80::/64 for each link: which is taken is not told by the tables. */
  private static boolean isOneOfSeveral(Namespace tables, Route route) {
    return route.family() == Family.AF_INET6
        && route.nextHops().stream().allMatch(hop -> hop.gateway().isEmpty())
        && tables.routes().stream()
                .filter(
                    it ->
                        it.family() == route.family()
                            && it.table() == route.table()
                            && it.destination().equals(route.destination())
                            && it.priority() == route.priority())
                .count()
            > 1;
  }
}
