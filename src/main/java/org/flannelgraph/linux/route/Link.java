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
 * @param type ARPHRD_ of linux/if_arp.h: 1 Ethernet, 772 loopback
 * @param flags IFF_ flags of linux/if.h
 * @param mtu in bytes, the link layer's header not counted
 * @param address its MAC address; lo has zeros, a tunnel may have none
 * @param master the ifindex of the bridge whose port it is, or 0
 * @param lower the ifindex of its veth peer or lower device, or 0
 * @param lowerNamespace the id, in this namespace, of the namespace in which {@code lower} counts
 * @param operState RFC 2863: 0 unknown, 2 down, 3 lower layer down, 5 dormant, 6 up
 * @param port what it is as a port of a bridge
 * @param counters struct rtnl_link_stats64, in its order; empty if the kernel was not asked
 */
public record Link(
    int index,
    String name,
    int type,
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
    LinkDetails details,
    List<Long> counters)
    implements KernelObject {
  public static final int RTM_NEWLINK = 16;
  public static final int RTM_DELLINK = 17;
  public static final int RTM_GETLINK = 18;
  public static final int RTM_SETLINK = 19;
  public static final int IFF_UP = 1;
  public static final int IFF_BROADCAST = 2;
  public static final int IFF_LOOPBACK = 8;
  public static final int IFF_POINTOPOINT = 0x10;
  public static final int IFF_RUNNING = 0x40;
  public static final int IFF_NOARP = 0x80;
  public static final int IFF_PROMISC = 0x100;
  public static final int IFF_LOWER_UP = 0x10000;
  public static final int ARPHRD_ETHER = 1;
  public static final int ARPHRD_LOOPBACK = 772;

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
    body.getShort();
    int type = Short.toUnsignedInt(body.getShort());
    int index = body.getInt();
    int flags = body.getInt();
    Attributes attributes = TABLE.decode(body.position(Header.LENGTH));
    Attributes info = attributes.get(IFLA_LINKINFO, new Attributes());
    LinkKind kind = LinkKind.of(info);
    // Of a tunnel that has moved to another namespace IFLA_LINK is its own index.
    int lower = kind instanceof Vxlan ? vxlanLower(info) : attributes.get(IFLA_LINK, 0);
    return new Link(
        index,
        attributes.get(IFLA_IFNAME, ""),
        type,
        flags,
        attributes.get(IFLA_MTU, 0),
        attributes.find(IFLA_ADDRESS),
        attributes.get(IFLA_MASTER, 0),
        lower,
        attributes.find(IFLA_LINK_NETNSID).map(OptionalInt::of).orElseGet(OptionalInt::empty),
        attributes.get(IFLA_OPERSTATE, 0),
        attributes.get(IFLA_TXQLEN, 0),
        kind,
        info.get(IFLA_INFO_SLAVE_KIND, "").equals("bridge")
            ? info.find(IFLA_INFO_SLAVE_DATA).map(Link::port)
            : Optional.empty(),
        LinkDetails.of(attributes),
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

  /** The same link without its counters, which change with every frame. */
  public Link withoutCounters() {
    return counters.isEmpty() ? this : with(port, List.of());
  }

  /** The same link, with what its bridge says of it as a port. */
  public Link withPort(BridgePort later) {
    return with(Optional.of(later), counters);
  }

  private Link with(Optional<BridgePort> port, List<Long> counters) {
    return new Link(
        index,
        name,
        type,
        flags,
        mtu,
        address,
        master,
        lower,
        lowerNamespace,
        operState,
        txQueueLength,
        kind,
        port,
        details,
        counters);
  }

  @Override
  public int messageType() {
    return RTM_NEWLINK;
  }

  @Override
  public Structure structure() {
    return new Header(0, type, index, flags, 0);
  }

  @Override
  public Attributes attributes() {
    Attributes link = new Attributes().put(IFLA_IFNAME, name).put(IFLA_MTU, mtu);
    address.ifPresent(mac -> link.put(IFLA_ADDRESS, mac));
    if (master != 0) {
      link.put(IFLA_MASTER, master);
    }
    Attributes data = kind.data();
    if (lower != 0) {
      kind.lower()
          .ifPresentOrElse(
              attribute -> data.put(attribute, lower), () -> link.put(IFLA_LINK, lower));
    }
    lowerNamespace.ifPresent(id -> link.put(IFLA_LINK_NETNSID, id));
    link.put(IFLA_OPERSTATE, operState).put(IFLA_TXQLEN, txQueueLength);
    Attributes info = new Attributes();
    if (!kind.name().isEmpty()) {
      info = LinkKind.info(kind, data);
    }
    if (port.isPresent()) {
      info.put(IFLA_INFO_SLAVE_KIND, "bridge")
          .put(IFLA_INFO_SLAVE_DATA, LinkKind.encode(port.get().attributes()));
    }
    link.put(IFLA_LINKINFO, info);
    details.put(link);
    return counters.isEmpty() ? link : link.put(IFLA_STATS64, counters);
  }

  /**
   * struct ifinfomsg: u8 family, u8 pad, u16 type, s32 index, u32 flags, u32 change.
   *
   * @param family 0, or 7 (AF_BRIDGE) for what concerns a link as a bridge's port
   * @param type ARPHRD_, which only the kernel tells
   * @param index the link, or 0 when an attribute names it
   * @param change which of the flags are meant
   */
  public record Header(int family, int type, int index, int flags, int change)
      implements Structure {
    static final int LENGTH = 16;

    /** Of a message to the kernel. */
    public Header(int family, int index, int flags, int change) {
      this(family, 0, index, flags, change);
    }

    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) family)
          .put((byte) 0)
          .putShort((short) type)
          .putInt(index)
          .putInt(flags)
          .putInt(change);
    }
  }
}
