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
 * @param peer the address at the other end, where it is told and is another one
 * @param prefixLength of the connected subnet, in bits
 * @param scope rtnetlink.h: 0 global, 253 link, 254 host
 * @param flags IFA_F_ flags
 * @param label as the link's name; IPv4 only
 * @param metric of the route to the connected subnet; 0 is the kernel's choice
 * @param lifetime how long it stays valid and preferred
 */
public record Address(
    int index,
    InetAddress address,
    Optional<InetAddress> peer,
    int prefixLength,
    Optional<InetAddress> broadcast,
    int scope,
    int flags,
    Optional<String> label,
    int metric,
    Lifetime lifetime)
    implements KernelObject {
  public static final int RTM_NEWADDR = 20;
  public static final int RTM_DELADDR = 21;
  public static final int RTM_GETADDR = 22;

  /** Not the first of its subnet on the link (IPv4), or a temporary one (IPv6). */
  public static final int IFA_F_SECONDARY = 1;

  /** No duplicate address detection (IPv6): the address is usable at once. */
  public static final int IFA_F_NODAD = 2;

  /** Somebody else has it (IPv6). */
  public static final int IFA_F_DADFAILED = 8;

  /** Its preferred lifetime is over. */
  public static final int IFA_F_DEPRECATED = 0x20;

  /** Not usable yet: duplicate address detection has not finished. */
  public static final int IFA_F_TENTATIVE = 0x40;

  /** Its lifetime is for ever. */
  public static final int IFA_F_PERMANENT = 0x80;

  /** No route to the connected subnet was made for it. */
  public static final int IFA_F_NOPREFIXROUTE = 0x200;

  public static final Attribute<InetAddress> IFA_ADDRESS =
      new Attribute<>(1, "IFA_ADDRESS", Format.IP);
  public static final Attribute<InetAddress> IFA_LOCAL = new Attribute<>(2, "IFA_LOCAL", Format.IP);
  public static final Attribute<String> IFA_LABEL = new Attribute<>(3, "IFA_LABEL", Format.STRING);
  public static final Attribute<InetAddress> IFA_BROADCAST =
      new Attribute<>(4, "IFA_BROADCAST", Format.IP);
  public static final Attribute<Lifetime> IFA_CACHEINFO =
      new Attribute<>(6, "IFA_CACHEINFO", Lifetime.FORMAT);
  public static final Attribute<Integer> IFA_FLAGS = new Attribute<>(8, "IFA_FLAGS", Format.U32);
  public static final Attribute<Integer> IFA_RT_PRIORITY =
      new Attribute<>(9, "IFA_RT_PRIORITY", Format.U32);
  public static final AttributeTable TABLE =
      AttributeTable.of(
          IFA_ADDRESS,
          IFA_LOCAL,
          IFA_LABEL,
          IFA_BROADCAST,
          IFA_CACHEINFO,
          IFA_FLAGS,
          IFA_RT_PRIORITY);

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
        attributes.find(IFA_ADDRESS).filter(other -> !other.equals(address)),
        prefixLength,
        attributes.find(IFA_BROADCAST),
        scope,
        attributes.get(IFA_FLAGS, oldFlags),
        attributes.find(IFA_LABEL),
        attributes.get(IFA_RT_PRIORITY, 0),
        attributes.get(IFA_CACHEINFO, Lifetime.FOREVER));
  }

  @Override
  public int messageType() {
    return RTM_NEWADDR;
  }

  @Override
  public Structure structure() {
    return new Header(Family.of(address), prefixLength, scope, index);
  }

  @Override
  public Attributes attributes() {
    Attributes attributes =
        new Attributes().put(IFA_LOCAL, address).put(IFA_ADDRESS, peer.orElse(address));
    broadcast.ifPresent(all -> attributes.put(IFA_BROADCAST, all));
    label.ifPresent(name -> attributes.put(IFA_LABEL, name));
    if (metric != 0) {
      attributes.put(IFA_RT_PRIORITY, metric);
    }
    return attributes.put(IFA_FLAGS, flags).put(IFA_CACHEINFO, lifetime);
  }

  /**
   * How long an address is usable: struct ifa_cacheinfo, u32 preferred, u32 valid, and two time
   * stamps that nobody needs.
   *
   * @param valid in seconds; {@link #UNENDING} is for ever
   * @param preferred in seconds; likewise
   */
  public record Lifetime(long valid, long preferred) {
    /** linux/if_addr.h has it as INFINITY_LIFE_TIME. */
    public static final long UNENDING = 0xffffffffL;

    /** What an address has that was given by hand. */
    public static final Lifetime FOREVER = new Lifetime(UNENDING, UNENDING);

    static final Format<Lifetime> FORMAT =
        Format.of(
            payload -> {
              long preferred = Integer.toUnsignedLong(payload.getInt());
              return new Lifetime(Integer.toUnsignedLong(payload.getInt()), preferred);
            },
            (value, out) -> out.putInt((int) value.preferred).putInt((int) value.valid).putLong(0));
  }

  /** struct ifaddrmsg: u8 family, u8 prefix length, u8 flags, u8 scope, u32 index. */
  public record Header(int family, int prefixLength, int scope, int index) implements Structure {
    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) family).put((byte) prefixLength).put((byte) 0).put((byte) scope).putInt(index);
    }
  }
}
