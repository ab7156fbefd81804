package org.flannelgraph.linux.route;

import static org.flannelgraph.linux.route.Neighbour.*;
import static org.flannelgraph.linux.route.Route.*;

import java.net.InetAddress;
import java.util.function.Function;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Request;

/**
 * Single questions to the kernel, in the namespace of a socket: what it would do with a packet now.
 * Its no is an {@link Answer.Refused}; a {@link KernelException} only says that it could not be
 * asked.
 *
 * <p>For routes the errno says which no it is: EACCES a prohibited one, EHOSTUNREACH an unreachable
 * one (or, for a packet that came in, a namespace that does not forward), ENETUNREACH none at all.
 * EINVAL is a blackhole, a source that is impossible, or one that fails rp_filter (EXDEV on kernels
 * before 6.18): the same question without the input link tells them apart. For a sender that is
 * bound to a link every no becomes EHOSTUNREACH, and the kernel sends all the same: it takes the
 * destination to be on that link.
 */
public final class LookUp {
  private LookUp() {}

  /**
   * The entry of a routing table that matches: its prefix, table, protocol and metric, and all of
   * its next hops. The rule that led to the table is not told.
   */
  public static Answer<Route> matchingRoute(NetlinkSocket socket, RouteQuestion question) {
    return route(socket, question, RTM_F_LOOKUP_TABLE | RTM_F_FIB_MATCH, " fibmatch");
  }

  /**
   * What becomes of the packet: of several next hops the one that this packet takes, and the source
   * that it gets. The prefix is the packet's own address.
   */
  public static Answer<Route> resolvedRoute(NetlinkSocket socket, RouteQuestion question) {
    return route(socket, question, RTM_F_LOOKUP_TABLE, "");
  }

  private static Answer<Route> route(
      NetlinkSocket socket, RouteQuestion question, int flags, String word) {
    Attributes attributes = new Attributes().put(RTA_DST, question.destination());
    question.source().ifPresent(source -> attributes.put(RTA_SRC, source));
    if (question.input() != 0) {
      attributes.put(RTA_IIF, question.input());
    }
    if (question.output() != 0) {
      attributes.put(RTA_OIF, question.output());
    }
    if (question.mark() != 0) {
      attributes.put(RTA_MARK, question.mark());
    }
    boolean ports = question.sourcePort() != 0 || question.destinationPort() != 0;
    if (question.protocol() != 0 && (ports || takesNoPorts(question.protocol()))) {
      attributes.put(RTA_IP_PROTO, question.protocol());
    }
    if (question.sourcePort() != 0) {
      attributes.put(RTA_SPORT, question.sourcePort());
    }
    if (question.destinationPort() != 0) {
      attributes.put(RTA_DPORT, question.destinationPort());
    }
    int bits = question.bits();
    // IPv6 always tells the table, and refuses to be asked for it.
    boolean ipv6 = question.family() == Family.AF_INET6;
    Route.Header header =
        new Route.Header(
            question.family(),
            bits,
            question.source().isPresent() ? bits : 0,
            question.tos(),
            0,
            0,
            0,
            0,
            ipv6 ? flags & ~RTM_F_LOOKUP_TABLE : flags);
    return decoded(
        socket,
        new Request(
            RTM_GETROUTE,
            0,
            header,
            attributes,
            () -> "ip route get" + word + " " + Addresses.format(question.destination())),
        reply -> Route.find(reply).orElseThrow());
  }

  /** The kernel takes TCP, UDP and ICMP as protocols of a lookup, and no others. */
  private static boolean takesNoPorts(int protocol) {
    return protocol == 1 || protocol == 6 || protocol == 17 || protocol == 58;
  }

  /**
   * The neighbour with that address on a link; ENOENT if there is none.
   *
   * @param index the ifindex of the link
   */
  public static Answer<Neighbour> neighbour(
      NetlinkSocket socket, int index, InetAddress destination) {
    return neighbour(socket, index, destination, 0);
  }

  /** Whether the kernel answers on a link for that address in others' stead; ENOENT if not. */
  public static Answer<Neighbour> proxy(NetlinkSocket socket, int index, InetAddress destination) {
    return neighbour(socket, index, destination, NTF_PROXY);
  }

  private static Answer<Neighbour> neighbour(
      NetlinkSocket socket, int index, InetAddress destination, int flags) {
    return decoded(
        socket,
        new Request(
            RTM_GETNEIGH,
            0,
            new Neighbour.Header(Family.of(destination), index, 0, flags),
            new Attributes().put(NDA_DST, destination),
            () -> "ip neighbour get " + Addresses.format(destination) + " dev if" + index),
        reply -> Neighbour.find(reply).orElseThrow());
  }

  /**
   * Where a bridge sends frames to a MAC address; ENOENT if it floods them.
   *
   * @param bridge its ifindex
   * @param vlan 0 where the bridge has none
   */
  public static Answer<FdbEntry> bridgeEntry(
      NetlinkSocket socket, int bridge, MacAddress linkAddress, int vlan) {
    Attributes attributes = new Attributes().put(NDA_LLADDR, linkAddress).put(NDA_MASTER, bridge);
    if (vlan != 0) {
      attributes.put(NDA_VLAN, vlan);
    }
    return fdb(socket, 0, 0, attributes, linkAddress + " br if" + bridge);
  }

  /**
   * Where a tunnel sends frames to a MAC address: of several far ends the first. ENOENT if it has
   * no entry; then the one for 00:00:00:00:00:00 counts.
   *
   * @param tunnel its ifindex
   */
  public static Answer<FdbEntry> tunnelEntry(
      NetlinkSocket socket, int tunnel, MacAddress linkAddress) {
    return fdb(
        socket,
        tunnel,
        NTF_SELF,
        new Attributes().put(NDA_LLADDR, linkAddress),
        linkAddress + " dev if" + tunnel + " self");
  }

  private static Answer<FdbEntry> fdb(
      NetlinkSocket socket, int index, int flags, Attributes attributes, String words) {
    return decoded(
        socket,
        new Request(
            RTM_GETNEIGH,
            0,
            new Neighbour.Header(Family.AF_BRIDGE, index, 0, flags),
            attributes,
            () -> "bridge fdb get " + words),
        reply -> FdbEntry.find(reply).orElseThrow());
  }

  /**
   * A link with its counters; ENODEV if there is none.
   *
   * @param index its ifindex
   */
  public static Answer<Link> link(NetlinkSocket socket, int index) {
    return decoded(
        socket,
        new Request(
            Link.RTM_GETLINK,
            0,
            new Link.Header(Family.AF_UNSPEC, index, 0, 0),
            new Attributes(),
            () -> "ip -s link show if" + index),
        Link::of);
  }

  private static <T> Answer<T> decoded(
      NetlinkSocket socket, Request request, Function<Reply, T> decode) {
    return socket.lookUp(request).map(decode);
  }
}
