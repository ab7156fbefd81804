package org.flannelgraph.linux.route;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.jspecify.annotations.Nullable;

/**
 * A VXLAN tunnel device (RFC 7348; IFLA_VXLAN_ of linux/if_link.h).
 *
 * @param id the VNI, 24 bits
 * @param local the source address of the outer packets
 * @param port the UDP destination port; Linux defaults to 8472, the IANA's is 4789
 * @param learning whether outer sources are learned into the FDB
 * @param gbp whether the group policy extension is in the header
 */
public record Vxlan(int id, @Nullable InetAddress local, int port, boolean learning, boolean gbp)
    implements LinkKind {
  static final Attribute<Integer> IFLA_VXLAN_ID = new Attribute<>(1, "IFLA_VXLAN_ID", Format.U32);
  static final Attribute<Integer> IFLA_VXLAN_LINK =
      new Attribute<>(3, "IFLA_VXLAN_LINK", Format.U32);
  static final Attribute<InetAddress> IFLA_VXLAN_LOCAL =
      new Attribute<>(4, "IFLA_VXLAN_LOCAL", Format.IP);
  static final Attribute<Integer> IFLA_VXLAN_TTL = new Attribute<>(5, "IFLA_VXLAN_TTL", Format.U8);
  static final Attribute<Integer> IFLA_VXLAN_LEARNING =
      new Attribute<>(7, "IFLA_VXLAN_LEARNING", Format.U8);
  static final Attribute<Integer> IFLA_VXLAN_PORT =
      new Attribute<>(15, "IFLA_VXLAN_PORT", Format.BE16);
  static final Attribute<InetAddress> IFLA_VXLAN_LOCAL6 =
      new Attribute<>(17, "IFLA_VXLAN_LOCAL6", Format.IP);
  static final Attribute<Boolean> IFLA_VXLAN_GBP =
      new Attribute<>(23, "IFLA_VXLAN_GBP", Format.FLAG);

  static final AttributeTable TABLE =
      AttributeTable.of(
          IFLA_VXLAN_ID,
          IFLA_VXLAN_LINK,
          IFLA_VXLAN_LOCAL,
          IFLA_VXLAN_TTL,
          IFLA_VXLAN_LEARNING,
          IFLA_VXLAN_PORT,
          IFLA_VXLAN_LOCAL6,
          IFLA_VXLAN_GBP);

  static Vxlan of(Attributes data) {
    return new Vxlan(
        data.get(IFLA_VXLAN_ID, 0),
        data.find(IFLA_VXLAN_LOCAL).or(() -> data.find(IFLA_VXLAN_LOCAL6)).orElse(null),
        data.get(IFLA_VXLAN_PORT, 0),
        data.get(IFLA_VXLAN_LEARNING, 0) != 0,
        data.has(IFLA_VXLAN_GBP));
  }

  @Override
  public String name() {
    return "vxlan";
  }

  @Override
  public Optional<Attribute<Integer>> lower() {
    return Optional.of(IFLA_VXLAN_LINK);
  }

  @Override
  public Attributes data() {
    Attributes data = new Attributes().put(IFLA_VXLAN_ID, id);
    if (local != null) {
      data.put(local instanceof Inet6Address ? IFLA_VXLAN_LOCAL6 : IFLA_VXLAN_LOCAL, local);
    }
    data.put(IFLA_VXLAN_LEARNING, learning ? 1 : 0).put(IFLA_VXLAN_PORT, port);
    if (gbp) {
      data.put(IFLA_VXLAN_GBP, true);
    }
    return data;
  }

  @Override
  public String words() {
    return " id "
        + id
        + (local == null ? "" : " local " + Addresses.format(local))
        + " dstport "
        + port
        + (learning ? "" : " nolearning")
        + (gbp ? " gbp" : "");
  }
}
