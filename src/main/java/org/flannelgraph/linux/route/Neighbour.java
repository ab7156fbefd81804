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
 * A neighbour entry, or, with family 7 (AF_BRIDGE), an entry of a forwarding database, whose {@code
 * destination} is then the tunnel's far end (linux/neighbour.h).
 *
 * @param index the ifindex of the link; of the port, in a bridge's FDB
 * @param state NUD_ bits: 2 reachable, 4 stale, 8 delay, 0x10 probe, 0x20 failed, 0x40 noarp, 0x80
 *     permanent
 * @param flags NTF_ bits: 2 self (the device's own FDB), 4 master, 8 proxy, 0x10 externally learned
 * @param master the ifindex of the bridge whose FDB holds it, or 0
 * @param vlan the VLAN of a bridge's entry, or 0
 */
public record Neighbour(
    int family,
    int index,
    int state,
    int flags,
    Optional<InetAddress> destination,
    Optional<MacAddress> linkAddress,
    int master,
    int vlan) {
  public static final int RTM_NEWNEIGH = 28;
  public static final int RTM_DELNEIGH = 29;
  public static final int RTM_GETNEIGH = 30;
  public static final int NUD_PERMANENT = 0x80;
  public static final int NUD_NOARP = 0x40;
  public static final int NTF_SELF = 2;
  public static final int NTF_MASTER = 4;

  public static final Attribute<InetAddress> NDA_DST = new Attribute<>(1, "NDA_DST", Format.IP);
  public static final Attribute<MacAddress> NDA_LLADDR =
      new Attribute<>(2, "NDA_LLADDR", Format.MAC);
  public static final Attribute<Integer> NDA_VLAN = new Attribute<>(5, "NDA_VLAN", Format.U16);
  public static final Attribute<Integer> NDA_MASTER = new Attribute<>(9, "NDA_MASTER", Format.U32);
  public static final AttributeTable TABLE =
      AttributeTable.of(NDA_DST, NDA_LLADDR, NDA_VLAN, NDA_MASTER);

  /** Reads RTM_NEWNEIGH or RTM_DELNEIGH. */
  public static Neighbour of(Reply reply) {
    ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
    int family = Byte.toUnsignedInt(body.get());
    body.position(Integer.BYTES);
    int index = body.getInt();
    int state = Short.toUnsignedInt(body.getShort());
    int flags = Byte.toUnsignedInt(body.get());
    Attributes attributes = TABLE.decode(body.position(Header.LENGTH));
    return new Neighbour(
        family,
        index,
        state,
        flags,
        attributes.find(NDA_DST),
        attributes.find(NDA_LLADDR),
        attributes.get(NDA_MASTER, 0),
        attributes.get(NDA_VLAN, 0));
  }

  /** struct ndmsg: u8 family, u8 pad, u16 pad, s32 index, u16 state, u8 flags, u8 type. */
  public record Header(int family, int index, int state, int flags) implements Structure {
    static final int LENGTH = 12;

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
