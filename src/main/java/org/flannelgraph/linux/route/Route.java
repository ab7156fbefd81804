package org.flannelgraph.linux.route;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * @param gateway the next hop
 * @param output the ifindex of the link it leaves by, or 0
 * @param table 254 main, 255 local
 * @param type 1 unicast, 2 local, 3 broadcast, 6 blackhole, 7 unreachable, 8 prohibit
 * @param protocol who made it: 2 kernel, 3 boot, 4 static
 * @param scope 0 global, 253 link, 254 host
 * @param priority the metric
 * @param flags RTNH_F_ flags
 */
public record Route(
    int family,
    Optional<Cidr> destination,
    Optional<InetAddress> gateway,
    int output,
    Optional<InetAddress> preferredSource,
    int table,
    int type,
    int protocol,
    int scope,
    int priority,
    int flags) {
  public static final int RTM_NEWROUTE = 24;
  public static final int RTM_DELROUTE = 25;
  public static final int RTM_GETROUTE = 26;
  public static final int RT_TABLE_MAIN = 254;
  public static final int RTN_UNICAST = 1;
  public static final int RTPROT_BOOT = 3;
  public static final int RT_SCOPE_UNIVERSE = 0;
  public static final int RT_SCOPE_LINK = 253;

  /** The gateway is on the link, whatever the addresses there say. */
  public static final int RTNH_F_ONLINK = 4;

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
  public static final Attribute<Integer> RTA_TABLE = new Attribute<>(15, "RTA_TABLE", Format.U32);
  public static final Attribute<Integer> RTA_MARK = new Attribute<>(16, "RTA_MARK", Format.U32);
  public static final Attribute<Integer> RTA_IP_PROTO =
      new Attribute<>(27, "RTA_IP_PROTO", Format.U8);
  public static final Attribute<Integer> RTA_SPORT = new Attribute<>(28, "RTA_SPORT", Format.BE16);
  public static final Attribute<Integer> RTA_DPORT = new Attribute<>(29, "RTA_DPORT", Format.BE16);
  public static final AttributeTable TABLE =
      AttributeTable.of(
          RTA_DST,
          RTA_SRC,
          RTA_IIF,
          RTA_OIF,
          RTA_GATEWAY,
          RTA_PRIORITY,
          RTA_PREFSRC,
          RTA_TABLE,
          RTA_MARK,
          RTA_IP_PROTO,
          RTA_SPORT,
          RTA_DPORT);

  /** Reads RTM_NEWROUTE or RTM_DELROUTE. */
  public static Route of(Reply reply) {
    ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
    int family = Byte.toUnsignedInt(body.get());
    int length = Byte.toUnsignedInt(body.get());
    body.getShort(); // source length and TOS
    int table = Byte.toUnsignedInt(body.get());
    int protocol = Byte.toUnsignedInt(body.get());
    int scope = Byte.toUnsignedInt(body.get());
    int type = Byte.toUnsignedInt(body.get());
    int flags = body.getInt();
    Attributes attributes = TABLE.decode(body);
    return new Route(
        family,
        attributes.find(RTA_DST).map(address -> new Cidr(address, length)),
        attributes.find(RTA_GATEWAY),
        attributes.get(RTA_OIF, 0),
        attributes.find(RTA_PREFSRC),
        attributes.get(RTA_TABLE, table),
        type,
        protocol,
        scope,
        attributes.get(RTA_PRIORITY, 0),
        flags);
  }

  /**
   * struct rtmsg: u8 family, u8 destination length, u8 source length, u8 TOS, u8 table, u8
   * protocol, u8 scope, u8 type, u32 flags.
   */
  public record Header(
      int family,
      int destinationLength,
      int sourceLength,
      int table,
      int protocol,
      int scope,
      int type,
      int flags)
      implements Structure {
    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) family)
          .put((byte) destinationLength)
          .put((byte) sourceLength)
          .put((byte) 0)
          .put((byte) table)
          .put((byte) protocol)
          .put((byte) scope)
          .put((byte) type)
          .putInt(flags);
    }
  }
}
