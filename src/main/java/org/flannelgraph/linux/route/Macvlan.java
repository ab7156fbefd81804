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
 * @param flags 1: the lower device is not made promiscuous by it
 * @param broadcastQueue how many broadcast frames may wait
 */
public record Macvlan(String mode, int flags, int broadcastQueue) implements LinkKind {
  static final Attribute<Integer> IFLA_MACVLAN_MODE =
      new Attribute<>(1, "IFLA_MACVLAN_MODE", Format.U32);
  static final Attribute<Integer> IFLA_MACVLAN_FLAGS =
      new Attribute<>(2, "IFLA_MACVLAN_FLAGS", Format.U16);
  static final Attribute<Integer> IFLA_MACVLAN_BC_QUEUE_LEN =
      new Attribute<>(7, "IFLA_MACVLAN_BC_QUEUE_LEN", Format.U32);
  static final AttributeTable TABLE =
      AttributeTable.of(IFLA_MACVLAN_MODE, IFLA_MACVLAN_FLAGS, IFLA_MACVLAN_BC_QUEUE_LEN);

  /** Each is a bit, in this order. */
  private static final List<String> MODES =
      List.of("private", "vepa", "bridge", "passthru", "source");

  private static final int DEFAULT_QUEUE = 1000;

  public Macvlan {
    if (!MODES.contains(mode)) {
      throw new IllegalArgumentException("macvlan has the modes " + MODES + ", not " + mode);
    }
  }

  /** With what else the kernel gives one that it is told nothing of. */
  public Macvlan(String mode) {
    this(mode, 0, DEFAULT_QUEUE);
  }

  static Macvlan of(Attributes data) {
    int bit = Integer.numberOfTrailingZeros(data.get(IFLA_MACVLAN_MODE, 1));
    return new Macvlan(
        MODES.get(Math.min(bit, MODES.size() - 1)),
        data.get(IFLA_MACVLAN_FLAGS, 0),
        data.get(IFLA_MACVLAN_BC_QUEUE_LEN, DEFAULT_QUEUE));
  }

  @Override
  public String name() {
    return "macvlan";
  }

  @Override
  public Attributes data() {
    Attributes data = new Attributes().put(IFLA_MACVLAN_MODE, 1 << MODES.indexOf(mode));
    if (flags != 0) {
      data.put(IFLA_MACVLAN_FLAGS, flags);
    }
    if (broadcastQueue != DEFAULT_QUEUE) {
      data.put(IFLA_MACVLAN_BC_QUEUE_LEN, broadcastQueue);
    }
    return data;
  }

  @Override
  public String words() {
    return " mode "
        + mode
        + ((flags & 1) != 0 ? " nopromisc" : "")
        + (broadcastQueue == DEFAULT_QUEUE ? "" : " bcqueuelen " + broadcastQueue);
  }
}
