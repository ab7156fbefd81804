package org.flannelgraph.journey.path;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.Evidence.Kind;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Neighbour;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.RouteQuestion;
import org.flannelgraph.linux.route.Vxlan;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.jspecify.annotations.Nullable;

/** Finds out why a frame goes no further, and says it with what proves it. */
record Troubles(Oracle oracle, Proofs proofs) {
  private Next.Lost lost(Cause.Id id, LinkId at, String text, List<Evidence> evidence) {
    return new Next.Lost(new Cause(id, at.namespace(), proofs.device(at), text, evidence));
  }

  Next.Lost down(LinkId link) {
    boolean isUp = oracle.topology().link(link).filter(Link::isUp).isPresent();
    return lost(
        Cause.Id.LINK_DOWN,
        link,
        oracle.topology().name(link) + (isUp ? " has no carrier" : " is down"),
        List.of(proofs.link(link, Kind.VETH_PEER)));
  }

  /** If the interface with a MAC address is behind a port of a bridge, what of that way is down. */
  Optional<Next.Lost> downBehindBridge(LinkId bridge, MacAddress address) {
    Namespace namespace = oracle.topology().namespace(bridge.namespace()).orElseThrow();
    for (Link port : namespace.portsOf(bridge.index())) {
      LinkId id = new LinkId(bridge.namespace(), port.index());
      LinkId peer = oracle.topology().peer(id).orElse(id);
      Link end = oracle.topology().link(peer).orElse(port);
      if (end.address().filter(address::equals).isPresent()) {
        if (!end.isUp()) {
          return Optional.of(down(peer));
        }
        if (!port.isUp()) {
          return Optional.of(down(id));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Why an interface that is up sends nothing, if it does not: what should take it is down.
   *
   * @param to the MAC address that it would send to; null if that is not known
   */
  Optional<Next.Lost> noCarrier(LinkId output, Link found, @Nullable MacAddress to) {
    if (!found.isUp() || found.hasCarrier()) {
      return Optional.empty();
    }
    return Optional.ofNullable(to)
        .flatMap(address -> downBehindBridge(output, address))
        .or(() -> Optional.of(down(oracle.topology().peer(output).orElse(output))));
  }

  /**
   * If the interface with a MAC address is behind a port of a bridge that frames to unknown
   * addresses don't leave by.
   *
   * @param at where the frame came in
   */
  Optional<Next.Lost> unfloodedBehindBridge(LinkId at, LinkId bridge, MacAddress address) {
    Namespace namespace = oracle.topology().namespace(bridge.namespace()).orElseThrow();
    for (Link port : namespace.portsOf(bridge.index())) {
      LinkId id = new LinkId(bridge.namespace(), port.index());
      boolean isBehind =
          oracle
              .topology()
              .peer(id)
              .flatMap(oracle.topology()::link)
              .flatMap(Link::address)
              .filter(address::equals)
              .isPresent();
      if (isBehind && !Forwarding.floods(port)) {
        return Optional.of(
            lost(
                Cause.Id.NO_FDB_ENTRY,
                at,
                "%s does not know behind which port %s is, and %s is not tried (flood off)"
                    .formatted(oracle.topology().name(bridge), address, oracle.topology().name(id)),
                List.of(proofs.noBridgeEntry(bridge, address))));
      }
    }
    return Optional.empty();
  }

  Next.Lost tooBigForLink(LinkId link, Link found, Packet packet) {
    return lost(
        Cause.Id.TOO_BIG,
        link,
        "%d bytes after the Ethernet header are more than the %d (MTU) that %s takes"
            .formatted(
                packet.length() - Packet.ETHERNET, found.mtu(), oracle.topology().name(link)),
        List.of(proofs.link(link, Kind.VETH_PEER)));
  }

  Next.Lost tooBigToRoute(LinkId output, Link found, int length) {
    return tooBigToRoute(output, found, length + " bytes are");
  }

  /** For a super-packet. Its segments may be shorter than the interface took that had it. */
  Next.Lost segmentsTooBigToRoute(LinkId output, Link found, int longest) {
    return tooBigToRoute(output, found, "segments of up to " + longest + " bytes are");
  }

  private Next.Lost tooBigToRoute(LinkId output, Link found, String what) {
    return lost(
        Cause.Id.TOO_BIG,
        output,
        "%s more than the MTU of %s, %d, and must not be sent in fragments"
            .formatted(what, oracle.topology().name(output), found.mtu()),
        List.of(proofs.link(output, Kind.ROUTE)));
  }

  Next.Lost noTunnelEntry(LinkId tunnel, MacAddress to) {
    return lost(
        Cause.Id.NO_FDB_ENTRY,
        tunnel,
        "%s does not know behind which node %s is".formatted(oracle.topology().name(tunnel), to),
        List.of(proofs.noTunnelEntry(tunnel, to)));
  }

  Next.Lost tunnelIntoItself(LinkId tunnel, List<Evidence> evidence) {
    return lost(
        Cause.Id.NO_ROUTE,
        tunnel,
        "the way to the tunnel's far end leads into the tunnel itself",
        evidence);
  }

  Next.Lost notMyMac(LinkId link, Link found, Packet packet) {
    return lost(
        Cause.Id.NOT_MY_MAC,
        link,
        "the frame is for %s, but %s has %s"
            .formatted(
                packet.to(),
                oracle.topology().name(link),
                found.address().map(Object::toString).orElse("none")),
        List.of(proofs.link(link, Kind.LOCAL)));
  }

  Next.Lost noTunnelSocket(LinkId input, Packet.Ip ip) {
    String text =
        "no tunnel device of %s takes what comes to UDP port %d"
            .formatted(input.namespace(), ip.destinationPort());
    Evidence evidence =
        new Evidence(
            Kind.LOCAL,
            input.namespace(),
            text,
            "ip netns exec %s ss -uln sport = :%d"
                .formatted(input.namespace(), ip.destinationPort()));
    return lost(Cause.Id.NO_TUNNEL_SOCKET, input, text, List.of(evidence));
  }

  Next.Lost wrongVni(LinkId input, int vni, Link tunnel) {
    LinkId id = new LinkId(input.namespace(), tunnel.index());
    int own = tunnel.kind() instanceof Vxlan vxlan ? vxlan.id() : 0;
    return lost(
        Cause.Id.WRONG_VNI,
        input,
        "it has VNI %d, but %s has VNI %d".formatted(vni, oracle.topology().name(id), own),
        List.of(proofs.tunnel(id, (Vxlan) tunnel.kind(), own)));
  }

  Next.Lost expired(LinkId input, Packet.Ip ip) {
    String limit = ip.family() == Family.AF_INET6 ? "hop limit" : "time to live";
    return lost(
        Cause.Id.TTL_EXCEEDED,
        input,
        "its %s is %d, so %s may not send it on".formatted(limit, ip.ttl(), input.namespace()),
        List.of(
            new Evidence(
                Kind.FRAME,
                input.namespace(),
                "%s %d at %s".formatted(limit, ip.ttl(), oracle.topology().name(input)),
                null)));
  }

  /** If the namespace does not send on what came in there; null if it does. */
  Next.@Nullable Lost forwardingOff(LinkId input, Packet.Ip ip) {
    Namespace namespace = oracle.topology().namespace(input.namespace()).orElseThrow();
    if (namespace.netconf().isEmpty() || namespace.forwards(ip.family(), input.index())) {
      return null;
    }
    String name =
        ip.family() == Family.AF_INET6
            ? "net.ipv6.conf.all.forwarding"
            : "net.ipv4.conf." + inSysctl(input) + ".forwarding";
    return lost(
        Cause.Id.FORWARDING_OFF,
        input,
        input.namespace() + " does not send on packets of others",
        List.of(proofs.sysctl(input.namespace(), name, 0)));
  }

  /** As sysctl writes the name of an interface: dots and slashes change places. */
  private String inSysctl(LinkId link) {
    return proofs.device(link).replace('.', '/');
  }

  /** The route says no to a packet that came in. */
  Next.Lost refused(LinkId input, Packet.Ip ip, RouteQuestion question) {
    Next.Lost off = forwardingOff(input, ip);
    if (off != null) {
      return off;
    }
    Answer<Route> asOwn =
        oracle.route(
            input.namespace(),
            RouteQuestion.to(ip.destination())
                .carrying(ip.protocol(), ip.sourcePort(), ip.destinationPort()));
    int strictness =
        oracle
            .topology()
            .namespace(input.namespace())
            .orElseThrow()
            .reversePathFilter(input.index());
    if (asOwn instanceof Answer.Found<Route> && strictness != 0) {
      return reversePath(input, ip, strictness);
    }
    return noRoute(input, ip, question);
  }

  private Next.Lost reversePath(LinkId input, Packet.Ip ip, int strictness) {
    String namespace = input.namespace();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        proofs.sysctl(namespace, "net.ipv4.conf." + inSysctl(input) + ".rp_filter", strictness));
    RouteQuestion back = RouteQuestion.to(ip.source());
    oracle
        .route(namespace, back)
        .found()
        .ifPresent(route -> evidence.addAll(proofs.route(namespace, route, back)));
    return lost(
        Cause.Id.REVERSE_PATH,
        input,
        "the way back to %s does not lead through %s"
            .formatted(Addresses.format(ip.source()), oracle.topology().name(input)),
        evidence);
  }

  Next.Lost noRoute(LinkId at, Packet.Ip ip, RouteQuestion question) {
    String namespace = at.namespace();
    String answer =
        oracle.route(namespace, question) instanceof Answer.Refused<Route> refused
            ? refused.errno().toString()
            : "none";
    return lost(
        Cause.Id.NO_ROUTE,
        at,
        namespace + " has no route to " + Addresses.format(ip.destination()),
        List.of(
            new Evidence(
                Kind.ROUTE,
                namespace,
                "the kernel answers: " + answer,
                proofs.routeCommand(namespace, question))));
  }

  /**
   * Nobody tells the MAC address of the next hop.
   *
   * @param known its entry, without an address; null if there is none
   */
  Next.Lost noNeighbour(
      LinkId output, InetAddress hop, @Nullable Neighbour known, List<Evidence> proved) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(known == null ? proofs.noNeighbour(output, hop) : proofs.neighbour(output, known));
    evidence.addAll(proved);
    return lost(
        Cause.Id.NO_NEIGHBOUR,
        output,
        "the MAC address of %s is not known on %s"
            .formatted(Addresses.format(hop), oracle.topology().name(output)),
        evidence);
  }
}
