package org.flannelgraph.linux.route;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;

/** What kind of device a link is, and what only that kind has. */
public sealed interface LinkKind permits Bridge, Macvlan, OtherKind, Veth, Vxlan {
  /** The kernel's name of it: IFLA_INFO_KIND. */
  String name();

  /** IFLA_INFO_DATA for making one; a lower device is the caller's to add. */
  Attributes data();

  /** What follows {@code type NAME} on the line of {@code ip link add}, beginning with a space. */
  String words();

  /** The attribute that names the lower device, where the kind keeps that in its own data. */
  default Optional<Attribute<Integer>> lower() {
    return Optional.empty();
  }

  /** Reads a kind from IFLA_LINKINFO. */
  static LinkKind of(Attributes info) {
    String name = info.get(LinkAttributes.IFLA_INFO_KIND, "");
    byte[] data = info.get(LinkAttributes.IFLA_INFO_DATA, new byte[0]);
    return switch (name) {
      case "bridge" -> Bridge.of(decode(Bridge.TABLE, data));
      case "macvlan" -> Macvlan.of(decode(Macvlan.TABLE, data));
      case "veth" -> new Veth();
      case "vxlan" -> Vxlan.of(decode(Vxlan.TABLE, data));
      default -> new OtherKind(name);
    };
  }

  /** IFLA_LINKINFO for making a link of this kind. */
  static Attributes info(LinkKind kind, Attributes data) {
    return new Attributes()
        .put(LinkAttributes.IFLA_INFO_KIND, kind.name())
        .put(LinkAttributes.IFLA_INFO_DATA, encode(data));
  }

  /** Attributes as the payload of one whose table depends on the kind. */
  static byte[] encode(Attributes data) {
    ByteBuffer bytes = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
    data.encode(bytes);
    byte[] encoded = new byte[bytes.flip().remaining()];
    bytes.get(encoded);
    return encoded;
  }

  private static Attributes decode(AttributeTable table, byte[] data) {
    return table.decode(ByteBuffer.wrap(data).order(ByteOrder.nativeOrder()));
  }
}
