package org.flannelgraph.linux.route;

import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/**
 * A link as port of a bridge (IFLA_BRPORT_ of linux/if_link.h).
 *
 * @param state spanning tree's: 0 disabled, 1 listening, 2 learning, 3 forwarding, 4 blocking
 * @param hairpin whether a frame may leave by the port by which it came
 * @param learning whether source addresses are learned
 * @param flooding whether frames to unknown addresses leave by it
 */
public record BridgePort(int state, boolean hairpin, boolean learning, boolean flooding) {
  public static final Attribute<Integer> IFLA_BRPORT_STATE =
      new Attribute<>(1, "IFLA_BRPORT_STATE", Format.U8);
  public static final Attribute<Integer> IFLA_BRPORT_MODE =
      new Attribute<>(4, "IFLA_BRPORT_MODE", Format.U8);
  public static final Attribute<Integer> IFLA_BRPORT_LEARNING =
      new Attribute<>(8, "IFLA_BRPORT_LEARNING", Format.U8);
  public static final Attribute<Integer> IFLA_BRPORT_UNICAST_FLOOD =
      new Attribute<>(9, "IFLA_BRPORT_UNICAST_FLOOD", Format.U8);

  static final AttributeTable TABLE =
      AttributeTable.of(
          IFLA_BRPORT_STATE, IFLA_BRPORT_MODE, IFLA_BRPORT_LEARNING, IFLA_BRPORT_UNICAST_FLOOD);

  static BridgePort of(Attributes attributes) {
    return new BridgePort(
        attributes.get(IFLA_BRPORT_STATE, 0),
        attributes.get(IFLA_BRPORT_MODE, 0) != 0,
        attributes.get(IFLA_BRPORT_LEARNING, 0) != 0,
        attributes.get(IFLA_BRPORT_UNICAST_FLOOD, 0) != 0);
  }
}
