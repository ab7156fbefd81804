package org.flannelgraph.journey.path;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.capture.Direction;
import org.flannelgraph.journey.Action;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Bridge;
import org.flannelgraph.linux.route.BridgePort;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.RouteQuestion;
import org.flannelgraph.linux.route.Veth;
import org.flannelgraph.linux.route.Vxlan;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/**
 * What comes next for a frame at an interface, as the kernel's tables have it.
 *
 * <p>It does what the kernel does, in the kernel's order: a veth hands to its other end ({@code
 * drivers/net/veth.c}), a bridge looks into its forwarding database ({@code net/bridge}), IP checks
 * the destination MAC address, looks up the route, counts down the time to live, and asks for the
 * neighbour ({@code net/ipv4/ip_input.c}, {@code ip_forward.c}), a VXLAN device wraps and unwraps
 * ({@code drivers/net/vxlan}). nftables and connection tracking are not asked: their part is told
 * by a rule trace, of packets that went by.
 */
final class Forwarding {
  /** IPv4, UDP, VXLAN and the inner Ethernet header; IPv6 takes 20 more. */
  private static final int VXLAN_OVERHEAD = 50;

  private static final int IPV6_MORE = 20;

  /** What a link takes besides its MTU: an Ethernet header and a VLAN tag. */
  private static final int LINK_HEADERS = 18;

  private static final MacAddress ALL = new MacAddress(0);
  private static final int TCP = 6;
  private static final int UDP = 17;

  private final Oracle oracle;
  private final Topology topology;
  private final Proofs proofs;
  private final Troubles troubles;

  Forwarding(Oracle oracle) {
    this.oracle = oracle;
    topology = oracle.topology();
    proofs = new Proofs(topology);
    troubles = new Troubles(oracle, proofs);
  }

  /** The address that a namespace sends from, to one; the other itself if that has no route. */
  InetAddress source(String namespace, InetAddress to) {
    Route route = oracle.route(namespace, RouteQuestion.to(to)).found().orElse(null);
    if (route == null) {
      return to;
    }
    return route
        .preferredSource()
        .or(
            () ->
                topology.namespace(namespace).orElseThrow().addressesOf(route.output()).stream()
                    .map(Address::address)
                    .filter(own -> Family.of(own) == Family.of(to) && !own.isLinkLocalAddress())
                    .findFirst())
        .orElse(to);
  }

  /** For a packet that a namespace sends. */
  List<Next> sent(String namespace, Packet.Ip ip) {
    RouteQuestion question = ip.question();
    Answer<Route> answer = oracle.route(namespace, question);
    if (!(answer instanceof Answer.Found<Route>(Route route))) {
      return List.of(troubles.noRoute(new LinkId(namespace, 1), ip, question));
    }
    List<Evidence> evidence = proofs.route(namespace, route, question);
    LinkId output = new LinkId(namespace, route.output());
    if (route.type() == Route.RTN_LOCAL) {
      LinkId loopback = new LinkId(namespace, 1);
      Packet packet = new Packet(ALL, ALL, ip.length() + Packet.ETHERNET, ip);
      return List.of(
          new Next.On(Action.SENT, new Position(loopback, Direction.IN, packet), evidence));
    }
    Packet packet = new Packet(ALL, ALL, 0, ip);
    int longest =
        ip.protocol() == TCP // which sends segments, however many at once
            ? topology.link(output).map(it -> Math.min(it.mtu(), ip.length())).orElse(ip.length())
            : ip.length();
    return toNeighbour(Action.SENT, output, route, packet, longest, evidence, false);
  }

  /** For a frame at an interface. */
  List<Next> next(Position at) {
    Link link = topology.link(at.link()).orElse(null);
    if (link == null) {
      return List.of();
    }
    return at.direction() == Direction.OUT ? leave(at, link) : arrive(at, link);
  }

  // --- Out of an interface
  // ---------------------------------------------------------------------------

  private List<Next> leave(Position at, Link link) {
    if (!link.isUp()) {
      return List.of(troubles.down(at.link()));
    }
    return switch (link.kind()) {
      case Veth _ -> overTheWire(at, link);
      case Vxlan vxlan -> encapsulate(at, vxlan);
      case Bridge _ -> throughBridge(at, at.link(), Optional.empty());
      default ->
          (link.flags() & Link.IFF_LOOPBACK) != 0
              ? arrive(new Position(at.link(), Direction.IN, at.packet()), link)
              : List.of();
    };
  }

  private List<Next> overTheWire(Position at, Link link) {
    LinkId peer = topology.peer(at.link()).orElse(null);
    if (peer == null) {
      return List.of();
    }
    Link other = topology.link(peer).orElseThrow();
    if (!other.isUp()) {
      return List.of(troubles.down(peer));
    }
    if (at.packet().length() > other.mtu() + LINK_HEADERS
        && !at.packet().isSuperPacket(link.mtu())) {
      return List.of(troubles.tooBigForLink(peer, other, at.packet()));
    }
    return List.of(
        new Next.On(
            Action.CROSSED,
            new Position(peer, Direction.IN, at.packet()),
            List.of(proofs.veth(at.link(), peer))));
  }

  private List<Next> encapsulate(Position at, Vxlan vxlan) {
    LinkId tunnel = at.link();
    MacAddress to = at.packet().to();
    Answer<FdbEntry> answer = oracle.tunnelEntry(tunnel, to);
    if (answer.found().isEmpty()) {
      answer = oracle.tunnelEntry(tunnel, ALL);
    }
    FdbEntry entry = answer.found().orElse(null);
    FdbEntry.Remote remote = entry == null ? null : entry.remote().orElse(null);
    if (entry == null || remote == null) {
      return List.of(troubles.noTunnelEntry(tunnel, to));
    }
    List<Evidence> evidence = new ArrayList<>(List.of(proofs.tunnelEntry(tunnel, entry)));
    boolean ipv6 = remote.destination().getAddress().length == 16;
    int length = at.packet().length() + VXLAN_OVERHEAD - Packet.ETHERNET + (ipv6 ? IPV6_MORE : 0);
    int port = remote.port() == 0 ? vxlan.port() : remote.port();
    int vni = remote.vni() == 0 ? vxlan.id() : remote.vni();
    InetAddress local = vxlan.local().orElse(null);
    RouteQuestion question = RouteQuestion.to(remote.destination()).carrying(UDP, 0, port);
    if (local != null) {
      question = question.from(local);
    }
    Packet.Ip outer =
        new Packet.Ip(
            local == null ? remote.destination() : local,
            remote.destination(),
            UDP,
            0,
            port,
            64,
            length,
            !ipv6,
            new Packet.Tunnelled(vni, at.packet()));
    String namespace = topology.lower(tunnel).map(LinkId::namespace).orElseGet(tunnel::namespace);
    Answer<Route> routed = oracle.route(namespace, question);
    if (!(routed instanceof Answer.Found<Route>(Route route))) {
      return List.of(troubles.noRoute(tunnel, outer, question));
    }
    evidence.addAll(proofs.route(namespace, route, question));
    LinkId output = new LinkId(namespace, route.output());
    if (output.equals(tunnel)) {
      return List.of(troubles.tunnelIntoItself(tunnel, evidence));
    }
    Packet packet = new Packet(ALL, ALL, 0, outer);
    int longest = length - (at.packet().length() - Packet.ETHERNET) + longest(at);
    return toNeighbour(Action.ENCAPSULATED, output, route, packet, longest, evidence, false);
  }

  // --- Through a bridge
  // ------------------------------------------------------------------------------

  /**
   * Out at the port that the forwarding database says, or at all.
   *
   * @param from the port by which it came in; empty if the namespace sends it itself
   */
  private List<Next> throughBridge(Position at, LinkId bridge, Optional<LinkId> from) {
    MacAddress to = at.packet().to();
    if (at.packet().isMulticast()) {
      return flood(at, bridge, from, List.of());
    }
    FdbEntry entry = oracle.bridgeEntry(bridge, to).found().orElse(null);
    if (entry == null) {
      return toUnknown(at, bridge, from);
    }
    LinkId port = new LinkId(bridge.namespace(), entry.index());
    Link link = topology.link(port).orElse(null);
    boolean back = from.isPresent() && from.get().equals(port);
    if (link == null || port.equals(bridge) || back && !isHairpin(link)) {
      return List.of();
    }
    if (!link.isUp() || !link.hasCarrier()) {
      return List.of(troubles.down(link.isUp() ? topology.peer(port).orElse(port) : port));
    }
    if (at.packet().length() > link.mtu() + LINK_HEADERS && !isSuperPacket(at)) {
      return List.of(troubles.tooBigForLink(port, link, at.packet()));
    }
    return List.of(
        new Next.On(
            Action.BRIDGED,
            new Position(port, Direction.OUT, at.packet()),
            List.of(proofs.bridgeEntry(bridge, entry))));
  }

  /** To a MAC address that a bridge has no entry for. */
  private List<Next> toUnknown(Position at, LinkId bridge, Optional<LinkId> from) {
    MacAddress to = at.packet().to();
    Next.Lost down = troubles.downBehindBridge(bridge, to).orElse(null);
    if (down != null) {
      return List.of(down);
    }
    List<Next> next = new ArrayList<>();
    troubles.unfloodedBehindBridge(at.link(), bridge, to).ifPresent(next::add);
    next.addAll(flood(at, bridge, from, List.of(proofs.noBridgeEntry(bridge, to))));
    return next;
  }

  private List<Next> flood(
      Position at, LinkId bridge, Optional<LinkId> from, List<Evidence> evidence) {
    List<Next> next = new ArrayList<>();
    Namespace namespace = topology.namespace(bridge.namespace()).orElseThrow();
    for (Link port : namespace.portsOf(bridge.index())) {
      LinkId id = new LinkId(bridge.namespace(), port.index());
      boolean back = from.isPresent() && from.get().equals(id);
      boolean isTried = at.packet().isMulticast() || floods(port);
      if (port.isUp() && port.hasCarrier() && isTried && (!back || isHairpin(port))) {
        next.add(
            new Next.On(Action.FLOODED, new Position(id, Direction.OUT, at.packet()), evidence));
      }
    }
    if (from.isPresent() && at.packet().isMulticast()) {
      next.add(
          new Next.On(Action.FLOODED, new Position(bridge, Direction.IN, at.packet()), evidence));
    }
    return next;
  }

  /**
   * Whether it is one where it is seen; bridges and veths pass those on whole, whatever the MTU.
   */
  private boolean isSuperPacket(Position at) {
    return topology
        .link(at.link())
        .filter(link -> at.packet().isSuperPacket(link.mtu()))
        .isPresent();
  }

  /** The longest packet that the wire will see of it, in bytes from the IP header on. */
  private int longest(Position at) {
    Packet packet = at.packet();
    int length = packet.ip() == null ? packet.length() - Packet.ETHERNET : packet.ip().length();
    return topology
        .link(at.link())
        .filter(link -> packet.isSuperPacket(link.mtu()))
        .map(Link::mtu)
        .orElse(length);
  }

  private static boolean isHairpin(Link port) {
    return port.port().filter(it -> it.has(BridgePort.Flag.HAIRPIN)).isPresent();
  }

  /** Whether frames to addresses that the bridge does not know leave by a port. */
  static boolean floods(Link port) {
    return port.port().map(it -> it.has(BridgePort.Flag.FLOOD)).orElse(true);
  }

  // --- Into a namespace
  // ------------------------------------------------------------------------------

  private List<Next> arrive(Position at, Link link) {
    LinkId bridge = topology.master(at.link()).orElse(null);
    if (bridge != null && topology.link(bridge).orElseThrow().kind() instanceof Bridge) {
      return intoBridge(at, bridge);
    }
    boolean isLoopback = (link.flags() & Link.IFF_LOOPBACK) != 0;
    Packet packet = at.packet();
    if (!isLoopback
        && !packet.isMulticast()
        && link.address().filter(own -> !own.equals(packet.to())).isPresent()) {
      return List.of(troubles.notMyMac(at.link(), link, packet));
    }
    Packet.Ip ip = packet.ip();
    return ip == null ? List.of() : intoIp(at, packet, ip);
  }

  private List<Next> intoBridge(Position at, LinkId bridge) {
    MacAddress to = at.packet().to();
    boolean isOwn =
        topology.link(bridge).flatMap(Link::address).filter(to::equals).isPresent()
            || oracle
                .bridgeEntry(bridge, to)
                .found()
                .filter(entry -> entry.index() == bridge.index())
                .isPresent();
    if (isOwn) {
      Link device = topology.link(bridge).orElseThrow();
      if (!device.isUp()) {
        return List.of(troubles.down(bridge));
      }
      return List.of(
          new Next.On(
              Action.BRIDGED,
              new Position(bridge, Direction.IN, at.packet()),
              List.of(proofs.bridgesOwn(bridge, to))));
    }
    return throughBridge(at, bridge, Optional.of(at.link()));
  }

  private List<Next> intoIp(Position at, Packet packet, Packet.Ip ip) {
    LinkId input = at.link();
    String namespace = input.namespace();
    if (ip.destination().isMulticastAddress()) {
      return List.of();
    }
    RouteQuestion question = ip.question();
    if (input.index() != 1) {
      question = question.in(input.index());
    }
    Answer<Route> answer = oracle.route(namespace, question);
    if (!(answer instanceof Answer.Found<Route>(Route route))) {
      return List.of(troubles.refused(input, ip, question));
    }
    if (route.type() == Route.RTN_LOCAL || route.type() == Route.RTN_ANYCAST) {
      return ip.inside() == null
          ? List.of(new Next.Taken(List.of(proofs.local(namespace, ip.destination()))))
          : decapsulate(input, ip, ip.inside());
    }
    if (route.type() == Route.RTN_BROADCAST) {
      return List.of(new Next.Taken(proofs.route(namespace, route, question)));
    }
    Next.Lost off = troubles.forwardingOff(input, ip);
    if (off != null) {
      return List.of(off);
    }
    if (ip.ttl() <= 1) {
      return List.of(troubles.expired(input, ip));
    }
    List<Evidence> evidence = proofs.route(namespace, route, question);
    LinkId output = new LinkId(namespace, route.output());
    return toNeighbour(Action.ROUTED, output, route, packet, longest(at), evidence, true);
  }

  private List<Next> decapsulate(LinkId input, Packet.Ip ip, Packet.Tunnelled inside) {
    Namespace namespace = topology.namespace(input.namespace()).orElseThrow();
    List<Link> tunnels =
        namespace.links().stream()
            .filter(it -> it.kind() instanceof Vxlan vxlan && vxlan.port() == ip.destinationPort())
            .filter(Link::isUp)
            .filter(it -> listens(it, ip.family()))
            .toList();
    if (tunnels.isEmpty()) {
      return List.of(troubles.noTunnelSocket(input, ip));
    }
    for (Link tunnel : tunnels) {
      if (tunnel.kind() instanceof Vxlan vxlan && vxlan.id() == inside.vni()) {
        LinkId id = new LinkId(input.namespace(), tunnel.index());
        List<Evidence> evidence =
            List.of(
                proofs.local(input.namespace(), ip.destination()),
                proofs.tunnel(id, vxlan, inside.vni()));
        return List.of(
            new Next.On(
                Action.DECAPSULATED, new Position(id, Direction.IN, inside.packet()), evidence));
      }
    }
    return List.of(troubles.wrongVni(input, inside.vni(), tunnels.getFirst()));
  }

  /** Whether a tunnel's socket is of that family, as is its own address. */
  private static boolean listens(Link tunnel, int family) {
    return tunnel.kind() instanceof Vxlan vxlan
        && vxlan.local().map(local -> Family.of(local) == family).orElse(true);
  }

  // --- To the next hop
  // -------------------------------------------------------------------------------

  /**
   * Out of an interface to the next hop.
   *
   * @param longest what goes out at once: less than the packet if that is a super-packet
   * @param isForwarded whether it came from elsewhere, so that it ages
   */
  private List<Next> toNeighbour(
      Action action,
      LinkId output,
      Route route,
      Packet packet,
      int longest,
      List<Evidence> proved,
      boolean isForwarded) {
    Packet.Ip ip = packet.ip();
    Link link = topology.link(output).orElse(null);
    if (link == null || ip == null) {
      return List.of();
    }
    boolean isTooBig = longest > link.mtu() && !ip.mayBeCut();
    if (isTooBig && longest >= ip.length()) {
      return List.of(troubles.tooBigToRoute(output, link, longest));
    }
    List<Evidence> evidence = new ArrayList<>(proved);
    InetAddress hop = route.gateway().orElse(ip.destination());
    Neighbour known = oracle.neighbour(output, hop).found().orElse(null);
    if (known != null) {
      evidence.add(proofs.neighbour(output, known));
    }
    MacAddress mac = known == null ? null : known.linkAddress().orElse(null);
    if (mac == null && !(link.kind() instanceof Vxlan)) {
      mac = owner(hop).orElse(null); // whoever has the address will tell, when asked
    }
    Optional<Next.Lost> cut = troubles.noCarrier(output, link, mac);
    if (mac == null) {
      return List.of(cut.orElseGet(() -> troubles.noNeighbour(output, hop, known, proved)));
    }
    MacAddress own = link.address().orElse(ALL);
    Packet framed =
        isForwarded
            ? packet.sent(own, mac)
            : new Packet(own, mac, ip.length() + Packet.ETHERNET, ip);
    Optional<Next.Lost> doubt = cut;
    if (doubt.isEmpty() && (known == null || known.linkAddress().isEmpty())) {
      doubt = Optional.of(troubles.noNeighbour(output, hop, known, proved));
    } else if (doubt.isEmpty() && isTooBig) {
      doubt = Optional.of(troubles.segmentsTooBigToRoute(output, link, longest));
    }
    Position to = new Position(output, Direction.OUT, framed);
    return List.of(new Next.On(action, to, evidence, doubt.map(Next.Lost::cause).orElse(null)));
  }

  /**
   * Whether a packet is a namespace's business: it is the destination, or would send it on by
   * another interface.
   */
  boolean concerns(Position at) {
    Packet.Ip ip = at.packet().ip();
    return ip != null
        && oracle
            .route(at.link().namespace(), RouteQuestion.to(ip.destination()))
            .found()
            .filter(it -> it.type() == Route.RTN_LOCAL || it.output() != at.link().index())
            .isPresent();
  }

  private Optional<MacAddress> owner(InetAddress address) {
    for (Namespace namespace : topology.namespaces().values()) {
      for (var own : namespace.addresses()) {
        if (own.address().equals(address)) {
          return namespace.link(own.index()).flatMap(Link::address);
        }
      }
    }
    return Optional.empty();
  }
}
