package org.flannelgraph.linux.route;

import static org.flannelgraph.linux.route.LinkAttributes.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * A network device.
 *
 * @param index its ifindex, unique within its namespace
 * @param flags IFF_ flags of linux/if.h
 * @param mtu in bytes, the link layer's header not counted
 * @param address its MAC address; lo has zeros, a tunnel may have none
 * @param master the ifindex of the bridge whose port it is, or 0
 * @param lower the ifindex of its veth peer or lower device, or 0
 * @param lowerNamespace the id, in this namespace, of the namespace in which {@code lower} counts
 * @param operState RFC 2863: 0 unknown, 2 down, 3 lower layer down, 5 dormant, 6 up
 * @param port what it is as a port of a bridge
 * @param counters struct rtnl_link_stats64, in its order
 */
public record Link(
    int index,
    String name,
    int flags,
    int mtu,
    Optional<MacAddress> address,
    int master,
    int lower,
    OptionalInt lowerNamespace,
    int operState,
    int txQueueLength,
    LinkKind kind,
    Optional<BridgePort> port,
    List<Long> counters) {
  public static final int RTM_NEWLINK = 16;
  public static final int RTM_DELLINK = 17;
  public static final int RTM_GETLINK = 18;
  public static final int RTM_SETLINK = 19;
  public static final int IFF_UP = 1;
  public static final int IFF_LOWER_UP = 0x10000;

  /** Whether somebody has set it up. */
  public boolean isUp() {
    return (flags & IFF_UP) != 0;
  }

  /** Whether it has a carrier. */
  public boolean hasCarrier() {
    return (flags & IFF_LOWER_UP) != 0;
  }

  /** Reads RTM_NEWLINK or RTM_DELLINK. */
  public static Link of(Reply reply) {
    ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
    body.position(Integer.BYTES);
    int index = body.getInt();
    int flags = body.getInt();
    Attributes attributes = TABLE.decode(body.position(Header.LENGTH));
    Attributes info = attributes.get(IFLA_LINKINFO, new Attributes());
    LinkKind kind = LinkKind.of(info);
    int lower =
        attributes.find(IFLA_LINK).orElseGet(() -> kind instanceof Vxlan ? vxlanLower(info) : 0);
    Optional<Integer> lowerNamespace = attributes.find(IFLA_LINK_NETNSID);
    return new Link(
        index,
        attributes.get(IFLA_IFNAME, ""),
        flags,
        attributes.get(IFLA_MTU, 0),
        attributes.find(IFLA_ADDRESS),
        attributes.get(IFLA_MASTER, 0),
        lower,
        lowerNamespace.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        attributes.get(IFLA_OPERSTATE, 0),
        attributes.get(IFLA_TXQLEN, 0),
        kind,
        info.get(IFLA_INFO_SLAVE_KIND, "").equals("bridge")
            ? info.find(IFLA_INFO_SLAVE_DATA).map(Link::port)
            : Optional.empty(),
        attributes.get(IFLA_STATS64, List.of()));
  }

  private static int vxlanLower(Attributes info) {
    byte[] data = info.get(IFLA_INFO_DATA, new byte[0]);
    return Vxlan.TABLE
        .decode(ByteBuffer.wrap(data).order(ByteOrder.nativeOrder()))
        .get(Vxlan.IFLA_VXLAN_LINK, 0);
  }

  private static BridgePort port(byte[] data) {
    return BridgePort.of(
        BridgePort.TABLE.decode(ByteBuffer.wrap(data).order(ByteOrder.nativeOrder())));
  }

  /**
   * struct ifinfomsg: u8 family, u8 pad, u16 type, s32 index, u32 flags, u32 change.
   *
   * @param family 0, or 7 (AF_BRIDGE) for what concerns a link as a bridge's port
   * @param index the link, or 0 when an attribute names it
   * @param change which of the flags are meant
   */
  public record Header(int family, int index, int flags, int change) implements Structure {
    static final int LENGTH = 16;

    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) family)
          .put((byte) 0)
          .putShort((short) 0)
          .putInt(index)
          .putInt(flags)
          .putInt(change);
    }
  }
}
