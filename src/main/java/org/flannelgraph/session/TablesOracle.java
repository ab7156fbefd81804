package org.flannelgraph.session;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.journey.path.Oracle;
import org.flannelgraph.journey.path.RuleVerdict;
import org.flannelgraph.journey.path.TopologyOracle;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.RouteQuestion;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/** The tables that held when a packet passed answer, and of rules what was traced. */
final class TablesOracle implements Oracle {
  private final Oracle tables;
  private final @Nullable RuleTrace rules;

  TablesOracle(Topology topology, @Nullable RuleTrace rules) {
    tables = new TopologyOracle(topology);
    this.rules = rules;
  }

  @Override
  public Topology topology() {
    return tables.topology();
  }

  @Override
  public Answer<Route> route(String namespace, RouteQuestion question) {
    return tables.route(namespace, question);
  }

  @Override
  public Answer<Neighbour> neighbour(LinkId link, InetAddress address) {
    return tables.neighbour(link, address);
  }

  @Override
  public Answer<FdbEntry> bridgeEntry(LinkId bridge, MacAddress address) {
    return tables.bridgeEntry(bridge, address);
  }

  @Override
  public Answer<FdbEntry> tunnelEntry(LinkId tunnel, MacAddress address) {
    return tables.tunnelEntry(tunnel, address);
  }

  @Override
  public List<RuleVerdict> rules(String namespace, ByteBuffer packet) {
    return rules == null ? List.of() : rules.of(namespace, packet, topology());
  }
}
