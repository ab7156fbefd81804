package org.flannelgraph.linux.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.netlink.Structure;

/**
 * All objects of a kind in the namespace of a socket, in the kernel's order. Each throws {@link
 * org.flannelgraph.linux.KernelException} if the kernel refuses, or if the tables changed during
 * each of several tries.
 */
public final class Dump {
  /** IFLA_EXT_MASK: leave the counters out of a link's answer. */
  private static final int RTEXT_FILTER_SKIP_STATS = 8;

  private Dump() {}

  /** All links, without their counters. */
  public static List<Link> links(NetlinkSocket socket) {
    Request request =
        new Request(
            Link.RTM_GETLINK,
            Request.NLM_F_DUMP,
            new Link.Header(Family.AF_UNSPEC, 0, 0, 0),
            new Attributes().put(LinkAttributes.IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS),
            "ip link show");
    return socket.ask(request).stream()
        .filter(reply -> reply.type() == Link.RTM_NEWLINK)
        .map(reply -> Link.of(reply).withoutCounters())
        .toList();
  }

  /** What each link has counted. */
  public static List<LinkStatistics> statistics(NetlinkSocket socket) {
    Request request =
        new Request(
            LinkStatistics.RTM_GETSTATS,
            Request.NLM_F_DUMP,
            new LinkStatistics.Header(0, 1),
            new Attributes(),
            "ip stats show group link");
    return socket.ask(request).stream()
        .filter(reply -> reply.type() == LinkStatistics.RTM_NEWSTATS)
        .map(LinkStatistics::of)
        .toList();
  }

  /** All addresses of both families. */
  public static List<Address> addresses(NetlinkSocket socket) {
    return dump(
            socket,
            Address.RTM_GETADDR,
            new Address.Header(Family.AF_UNSPEC, 0, 0, 0),
            "ip address show",
            reply -> Optional.of(Address.of(reply)))
        .toList();
  }

  /** All routes of both families in all tables. */
  public static List<Route> routes(NetlinkSocket socket) {
    return Stream.of(Family.AF_INET, Family.AF_INET6)
        .flatMap(
            family ->
                dump(
                        socket,
                        Route.RTM_GETROUTE,
                        new Route.Header(family, 0, 0, 0, 0, 0, 0, 0),
                        "ip route show table all",
                        Route::find)
                    .filter(route -> route.family() == family))
        .toList();
  }

  /** All routing rules of both families. */
  public static List<Rule> rules(NetlinkSocket socket) {
    return Stream.of(Family.AF_INET, Family.AF_INET6)
        .flatMap(
            family ->
                dump(
                        socket,
                        Rule.RTM_GETRULE,
                        new Rule.Header(family, 0, 0, 0, 0, 0, 0),
                        "ip rule show",
                        Rule::find)
                    .filter(rule -> rule.family() == family))
        .toList();
  }

  /** All neighbours of both families, and the addresses that the kernel answers for as a proxy. */
  public static List<Neighbour> neighbours(NetlinkSocket socket) {
    return Stream.of(0, Neighbour.NTF_PROXY)
        .flatMap(
            flags ->
                dump(
                    socket,
                    Neighbour.RTM_GETNEIGH,
                    new Neighbour.Header(Family.AF_UNSPEC, 0, 0, flags),
                    "ip neighbour show",
                    Neighbour::find))
        .toList();
  }

  /**
   * All entries of forwarding databases: those of bridges and tunnels, and the addresses that each
   * device takes frames for, which {@code bridge fdb} shows too.
   */
  public static List<FdbEntry> fdb(NetlinkSocket socket) {
    return dump(
            socket,
            Neighbour.RTM_GETNEIGH,
            new Neighbour.Header(Family.AF_BRIDGE, 0, 0, 0),
            "bridge fdb show",
            FdbEntry::find)
        .toList();
  }

  /** The sysctls of both families that netlink tells, for each link, for all and by default. */
  public static List<Netconf> netconf(NetlinkSocket socket) {
    return Stream.of(Family.AF_INET, Family.AF_INET6)
        .flatMap(
            family ->
                dump(
                        socket,
                        Netconf.RTM_GETNETCONF,
                        new Netconf.Header(family),
                        "ip netconf show",
                        reply -> Optional.of(Netconf.of(reply)))
                    .filter(netconf -> netconf.family() == family))
        .toList();
  }

  private static <T extends NetworkObject> Stream<T> dump(
      NetlinkSocket socket,
      int type,
      Structure structure,
      String command,
      Function<Reply, Optional<T>> decode) {
    Request request = new Request(type, Request.NLM_F_DUMP, structure, new Attributes(), command);
    return socket.ask(request).stream()
        .map(decode)
        .flatMap(Optional::stream)
        .filter(object -> object.messageType() == type - 2); // RTM_GET is RTM_NEW + 2
  }
}
