package org.flannelgraph.linux.route;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/**
 * Where a route leads (struct rtnexthop of linux/rtnetlink.h).
 *
 * @param gateway empty where the destination is on the link itself
 * @param index the ifindex of the link it leaves by, or 0
 * @param weight its share among several, 1 to 256
 * @param flags RTNH_F_ flags
 */
public record NextHop(Optional<InetAddress> gateway, int index, int weight, int flags) {
  /** The kernel does not use it. */
  public static final int RTNH_F_DEAD = 1;

  /** The gateway is on the link, whatever the addresses there say. */
  public static final int RTNH_F_ONLINK = 4;

  /** The link has no carrier. */
  public static final int RTNH_F_LINKDOWN = 0x10;

  /** What a single next hop keeps among the route's own flags. */
  static final int FLAGS = 0xff;

  private static final int LENGTH = 8;

  /** Several, each with its length in front: u16 length, u8 flags, u8 weight - 1, s32 index. */
  static final Format<List<NextHop>> SEVERAL =
      Format.of(NextHop::decode, (hops, out) -> hops.forEach(hop -> hop.encode(out)));

  /** A gateway of another family than the route's: struct rtvia, u16 family, address. */
  static final Format<InetAddress> VIA =
      Format.of(
          payload -> {
            byte[] address = new byte[payload.remaining() - 2];
            payload.position(2).get(address);
            try {
              return InetAddress.getByAddress(address);
            } catch (UnknownHostException wrongLength) {
              throw new IllegalArgumentException(wrongLength);
            }
          },
          (value, out) -> out.putShort((short) Family.of(value)).put(value.getAddress()));

  /** Whether the gateway is taken to be on the link. */
  public boolean isOnlink() {
    return (flags & RTNH_F_ONLINK) != 0;
  }

  private static List<NextHop> decode(ByteBuffer payload) {
    List<NextHop> hops = new ArrayList<>();
    while (payload.remaining() >= LENGTH) {
      int start = payload.position();
      int length = Short.toUnsignedInt(payload.getShort());
      if (length < LENGTH || start + length > payload.limit()) {
        throw new IllegalArgumentException("a next hop has the impossible length " + length);
      }
      int flags = Byte.toUnsignedInt(payload.get());
      int weight = Byte.toUnsignedInt(payload.get()) + 1;
      int index = payload.getInt();
      Attributes attributes =
          Route.TABLE.decode(
              payload.slice(payload.position(), length - LENGTH).order(payload.order()));
      hops.add(new NextHop(gateway(attributes), index, weight, flags));
      payload.position(Math.min(payload.limit(), start + (length + 3 & ~3)));
    }
    return List.copyOf(hops);
  }

  static Optional<InetAddress> gateway(Attributes attributes) {
    return attributes.find(Route.RTA_GATEWAY).or(() -> attributes.find(Route.RTA_VIA));
  }

  private void encode(ByteBuffer out) {
    int start = out.position();
    out.putShort((short) 0).put((byte) flags).put((byte) (weight - 1)).putInt(index);
    putGateway(new Attributes(), gateway.map(Family::of).orElse(0)).encode(out);
    out.putShort(start, (short) (out.position() - start));
  }

  /**
   * Adds the gateway.
   *
   * @param family the route's own
   */
  Attributes putGateway(Attributes attributes, int family) {
    gateway.ifPresent(
        address ->
            attributes.put(
                Family.of(address) == family ? Route.RTA_GATEWAY : Route.RTA_VIA, address));
    return attributes;
  }
}
