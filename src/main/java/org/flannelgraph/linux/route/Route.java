package org.flannelgraph.linux.route;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * A route (linux/rtnetlink.h).
 *
 * @param destination empty for the default route
 * @param source which packets' sources it is for (IPv6 only); empty for all
 * @param tos the type of service it is for; 0 for all
 * @param nextHops none for a route that drops, several for a multipath route
 * @param preferredSource what a packet gets as source that has none yet
 * @param table 254 main, 255 local, 253 default
 * @param type 1 unicast, 2 local, 3 broadcast, 6 blackhole, 7 unreachable, 8 prohibit, 9 throw
 * @param protocol who made it: 2 kernel, 3 boot, 4 static
 * @param scope 0 global, 253 link, 254 host
 * @param priority the metric; the lowest is taken
 * @param flags RTM_F_ flags
 * @param preference of the router that announced it (IPv6): 0 medium, 1 high, 3 low
 * @param input in an answer to a lookup: the ifindex of the link that the packet came in by
 * @param nextHopObject the id of a next hop object that it uses, or 0
 */
public record Route(
    int family,
    Optional<Cidr> destination,
    Optional<Cidr> source,
    int tos,
    List<NextHop> nextHops,
    Optional<InetAddress> preferredSource,
    int table,
    int type,
    int protocol,
    int scope,
    int priority,
    int flags,
    Metrics metrics,
    int preference,
    int input,
    int nextHopObject)
    implements KernelObject {
  public static final int RTM_NEWROUTE = 24;
  public static final int RTM_DELROUTE = 25;
  public static final int RTM_GETROUTE = 26;
  public static final int RT_TABLE_DEFAULT = 253;
  public static final int RT_TABLE_MAIN = 254;
  public static final int RT_TABLE_LOCAL = 255;
  public static final int RTN_UNICAST = 1;
  public static final int RTN_LOCAL = 2;
  public static final int RTN_BROADCAST = 3;
  public static final int RTN_ANYCAST = 4;
  public static final int RTN_MULTICAST = 5;
  public static final int RTN_BLACKHOLE = 6;
  public static final int RTN_UNREACHABLE = 7;
  public static final int RTN_PROHIBIT = 8;
  public static final int RTN_THROW = 9;
  public static final int RTPROT_KERNEL = 2;
  public static final int RTPROT_BOOT = 3;
  public static final int RTPROT_STATIC = 4;
  public static final int RT_SCOPE_UNIVERSE = 0;
  public static final int RT_SCOPE_LINK = 253;
  public static final int RT_SCOPE_HOST = 254;
  public static final int RT_SCOPE_NOWHERE = 255;

  /** An answer that the kernel worked out for one destination, rather than an entry of a table. */
  public static final int RTM_F_CLONED = 0x200;

  /** Asks a lookup to tell the table of the answer. */
  public static final int RTM_F_LOOKUP_TABLE = 0x1000;

  /** Asks a lookup for the entry that matched, rather than for what became of it. */
  public static final int RTM_F_FIB_MATCH = 0x2000;

  /**
   * As {@link NextHop#RTNH_F_ONLINK}, which stands among the flags of a route with one next hop.
   */
  public static final int RTNH_F_ONLINK = NextHop.RTNH_F_ONLINK;

  public static final Attribute<InetAddress> RTA_DST = new Attribute<>(1, "RTA_DST", Format.IP);
  public static final Attribute<InetAddress> RTA_SRC = new Attribute<>(2, "RTA_SRC", Format.IP);
  public static final Attribute<Integer> RTA_IIF = new Attribute<>(3, "RTA_IIF", Format.U32);
  public static final Attribute<Integer> RTA_OIF = new Attribute<>(4, "RTA_OIF", Format.U32);
  public static final Attribute<InetAddress> RTA_GATEWAY =
      new Attribute<>(5, "RTA_GATEWAY", Format.IP);
  public static final Attribute<Integer> RTA_PRIORITY =
      new Attribute<>(6, "RTA_PRIORITY", Format.U32);
  public static final Attribute<InetAddress> RTA_PREFSRC =
      new Attribute<>(7, "RTA_PREFSRC", Format.IP);
  public static final Attribute<Metrics> RTA_METRICS =
      new Attribute<>(8, "RTA_METRICS", Metrics.FORMAT);
  public static final Attribute<List<NextHop>> RTA_MULTIPATH =
      new Attribute<>(9, "RTA_MULTIPATH", NextHop.SEVERAL);
  public static final Attribute<Integer> RTA_TABLE = new Attribute<>(15, "RTA_TABLE", Format.U32);
  public static final Attribute<Integer> RTA_MARK = new Attribute<>(16, "RTA_MARK", Format.U32);
  public static final Attribute<InetAddress> RTA_VIA = new Attribute<>(18, "RTA_VIA", NextHop.VIA);
  public static final Attribute<Integer> RTA_PREF = new Attribute<>(20, "RTA_PREF", Format.U8);
  public static final Attribute<Integer> RTA_UID = new Attribute<>(25, "RTA_UID", Format.U32);
  public static final Attribute<Integer> RTA_IP_PROTO =
      new Attribute<>(27, "RTA_IP_PROTO", Format.U8);
  public static final Attribute<Integer> RTA_SPORT = new Attribute<>(28, "RTA_SPORT", Format.BE16);
  public static final Attribute<Integer> RTA_DPORT = new Attribute<>(29, "RTA_DPORT", Format.BE16);
  public static final Attribute<Integer> RTA_NH_ID = new Attribute<>(30, "RTA_NH_ID", Format.U32);
  public static final AttributeTable TABLE =
      AttributeTable.of(
          RTA_DST,
          RTA_SRC,
          RTA_IIF,
          RTA_OIF,
          RTA_GATEWAY,
          RTA_PRIORITY,
          RTA_PREFSRC,
          RTA_METRICS,
          RTA_MULTIPATH,
          RTA_TABLE,
          RTA_MARK,
          RTA_VIA,
          RTA_PREF,
          RTA_UID,
          RTA_IP_PROTO,
          RTA_SPORT,
          RTA_DPORT,
          RTA_NH_ID);

  public Route {
    nextHops = List.copyOf(nextHops);
  }

  /** Reads RTM_NEWROUTE or RTM_DELROUTE; empty if it is not of an IP family. */
  public static Optional<Route> find(Reply reply) {
    Header header = Header.of(reply);
    if (!Family.isIp(header.family)) {
      return Optional.empty();
    }
    Attributes attributes =
        TABLE.decode(
            reply.body().duplicate().order(ByteOrder.nativeOrder()).position(Header.LENGTH));
    List<NextHop> nextHops =
        attributes.find(RTA_MULTIPATH).orElseGet(() -> single(header, attributes));
    return Optional.of(
        new Route(
            header.family,
            attributes.find(RTA_DST).map(it -> new Cidr(it, header.destinationLength)),
            attributes.find(RTA_SRC).map(it -> new Cidr(it, header.sourceLength)),
            header.tos,
            nextHops,
            attributes.find(RTA_PREFSRC),
            attributes.get(RTA_TABLE, header.table),
            header.type,
            header.protocol,
            header.scope,
            attributes.get(RTA_PRIORITY, 0),
            nextHops.size() == 1 ? header.flags & ~NextHop.FLAGS : header.flags,
            attributes.get(RTA_METRICS, Metrics.NONE),
            attributes.get(RTA_PREF, 0),
            attributes.get(RTA_IIF, 0),
            attributes.get(RTA_NH_ID, 0)));
  }

  private static List<NextHop> single(Header header, Attributes attributes) {
    Optional<InetAddress> gateway = NextHop.gateway(attributes);
    int output = attributes.get(RTA_OIF, 0);
    return output == 0 && gateway.isEmpty()
        ? List.of()
        : List.of(new NextHop(gateway, output, 1, header.flags & NextHop.FLAGS));
  }

  /** The gateway of its first next hop. */
  public Optional<InetAddress> gateway() {
    return nextHops.stream().findFirst().flatMap(NextHop::gateway);
  }

  /** The ifindex of the link that its first next hop leaves by, or 0. */
  public int output() {
    return nextHops.isEmpty() ? 0 : nextHops.getFirst().index();
  }

  @Override
  public int messageType() {
    return RTM_NEWROUTE;
  }

  @Override
  public Structure structure() {
    return new Header(
        family,
        destination.map(Cidr::prefixLength).orElse(0),
        source.map(Cidr::prefixLength).orElse(0),
        tos,
        table,
        protocol,
        scope,
        type,
        nextHops.size() == 1 ? flags | nextHops.getFirst().flags() : flags);
  }

  @Override
  public Attributes attributes() {
    Attributes attributes = new Attributes();
    destination.ifPresent(cidr -> attributes.put(RTA_DST, cidr.address()));
    source.ifPresent(cidr -> attributes.put(RTA_SRC, cidr.address()));
    attributes.put(RTA_TABLE, table);
    if (priority != 0) {
      attributes.put(RTA_PRIORITY, priority);
    }
    preferredSource.ifPresent(address -> attributes.put(RTA_PREFSRC, address));
    if (!metrics.isEmpty()) {
      attributes.put(RTA_METRICS, metrics);
    }
    if (nextHops.size() > 1) {
      attributes.put(RTA_MULTIPATH, nextHops);
    } else if (nextHops.size() == 1) {
      NextHop hop = nextHops.getFirst();
      hop.putGateway(attributes, family);
      if (hop.index() != 0) {
        attributes.put(RTA_OIF, hop.index());
      }
    }
    if (preference != 0) {
      attributes.put(RTA_PREF, preference);
    }
    if (input != 0) {
      attributes.put(RTA_IIF, input);
    }
    if (nextHopObject != 0) {
      attributes.put(RTA_NH_ID, nextHopObject);
    }
    return attributes;
  }

  /**
   * struct rtmsg: u8 family, u8 destination length, u8 source length, u8 TOS, u8 table, u8
   * protocol, u8 scope, u8 type, u32 flags.
   *
   * @param table only numbers below 256 fit; RTA_TABLE has them all
   */
  public record Header(
      int family,
      int destinationLength,
      int sourceLength,
      int tos,
      int table,
      int protocol,
      int scope,
      int type,
      int flags)
      implements Structure {
    static final int LENGTH = 12;

    /** For any type of service. */
    public Header(
        int family,
        int destinationLength,
        int sourceLength,
        int table,
        int protocol,
        int scope,
        int type,
        int flags) {
      this(family, destinationLength, sourceLength, 0, table, protocol, scope, type, flags);
    }

    static Header of(Reply reply) {
      ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
      return new Header(
          Byte.toUnsignedInt(body.get()),
          Byte.toUnsignedInt(body.get()),
          Byte.toUnsignedInt(body.get()),
          Byte.toUnsignedInt(body.get()),
          Byte.toUnsignedInt(body.get()),
          Byte.toUnsignedInt(body.get()),
          Byte.toUnsignedInt(body.get()),
          Byte.toUnsignedInt(body.get()),
          body.getInt());
    }

    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) family)
          .put((byte) destinationLength)
          .put((byte) sourceLength)
          .put((byte) tos)
          .put((byte) (table < 256 ? table : 0))
          .put((byte) protocol)
          .put((byte) scope)
          .put((byte) type)
          .putInt(flags);
    }
  }
}
