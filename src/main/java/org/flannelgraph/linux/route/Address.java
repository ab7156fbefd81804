package org.flannelgraph.linux.route;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * An address on a link (linux/if_addr.h).
 *
 * @param index the ifindex of the link
 * @param prefixLength of the connected subnet, in bits
 * @param scope rtnetlink.h: 0 global, 253 link, 254 host
 * @param flags IFA_F_ flags
 */
public record Address(
    int index,
    InetAddress address,
    int prefixLength,
    Optional<InetAddress> broadcast,
    int scope,
    int flags) {
  public static final int RTM_NEWADDR = 20;
  public static final int RTM_DELADDR = 21;
  public static final int RTM_GETADDR = 22;

  /** No duplicate address detection (IPv6): the address is usable at once. */
  public static final int IFA_F_NODAD = 2;

  /** Not usable yet: duplicate address detection has not finished. */
  public static final int IFA_F_TENTATIVE = 0x40;

  public static final Attribute<InetAddress> IFA_ADDRESS =
      new Attribute<>(1, "IFA_ADDRESS", Format.IP);
  public static final Attribute<InetAddress> IFA_LOCAL = new Attribute<>(2, "IFA_LOCAL", Format.IP);
  public static final Attribute<InetAddress> IFA_BROADCAST =
      new Attribute<>(4, "IFA_BROADCAST", Format.IP);
  public static final Attribute<Integer> IFA_FLAGS = new Attribute<>(8, "IFA_FLAGS", Format.U32);
  public static final AttributeTable TABLE =
      AttributeTable.of(IFA_ADDRESS, IFA_LOCAL, IFA_BROADCAST, IFA_FLAGS);

  /** Reads RTM_NEWADDR or RTM_DELADDR. */
  public static Address of(Reply reply) {
    ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
    body.get();
    int prefixLength = Byte.toUnsignedInt(body.get());
    int oldFlags = Byte.toUnsignedInt(body.get());
    int scope = Byte.toUnsignedInt(body.get());
    int index = body.getInt();
    Attributes attributes = TABLE.decode(body);
    InetAddress address =
        attributes
            .find(IFA_LOCAL)
            .or(() -> attributes.find(IFA_ADDRESS))
            .orElseThrow(() -> new IllegalArgumentException("an address without an address"));
    return new Address(
        index,
        address,
        prefixLength,
        attributes.find(IFA_BROADCAST),
        scope,
        attributes.get(IFA_FLAGS, oldFlags));
  }

  /** struct ifaddrmsg: u8 family, u8 prefix length, u8 flags, u8 scope, u32 index. */
  public record Header(int family, int prefixLength, int scope, int index) implements Structure {
    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) family).put((byte) prefixLength).put((byte) 0).put((byte) scope).putInt(index);
    }
  }
}
