package org.flannelgraph.linux.route;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * The sysctls under net.ipv4.conf and net.ipv6.conf that the kernel tells of by netlink
 * (linux/netconf.h), as {@code ip netconf} shows them.
 *
 * @param index the ifindex of the link, {@link #ALL} or {@link #DEFAULT}
 * @param values by their names; a dump has all, an event only the one that was changed
 */
public record Netconf(int family, int index, SortedMap<String, Integer> values)
    implements KernelObject {
  public static final int RTM_NEWNETCONF = 80;
  public static final int RTM_DELNETCONF = 81;
  public static final int RTM_GETNETCONF = 82;

  /** Stands for net.ipv4.conf.all. */
  public static final int ALL = -1;

  /** Stands for net.ipv4.conf.default, which a link gets when it is made. */
  public static final int DEFAULT = -2;

  public static final String FORWARDING = "forwarding";
  public static final String RP_FILTER = "rp_filter";

  static final Attribute<Integer> NETCONFA_IFINDEX =
      new Attribute<>(1, "NETCONFA_IFINDEX", Format.U32);

  /** All are numbers, named as the sysctl. */
  private static final List<Attribute<Integer>> VALUES =
      List.of(
          new Attribute<>(2, FORWARDING, Format.U32),
          new Attribute<>(3, RP_FILTER, Format.U32),
          new Attribute<>(4, "mc_forwarding", Format.U32),
          new Attribute<>(5, "proxy_neigh", Format.U32),
          new Attribute<>(6, "ignore_routes_with_linkdown", Format.U32),
          new Attribute<>(8, "bc_forwarding", Format.U32));

  public static final AttributeTable TABLE = table();

  public Netconf {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  private static AttributeTable table() {
    Attribute<?>[] all = new Attribute<?>[VALUES.size() + 1];
    VALUES.toArray(all);
    all[VALUES.size()] = NETCONFA_IFINDEX;
    return AttributeTable.of(all);
  }

  /** Reads RTM_NEWNETCONF or RTM_DELNETCONF. */
  public static Netconf of(Reply reply) {
    Attributes attributes =
        TABLE.decode(
            reply.body().duplicate().order(ByteOrder.nativeOrder()).position(Header.LENGTH));
    SortedMap<String, Integer> values = new TreeMap<>();
    VALUES.forEach(
        attribute ->
            attributes.find(attribute).ifPresent(value -> values.put(attribute.name(), value)));
    return new Netconf(Family.of(reply), attributes.get(NETCONFA_IFINDEX, 0), values);
  }

  /** This with the values that a later event tells. */
  public Netconf with(Netconf later) {
    SortedMap<String, Integer> merged = new TreeMap<>(values);
    merged.putAll(later.values);
    return new Netconf(family, index, merged);
  }

  /** A value, or 0 if the kernel did not tell it. */
  public int get(String name) {
    return values.getOrDefault(name, 0);
  }

  @Override
  public int messageType() {
    return RTM_NEWNETCONF;
  }

  @Override
  public Structure structure() {
    return new Header(family);
  }

  @Override
  public Attributes attributes() {
    Attributes attributes = new Attributes().put(NETCONFA_IFINDEX, index);
    for (Attribute<Integer> attribute : VALUES) {
      Integer value = values.get(attribute.name());
      if (value != null) {
        attributes.put(attribute, value);
      }
    }
    return attributes;
  }

  /** struct netconfmsg: u8 family, padded to 4. */
  public record Header(int family) implements Structure {
    static final int LENGTH = 4;

    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) family).put((byte) 0).putShort((short) 0);
    }
  }
}
