package org.flannelgraph.linux.route;

import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/**
 * A bridge (IFLA_BR_ of linux/if_link.h).
 *
 * @param ageingTime of learned FDB entries, in hundredths of a second
 * @param vlanFiltering whether ports have VLANs
 * @param stp whether the spanning tree protocol runs
 */
public record Bridge(int ageingTime, boolean vlanFiltering, boolean stp) implements LinkKind {
  static final Attribute<Integer> IFLA_BR_AGEING_TIME =
      new Attribute<>(4, "IFLA_BR_AGEING_TIME", Format.U32);
  static final Attribute<Integer> IFLA_BR_STP_STATE =
      new Attribute<>(5, "IFLA_BR_STP_STATE", Format.U32);
  static final Attribute<Integer> IFLA_BR_VLAN_FILTERING =
      new Attribute<>(7, "IFLA_BR_VLAN_FILTERING", Format.U8);

  static final AttributeTable TABLE =
      AttributeTable.of(IFLA_BR_AGEING_TIME, IFLA_BR_STP_STATE, IFLA_BR_VLAN_FILTERING);

  /** A bridge as the kernel makes one when it is told nothing. */
  public static final Bridge DEFAULT = new Bridge(30_000, false, false);

  static Bridge of(Attributes data) {
    return new Bridge(
        data.get(IFLA_BR_AGEING_TIME, DEFAULT.ageingTime),
        data.get(IFLA_BR_VLAN_FILTERING, 0) != 0,
        data.get(IFLA_BR_STP_STATE, 0) != 0);
  }

  @Override
  public String name() {
    return "bridge";
  }

  @Override
  public Attributes data() {
    Attributes data = new Attributes();
    if (ageingTime != DEFAULT.ageingTime) {
      data.put(IFLA_BR_AGEING_TIME, ageingTime);
    }
    if (vlanFiltering) {
      data.put(IFLA_BR_VLAN_FILTERING, 1);
    }
    if (stp) {
      data.put(IFLA_BR_STP_STATE, 1);
    }
    return data;
  }

  @Override
  public String words() {
    return (ageingTime == DEFAULT.ageingTime ? "" : " ageing_time " + ageingTime)
        + (vlanFiltering ? " vlan_filtering 1" : "")
        + (stp ? " stp_state 1" : "");
  }
}
