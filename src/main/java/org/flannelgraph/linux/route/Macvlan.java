package org.flannelgraph.linux.route;

import java.util.List;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/**
 * A second MAC address on a lower device (IFLA_MACVLAN_ of linux/if_link.h).
 *
 * @param mode private, vepa, bridge, passthru or source
 */
public record Macvlan(String mode) implements LinkKind {
  static final Attribute<Integer> IFLA_MACVLAN_MODE =
      new Attribute<>(1, "IFLA_MACVLAN_MODE", Format.U32);
  static final AttributeTable TABLE = AttributeTable.of(IFLA_MACVLAN_MODE);

  /** Each is a bit, in this order. */
  private static final List<String> MODES =
      List.of("private", "vepa", "bridge", "passthru", "source");

  public Macvlan {
    if (!MODES.contains(mode)) {
      throw new IllegalArgumentException("macvlan has the modes " + MODES + ", not " + mode);
    }
  }

  static Macvlan of(Attributes data) {
    int bit = Integer.numberOfTrailingZeros(data.get(IFLA_MACVLAN_MODE, 1));
    return new Macvlan(MODES.get(Math.min(bit, MODES.size() - 1)));
  }

  @Override
  public String name() {
    return "macvlan";
  }

  @Override
  public Attributes data() {
    return new Attributes().put(IFLA_MACVLAN_MODE, 1 << MODES.indexOf(mode));
  }

  @Override
  public String words() {
    return " mode " + mode;
  }
}
