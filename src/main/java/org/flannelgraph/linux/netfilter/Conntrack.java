package org.flannelgraph.linux.netfilter;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.Errno;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.netlink.Answer;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Request;

/**
 * The connections that the kernel tracks in a namespace. It tracks only where something asks it to:
 * a rule with NAT or {@code ct}, in that namespace.
 */
public final class Conntrack {
  /** Which of a connection's two tuples is meant. */
  public enum Direction {
    ORIGINAL,
    REPLY
  }

  /** NFNL_SUBSYS_CTNETLINK (1), IPCTNL_MSG_CT_ NEW (0), GET (1) and DELETE (2). */
  static final int CT_NEW = 1 << 8;

  static final int CT_GET = 1 << 8 | 1;
  static final int CT_DELETE = 1 << 8 | 2;

  private Conntrack() {}

  /**
   * The connection that a packet belongs to: it is known by the tuple of either direction, and says
   * both.
   *
   * @param direction which one the tuple is
   * @return empty if there is none
   * @throws KernelException if the kernel can't be asked
   */
  public static Optional<Connection> find(
      NetworkNamespace namespace, Tuple tuple, Direction direction) {
    return asking(namespace, socket -> find(socket, tuple, direction));
  }

  /** The same, by a socket for netfilter that was opened in the namespace. */
  public static Optional<Connection> find(NetlinkSocket socket, Tuple tuple, Direction direction) {
    Request request =
        new Request(
            CT_GET,
            Request.NLM_F_ACK, // else nothing closes the reply, which is marked NLM_F_MULTI
            new NetfilterHeader(tuple.family().number()),
            new Attributes()
                .put(
                    direction == Direction.ORIGINAL
                        ? Connection.CTA_TUPLE_ORIG
                        : Connection.CTA_TUPLE_REPLY,
                    tuple.attributes()),
            () -> command(tuple, direction));
    return switch (socket.lookUp(request)) {
      case Answer.Found<Reply>(Reply reply) -> Connection.find(reply);
      case Answer.Refused<Reply>(Errno errno, _) when errno.equals(Errno.ENOENT) ->
          Optional.empty();
      case Answer.Refused<Reply>(Errno errno, String words) ->
          throw new KernelException(request.description(), errno, words);
    };
  }

  /** All connections of both families, in no order. */
  public static List<Connection> list(NetworkNamespace namespace) {
    return asking(namespace, Conntrack::list);
  }

  /** The same, by a socket for netfilter that was opened in the namespace. */
  public static List<Connection> list(NetlinkSocket socket) {
    return Stream.of(NetfilterFamily.IP, NetfilterFamily.IP6)
        .flatMap(family -> socket.ask(dump(family)).stream())
        .filter(reply -> reply.type() == CT_NEW)
        .map(Connection::find)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Request dump(NetfilterFamily family) {
    return new Request(
        CT_GET,
        Request.NLM_F_DUMP,
        new NetfilterHeader(family.number()),
        new Attributes(),
        "conntrack -L" + familyOption(family));
  }

  private static <T> T asking(NetworkNamespace namespace, Function<NetlinkSocket, T> question) {
    try (NetlinkSocket socket = namespace.inside(NetlinkSocket::netfilter)) {
      return question.apply(socket);
    }
  }

  /** The command that shows the connection: {@code conntrack -L -p udp -s 10.0.0.2 ...}. */
  public static String command(Tuple tuple, Direction direction) {
    boolean original = direction == Direction.ORIGINAL;
    StringBuilder text = new StringBuilder("conntrack -L").append(familyOption(tuple.family()));
    text.append(" -p ").append(Protocols.nftName(tuple.protocol()).replace("ipv6-icmp", "icmpv6"));
    text.append(original ? " -s " : " -r ").append(Addresses.format(tuple.source()));
    text.append(original ? " -d " : " -q ").append(Addresses.format(tuple.destination()));
    String side = original ? "orig" : "reply";
    switch (tuple.key()) {
      case Tuple.Ports(int _, int _) when tuple.protocol() == Protocols.GRE -> {}
      case Tuple.Ports(int from, int to) ->
          text.append(" --%s-port-src %d --%s-port-dst %d".formatted(side, from, side, to));
      case Tuple.Icmp(_, _, int id) when original ->
          text.append(tuple.isIpv6() ? " --icmpv6-id " : " --icmp-id ").append(id);
      case Tuple.Icmp _, Tuple.None _ -> {}
    }
    return text.toString();
  }

  private static String familyOption(NetfilterFamily family) {
    return family == NetfilterFamily.IP6 ? " -f ipv6" : "";
  }
}
