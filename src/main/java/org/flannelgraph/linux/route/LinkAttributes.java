package org.flannelgraph.linux.route;

import java.util.List;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/** Attributes of a link (linux/if_link.h). */
public final class LinkAttributes {
  public static final Attribute<String> IFLA_INFO_KIND =
      new Attribute<>(1, "IFLA_INFO_KIND", Format.STRING);

  /** Its table depends on the kind: {@link LinkKind}. */
  public static final Attribute<byte[]> IFLA_INFO_DATA =
      new Attribute<>(2, "IFLA_INFO_DATA", Format.BYTES);

  public static final Attribute<String> IFLA_INFO_SLAVE_KIND =
      new Attribute<>(4, "IFLA_INFO_SLAVE_KIND", Format.STRING);
  public static final Attribute<byte[]> IFLA_INFO_SLAVE_DATA =
      new Attribute<>(5, "IFLA_INFO_SLAVE_DATA", Format.BYTES);

  public static final AttributeTable LINKINFO =
      AttributeTable.of(IFLA_INFO_KIND, IFLA_INFO_DATA, IFLA_INFO_SLAVE_KIND, IFLA_INFO_SLAVE_DATA);

  public static final Attribute<MacAddress> IFLA_ADDRESS =
      new Attribute<>(1, "IFLA_ADDRESS", Format.MAC);
  public static final Attribute<MacAddress> IFLA_BROADCAST =
      new Attribute<>(2, "IFLA_BROADCAST", Format.MAC);
  public static final Attribute<String> IFLA_IFNAME =
      new Attribute<>(3, "IFLA_IFNAME", Format.STRING);
  public static final Attribute<Integer> IFLA_MTU = new Attribute<>(4, "IFLA_MTU", Format.U32);
  public static final Attribute<Integer> IFLA_LINK = new Attribute<>(5, "IFLA_LINK", Format.U32);
  public static final Attribute<String> IFLA_QDISC =
      new Attribute<>(6, "IFLA_QDISC", Format.STRING);
  public static final Attribute<Integer> IFLA_MASTER =
      new Attribute<>(10, "IFLA_MASTER", Format.U32);
  public static final Attribute<Attributes> IFLA_PROTINFO =
      new Attribute<>(12, "IFLA_PROTINFO", Format.nested(BridgePort.TABLE));
  public static final Attribute<Integer> IFLA_TXQLEN =
      new Attribute<>(13, "IFLA_TXQLEN", Format.U32);
  public static final Attribute<Integer> IFLA_OPERSTATE =
      new Attribute<>(16, "IFLA_OPERSTATE", Format.U8);
  public static final Attribute<Integer> IFLA_LINKMODE =
      new Attribute<>(17, "IFLA_LINKMODE", Format.U8);
  public static final Attribute<Attributes> IFLA_LINKINFO =
      new Attribute<>(18, "IFLA_LINKINFO", Format.nested(LINKINFO));
  public static final Attribute<String> IFLA_IFALIAS =
      new Attribute<>(20, "IFLA_IFALIAS", Format.STRING);

  /** struct rtnl_link_stats64: 25 counters. */
  public static final Attribute<List<Long>> IFLA_STATS64 =
      new Attribute<>(23, "IFLA_STATS64", Format.U64_ARRAY);

  public static final Attribute<Integer> IFLA_GROUP = new Attribute<>(27, "IFLA_GROUP", Format.U32);

  public static final Attribute<Integer> IFLA_NET_NS_FD =
      new Attribute<>(28, "IFLA_NET_NS_FD", Format.U32);
  public static final Attribute<Integer> IFLA_EXT_MASK =
      new Attribute<>(29, "IFLA_EXT_MASK", Format.U32);
  public static final Attribute<Integer> IFLA_PROMISCUITY =
      new Attribute<>(30, "IFLA_PROMISCUITY", Format.U32);
  public static final Attribute<Integer> IFLA_NUM_TX_QUEUES =
      new Attribute<>(31, "IFLA_NUM_TX_QUEUES", Format.U32);
  public static final Attribute<Integer> IFLA_NUM_RX_QUEUES =
      new Attribute<>(32, "IFLA_NUM_RX_QUEUES", Format.U32);
  public static final Attribute<Integer> IFLA_LINK_NETNSID =
      new Attribute<>(37, "IFLA_LINK_NETNSID", Format.U32);
  public static final Attribute<Integer> IFLA_GSO_MAX_SEGS =
      new Attribute<>(40, "IFLA_GSO_MAX_SEGS", Format.U32);
  public static final Attribute<Integer> IFLA_GSO_MAX_SIZE =
      new Attribute<>(41, "IFLA_GSO_MAX_SIZE", Format.U32);
  public static final Attribute<Integer> IFLA_MIN_MTU =
      new Attribute<>(50, "IFLA_MIN_MTU", Format.U32);
  public static final Attribute<Integer> IFLA_MAX_MTU =
      new Attribute<>(51, "IFLA_MAX_MTU", Format.U32);

  /** Alternative names. */
  public static final Attribute<List<String>> IFLA_PROP_LIST =
      new Attribute<>(
          52,
          "IFLA_PROP_LIST",
          Format.repeated(new Attribute<>(53, "IFLA_ALT_IFNAME", Format.STRING)));

  public static final AttributeTable TABLE =
      AttributeTable.of(
          IFLA_ADDRESS,
          IFLA_IFNAME,
          IFLA_MTU,
          IFLA_LINK,
          IFLA_MASTER,
          IFLA_TXQLEN,
          IFLA_OPERSTATE,
          IFLA_LINKINFO,
          IFLA_STATS64,
          IFLA_NET_NS_FD,
          IFLA_EXT_MASK,
          IFLA_PROMISCUITY,
          IFLA_NUM_TX_QUEUES,
          IFLA_NUM_RX_QUEUES,
          IFLA_LINK_NETNSID,
          IFLA_BROADCAST,
          IFLA_QDISC,
          IFLA_LINKMODE,
          IFLA_IFALIAS,
          IFLA_GROUP,
          IFLA_GSO_MAX_SEGS,
          IFLA_GSO_MAX_SIZE,
          IFLA_MIN_MTU,
          IFLA_MAX_MTU,
          IFLA_PROP_LIST,
          IFLA_PROTINFO);

  private LinkAttributes() {}
}
