package org.flannelgraph.linux.route;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * An entry of the neighbour table: which link-layer address an address on a link has
 * (linux/neighbour.h).
 *
 * @param index the ifindex of the link
 * @param state NUD_ bits
 * @param flags NTF_ bits: 8 proxy, 0x10 externally learned, 0x80 router
 * @param linkAddress empty while nobody has answered, and on links that have none
 * @param protocol who made it, as of a {@link Route}; 0 if nobody said
 */
public record Neighbour(
    int index,
    InetAddress destination,
    Optional<MacAddress> linkAddress,
    int state,
    int flags,
    int protocol)
    implements KernelObject {
  public static final int RTM_NEWNEIGH = 28;
  public static final int RTM_DELNEIGH = 29;
  public static final int RTM_GETNEIGH = 30;
  public static final int NUD_INCOMPLETE = 1;
  public static final int NUD_REACHABLE = 2;
  public static final int NUD_STALE = 4;
  public static final int NUD_DELAY = 8;
  public static final int NUD_PROBE = 0x10;
  public static final int NUD_FAILED = 0x20;
  public static final int NUD_NOARP = 0x40;
  public static final int NUD_PERMANENT = 0x80;

  /** States in which the kernel has a link-layer address and uses it. */
  public static final int NUD_VALID =
      NUD_PERMANENT | NUD_NOARP | NUD_REACHABLE | NUD_PROBE | NUD_STALE | NUD_DELAY;

  public static final int NTF_SELF = 2;
  public static final int NTF_MASTER = 4;
  public static final int NTF_PROXY = 8;
  public static final int NTF_EXT_LEARNED = 0x10;
  public static final int NTF_OFFLOADED = 0x20;
  public static final int NTF_STICKY = 0x40;
  public static final int NTF_ROUTER = 0x80;

  public static final Attribute<InetAddress> NDA_DST = new Attribute<>(1, "NDA_DST", Format.IP);
  public static final Attribute<MacAddress> NDA_LLADDR =
      new Attribute<>(2, "NDA_LLADDR", Format.MAC);
  public static final Attribute<Integer> NDA_VLAN = new Attribute<>(5, "NDA_VLAN", Format.U16);
  public static final Attribute<Integer> NDA_PORT = new Attribute<>(6, "NDA_PORT", Format.BE16);
  public static final Attribute<Integer> NDA_VNI = new Attribute<>(7, "NDA_VNI", Format.U32);
  public static final Attribute<Integer> NDA_IFINDEX =
      new Attribute<>(8, "NDA_IFINDEX", Format.U32);
  public static final Attribute<Integer> NDA_MASTER = new Attribute<>(9, "NDA_MASTER", Format.U32);
  public static final Attribute<Integer> NDA_SRC_VNI =
      new Attribute<>(11, "NDA_SRC_VNI", Format.U32);
  public static final Attribute<Integer> NDA_PROTOCOL =
      new Attribute<>(12, "NDA_PROTOCOL", Format.U8);
  public static final Attribute<Integer> NDA_NH_ID = new Attribute<>(13, "NDA_NH_ID", Format.U32);
  public static final AttributeTable TABLE =
      AttributeTable.of(
          NDA_DST,
          NDA_LLADDR,
          NDA_VLAN,
          NDA_PORT,
          NDA_VNI,
          NDA_IFINDEX,
          NDA_MASTER,
          NDA_SRC_VNI,
          NDA_PROTOCOL,
          NDA_NH_ID);

  /** Reads RTM_NEWNEIGH or RTM_DELNEIGH of an IP family; empty if it is of another one. */
  public static Optional<Neighbour> find(Reply reply) {
    Header header = Header.of(reply);
    Attributes attributes =
        TABLE.decode(
            reply.body().duplicate().order(ByteOrder.nativeOrder()).position(Header.LENGTH));
    return Optional.of(attributes)
        .filter(any -> Family.isIp(header.family))
        .flatMap(any -> any.find(NDA_DST))
        .map(
            destination ->
                new Neighbour(
                    header.index,
                    destination,
                    attributes.find(NDA_LLADDR),
                    header.state,
                    header.flags,
                    attributes.get(NDA_PROTOCOL, 0)));
  }

  /**
   * Whether the kernel answers for this address in others' stead, rather than knowing a neighbour.
   */
  public boolean isProxy() {
    return (flags & NTF_PROXY) != 0;
  }

  @Override
  public int messageType() {
    return RTM_NEWNEIGH;
  }

  @Override
  public Structure structure() {
    return new Header(Family.of(destination), index, state, flags);
  }

  @Override
  public Attributes attributes() {
    Attributes attributes = new Attributes().put(NDA_DST, destination);
    linkAddress.ifPresent(mac -> attributes.put(NDA_LLADDR, mac));
    if (protocol != 0) {
      attributes.put(NDA_PROTOCOL, protocol);
    }
    return attributes;
  }

  /** struct ndmsg: u8 family, u8 pad, u16 pad, s32 index, u16 state, u8 flags, u8 type. */
  public record Header(int family, int index, int state, int flags) implements Structure {
    static final int LENGTH = 12;

    static Header of(Reply reply) {
      ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
      return new Header(
          Byte.toUnsignedInt(body.get(0)),
          body.getInt(4),
          Short.toUnsignedInt(body.getShort(8)),
          Byte.toUnsignedInt(body.get(10)));
    }

    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) family)
          .put((byte) 0)
          .putShort((short) 0)
          .putInt(index)
          .putShort((short) state)
          .put((byte) flags)
          .put((byte) 0);
    }
  }
}
