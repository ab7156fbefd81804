package org.flannelgraph.journey.path;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.RouteQuestion;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;

/**
 * What decides about packets. The live kernel answers for what goes on now, a {@link
 * TopologyOracle} for what went on elsewhere or before.
 */
public interface Oracle {
  /** The links, their addresses and settings, and how they are connected. */
  Topology topology();

  /**
   * The route of a namespace that matches. That there is none, or one that says no, is a refusal.
   */
  Answer<Route> route(String namespace, RouteQuestion question);

  /** The neighbour that has an address, on a link. */
  Answer<Neighbour> neighbour(LinkId link, InetAddress address);

  /** Where a bridge sends frames to a MAC address. */
  Answer<FdbEntry> bridgeEntry(LinkId bridge, MacAddress address);

  /** Where a VXLAN device sends frames to a MAC address. */
  Answer<FdbEntry> tunnelEntry(LinkId tunnel, MacAddress address);

  /**
   * What nftables did with a packet that went by; nothing where no rule was traced.
   *
   * @param packet its bytes from the IP header on
   */
  default List<RuleVerdict> rules(String namespace, ByteBuffer packet) {
    return List.of();
  }

  /**
   * The entry of connection tracking for a packet; empty where there is none, or nobody to ask.
   *
   * @param packet its bytes from the IP header on, as it was before an address was translated
   */
  default Optional<Evidence> connection(String namespace, ByteBuffer packet) {
    return Optional.empty();
  }
}
