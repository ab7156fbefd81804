package org.flannelgraph.journey.path;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Evidence.Kind;
import org.flannelgraph.linux.iproute.Lines;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.RouteQuestion;
import org.flannelgraph.linux.route.Rule;
import org.flannelgraph.linux.route.Vxlan;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/** Puts the kernel's entries in the words of iproute2, each with the command that shows it. */
record Proofs(Topology topology) {
  private Namespace in(String namespace) {
    return topology.namespace(namespace).orElseGet(() -> Namespace.empty(namespace));
  }

  private Lines lines(String namespace) {
    return in(namespace).lines();
  }

  private String device(String namespace, int index) {
    return in(namespace).names().name(index);
  }

  String device(LinkId link) {
    return device(link.namespace(), link.index());
  }

  /** A route, and the rule that led to its table where that is none of the usual. */
  List<Evidence> route(String namespace, Route route, RouteQuestion question) {
    List<Evidence> evidence = new ArrayList<>();
    rule(namespace, route).ifPresent(evidence::add);
    evidence.add(
        new Evidence(
            Kind.ROUTE,
            namespace,
            lines(namespace).route(route).replaceAll("\\s*\\n\\s*", " "),
            routeCommand(namespace, question)));
    return evidence;
  }

  String routeCommand(String namespace, RouteQuestion question) {
    StringBuilder command = new StringBuilder("ip -n " + namespace + " route get ");
    command.append(Addresses.format(question.destination()));
    if (question.input() != 0) {
      question.source().ifPresent(source -> command.append(" from " + Addresses.format(source)));
      command.append(" iif " + device(namespace, question.input()));
    }
    return command.toString();
  }

  private Optional<Evidence> rule(String namespace, Route route) {
    boolean usual =
        route.table() == 0
            || route.table() == Route.RT_TABLE_MAIN
            || route.table() == Route.RT_TABLE_LOCAL
            || route.table() == Route.RT_TABLE_DEFAULT;
    if (usual) {
      return Optional.empty();
    }
    return in(namespace).rules().stream()
        .filter(rule -> rule.family() == route.family() && rule.table() == route.table())
        .findFirst()
        .map(rule -> rule(namespace, rule));
  }

  private Evidence rule(String namespace, Rule rule) {
    return new Evidence(
        Kind.RULE, namespace, lines(namespace).rule(rule), "ip -n " + namespace + " rule");
  }

  Evidence neighbour(LinkId link, Neighbour neighbour) {
    return new Evidence(
        Kind.NEIGHBOUR,
        link.namespace(),
        lines(link.namespace()).neighbour(neighbour),
        neighbourCommand(link, neighbour.destination()));
  }

  Evidence noNeighbour(LinkId link, InetAddress address) {
    return new Evidence(
        Kind.NEIGHBOUR,
        link.namespace(),
        "no entry for " + Addresses.format(address) + " on " + device(link),
        neighbourCommand(link, address));
  }

  private String neighbourCommand(LinkId link, InetAddress address) {
    return "ip -n %s neigh show %s dev %s"
        .formatted(link.namespace(), Addresses.format(address), device(link));
  }

  Evidence veth(LinkId from, LinkId to) {
    return new Evidence(
        Kind.VETH_PEER,
        from.namespace(),
        "%s is one end of a veth pair, the other is %s".formatted(device(from), topology.name(to)),
        "ip -n %s -d link show %s".formatted(from.namespace(), device(from)));
  }

  Evidence bridgeEntry(LinkId bridge, FdbEntry entry) {
    return new Evidence(
        Kind.BRIDGE_FDB,
        bridge.namespace(),
        lines(bridge.namespace()).fdb(entry),
        bridgeCommand(bridge, entry.linkAddress()));
  }

  Evidence noBridgeEntry(LinkId bridge, MacAddress address) {
    return new Evidence(
        Kind.BRIDGE_FDB,
        bridge.namespace(),
        "no entry for %s on %s, so it goes out at all ports that flood"
            .formatted(address, device(bridge)),
        bridgeCommand(bridge, address));
  }

  /** Frames to a bridge's own address go up to its namespace. */
  Evidence bridgesOwn(LinkId bridge, MacAddress address) {
    return new Evidence(
        Kind.BRIDGE_FDB,
        bridge.namespace(),
        address + " is the address of " + device(bridge) + " itself",
        bridgeCommand(bridge, address));
  }

  private String bridgeCommand(LinkId bridge, MacAddress address) {
    return "bridge -n %s fdb get %s br %s".formatted(bridge.namespace(), address, device(bridge));
  }

  Evidence tunnelEntry(LinkId tunnel, FdbEntry entry) {
    return new Evidence(
        Kind.TUNNEL_FDB,
        tunnel.namespace(),
        lines(tunnel.namespace()).fdb(entry),
        tunnelCommand(tunnel, entry.linkAddress()));
  }

  Evidence noTunnelEntry(LinkId tunnel, MacAddress address) {
    return new Evidence(
        Kind.TUNNEL_FDB,
        tunnel.namespace(),
        "no entry for " + address + " on " + device(tunnel),
        tunnelCommand(tunnel, address));
  }

  private String tunnelCommand(LinkId tunnel, MacAddress address) {
    return "bridge -n %s fdb get %s dev %s self"
        .formatted(tunnel.namespace(), address, device(tunnel));
  }

  /** One of the namespace's own addresses. */
  Evidence local(String namespace, InetAddress address) {
    String text =
        in(namespace).addresses().stream()
            .filter(own -> own.address().equals(address))
            .findFirst()
            .map(
                own ->
                    "%s is an address of %s (%s/%d)"
                        .formatted(
                            Addresses.format(address),
                            device(namespace, own.index()),
                            Addresses.format(own.address()),
                            own.prefixLength()))
            .orElseGet(() -> Addresses.format(address) + " is local");
    return new Evidence(
        Kind.LOCAL,
        namespace,
        text,
        "ip -n %s addr show to %s".formatted(namespace, Addresses.format(address)));
  }

  /** The tunnel that takes what comes to its port with its network identifier. */
  Evidence tunnel(LinkId tunnel, Vxlan vxlan, int vni) {
    return new Evidence(
        Kind.LOCAL,
        tunnel.namespace(),
        "UDP port %d is that of %s, which has VNI %d".formatted(vxlan.port(), device(tunnel), vni),
        "ip -n %s -d link show %s".formatted(tunnel.namespace(), device(tunnel)));
  }

  /** The line of a link, where its state, MTU or address is what decided. */
  Evidence link(LinkId id, Kind kind) {
    String text =
        topology
            .link(id)
            .map(link -> lines(id.namespace()).link(link) + address(link))
            .orElse(topology.name(id));
    return new Evidence(
        kind,
        id.namespace(),
        text,
        "ip -n %s -d -s link show %s".formatted(id.namespace(), device(id)));
  }

  private static String address(Link link) {
    return link.address().map(address -> " link/ether " + address).orElse("");
  }

  /** A frame longer than its interface's MTU: what cuts it, or merged it, is an offload. */
  Evidence superPacket(Position at, Link found) {
    return new Evidence(
        Kind.FRAME,
        at.link().namespace(),
        ("a super-packet: %d bytes, where the MTU is %d;"
                + " it is cut into segments later (GSO, TSO), or was merged of some (GRO)")
            .formatted(at.packet().length() - Packet.ETHERNET, found.mtu()),
        "ip netns exec %s ethtool -k %s".formatted(at.link().namespace(), device(at.link())));
  }

  Evidence sysctl(String namespace, String name, int value) {
    return new Evidence(
        Kind.SYSCTL,
        namespace,
        name + " = " + value,
        "ip netns exec " + namespace + " sysctl " + name);
  }
}
