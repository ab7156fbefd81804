package org.flannelgraph.linux.route;

import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/** One end of a veth pair. Its peer is the link that IFLA_LINK names. */
public record Veth() implements LinkKind {
  /** struct ifinfomsg and attributes of the peer that is to be made. */
  public static final Attribute<byte[]> VETH_INFO_PEER =
      new Attribute<>(1, "VETH_INFO_PEER", Format.BYTES);

  @Override
  public String name() {
    return "veth";
  }

  @Override
  public Attributes data() {
    return new Attributes();
  }

  @Override
  public String words() {
    return "";
  }
}
