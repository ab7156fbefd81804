package org.flannelgraph.session;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.path.Oracle;
import org.flannelgraph.journey.path.RuleVerdict;
import org.flannelgraph.linux.netfilter.Connection;
import org.flannelgraph.linux.netfilter.Conntrack;
import org.flannelgraph.linux.netfilter.Tuple;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.operation.Kernel;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.LookUp;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.RouteQuestion;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/** The live kernel answers. */
final class KernelOracle implements Oracle {
  private final Kernel kernel;
  private final Topology topology;
  private final @Nullable RuleTrace rules;

  /**
   * With the topology of now.
   *
   * @param rules what was told of rules until now; null if none are traced
   */
  KernelOracle(Kernel kernel, Topology topology, @Nullable RuleTrace rules) {
    this.kernel = kernel;
    this.topology = topology;
    this.rules = rules;
  }

  @Override
  public List<RuleVerdict> rules(String namespace, ByteBuffer packet) {
    return rules == null ? List.of() : rules.of(namespace, packet, topology);
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public Answer<Route> route(String namespace, RouteQuestion question) {
    return ask(namespace, socket -> LookUp.matchingRoute(socket, question));
  }

  @Override
  public Answer<Neighbour> neighbour(LinkId link, InetAddress address) {
    return ask(link.namespace(), socket -> LookUp.neighbour(socket, link.index(), address));
  }

  @Override
  public Answer<FdbEntry> bridgeEntry(LinkId bridge, MacAddress address) {
    return ask(
        bridge.namespace(), socket -> LookUp.bridgeEntry(socket, bridge.index(), address, 0));
  }

  @Override
  public Answer<FdbEntry> tunnelEntry(LinkId tunnel, MacAddress address) {
    return ask(tunnel.namespace(), socket -> LookUp.tunnelEntry(socket, tunnel.index(), address));
  }

  @Override
  public Optional<Evidence> connection(String namespace, ByteBuffer packet) {
    return Tuples.of(packet).flatMap(tuple -> connection(namespace, tuple));
  }

  private Optional<Evidence> connection(String namespace, Tuple tuple) {
    for (Conntrack.Direction direction : Conntrack.Direction.values()) {
      Optional<Connection> found =
          kernel.onNamespaceThread(
              () -> Conntrack.find(kernel.namespace(namespace), tuple, direction));
      if (found.isPresent()) {
        String command = Conntrack.command(tuple, direction);
        return Optional.of(
            new Evidence(
                Evidence.Kind.CONNTRACK,
                namespace,
                found.get().toString(),
                "ip netns exec " + namespace + " " + command));
      }
    }
    return Optional.empty();
  }

  /** On the thread whose the sockets are. */
  private <T> Answer<T> ask(String namespace, Function<NetlinkSocket, Answer<T>> question) {
    return kernel.onNamespaceThread(() -> question.apply(kernel.namespace(namespace).route()));
  }
}
