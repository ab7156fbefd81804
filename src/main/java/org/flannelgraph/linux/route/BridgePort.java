package org.flannelgraph.linux.route;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/**
 * A link as port of a bridge (IFLA_BRPORT_ of linux/if_link.h).
 *
 * @param state spanning tree's: 0 disabled, 1 listening, 2 learning, 3 forwarding, 4 blocking
 * @param priority among the bridge's ports, 0 to 63
 * @param cost of the path, to the spanning tree
 * @param number counted from 1
 * @param flags those that are on
 */
public record BridgePort(int state, int priority, long cost, int number, Set<Flag> flags) {
  /** What can be switched on a port, by the words of {@code bridge link}. */
  @SuppressWarnings("ImmutableEnumChecker") // attributes are values, which Error Prone can not see
  public enum Flag {
    /** A frame may leave by the port by which it came. */
    HAIRPIN("hairpin", 4, "IFLA_BRPORT_MODE"),
    GUARD("guard", 5, "IFLA_BRPORT_GUARD"),
    ROOT_BLOCK("root_block", 6, "IFLA_BRPORT_PROTECT"),
    FASTLEAVE("fastleave", 7, "IFLA_BRPORT_FAST_LEAVE"),

    /** Source addresses of frames are learned. */
    LEARNING("learning", 8, "IFLA_BRPORT_LEARNING"),

    /** Frames to unknown addresses leave by it. */
    FLOOD("flood", 9, "IFLA_BRPORT_UNICAST_FLOOD"),
    PROXY_ARP("proxy_arp", 10, "IFLA_BRPORT_PROXYARP"),
    PROXY_ARP_WIFI("proxy_arp_wifi", 12, "IFLA_BRPORT_PROXYARP_WIFI"),
    MCAST_FLOOD("mcast_flood", 27, "IFLA_BRPORT_MCAST_FLOOD"),
    MCAST_TO_UNICAST("mcast_to_unicast", 28, "IFLA_BRPORT_MCAST_TO_UCAST"),
    VLAN_TUNNEL("vlan_tunnel", 29, "IFLA_BRPORT_VLAN_TUNNEL"),
    BCAST_FLOOD("bcast_flood", 30, "IFLA_BRPORT_BCAST_FLOOD"),
    NEIGH_SUPPRESS("neigh_suppress", 32, "IFLA_BRPORT_NEIGH_SUPPRESS"),

    /** It exchanges no frames with other isolated ports. */
    ISOLATED("isolated", 33, "IFLA_BRPORT_ISOLATED"),

    /** Frames from addresses that its FDB does not know there are dropped. */
    LOCKED("locked", 39, "IFLA_BRPORT_LOCKED");

    private final String word;
    private final Attribute<Integer> attribute;

    Flag(String word, int type, String name) {
      this.word = word;
      this.attribute = new Attribute<>(type, name, Format.U8);
    }

    /** The word of {@code bridge link} and {@code ip -d link} for it. */
    public String word() {
      return word;
    }

    /** The attribute that switches it. */
    public Attribute<Integer> attribute() {
      return attribute;
    }
  }

  static final Attribute<Integer> IFLA_BRPORT_STATE =
      new Attribute<>(1, "IFLA_BRPORT_STATE", Format.U8);
  static final Attribute<Integer> IFLA_BRPORT_PRIORITY =
      new Attribute<>(2, "IFLA_BRPORT_PRIORITY", Format.U16);
  static final Attribute<Integer> IFLA_BRPORT_COST =
      new Attribute<>(3, "IFLA_BRPORT_COST", Format.U32);
  static final Attribute<Integer> IFLA_BRPORT_NO =
      new Attribute<>(18, "IFLA_BRPORT_NO", Format.U16);

  /** The port lets a frame leave by where it came. */
  public static final Attribute<Integer> IFLA_BRPORT_MODE = Flag.HAIRPIN.attribute;

  static final AttributeTable TABLE = table();

  public BridgePort {
    flags =
        Collections.unmodifiableSet(
            flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags));
  }

  private static AttributeTable table() {
    Flag[] flags = Flag.values();
    Attribute<?>[] all = new Attribute<?>[flags.length + 4];
    for (int i = 0; i < flags.length; i++) {
      all[i] = flags[i].attribute;
    }
    all[flags.length] = IFLA_BRPORT_STATE;
    all[flags.length + 1] = IFLA_BRPORT_PRIORITY;
    all[flags.length + 2] = IFLA_BRPORT_COST;
    all[flags.length + 3] = IFLA_BRPORT_NO;
    return AttributeTable.of(all);
  }

  static BridgePort of(Attributes attributes) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (Flag flag : Flag.values()) {
      if (attributes.get(flag.attribute, 0) != 0) {
        flags.add(flag);
      }
    }
    return new BridgePort(
        attributes.get(IFLA_BRPORT_STATE, 0),
        attributes.get(IFLA_BRPORT_PRIORITY, 0),
        Integer.toUnsignedLong(attributes.get(IFLA_BRPORT_COST, 0)),
        attributes.get(IFLA_BRPORT_NO, 0),
        flags);
  }

  /** IFLA_INFO_SLAVE_DATA or IFLA_PROTINFO. */
  Attributes attributes() {
    Attributes attributes =
        new Attributes()
            .put(IFLA_BRPORT_STATE, state)
            .put(IFLA_BRPORT_PRIORITY, priority)
            .put(IFLA_BRPORT_COST, (int) cost)
            .put(IFLA_BRPORT_NO, number);
    for (Flag flag : Flag.values()) {
      attributes.put(flag.attribute, flags.contains(flag) ? 1 : 0);
    }
    return attributes;
  }

  /** Whether this is on. */
  public boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
