package org.flannelgraph.linux.route;

import java.nio.ByteOrder;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * What a bridge says of one of its ports: a message about a link of family AF_BRIDGE. That such a
 * thing is gone means that the link has left the bridge; the link itself stays.
 *
 * @param index the ifindex of the link
 * @param master the ifindex of the bridge
 */
public record Port(int index, int master, BridgePort port) implements KernelObject {
  /** Reads RTM_NEWLINK or RTM_DELLINK of family AF_BRIDGE. */
  static Port of(Reply reply) {
    Attributes attributes =
        LinkAttributes.TABLE.decode(
            reply.body().duplicate().order(ByteOrder.nativeOrder()).position(Link.Header.LENGTH));
    return new Port(
        reply.body().duplicate().order(ByteOrder.nativeOrder()).getInt(Integer.BYTES),
        attributes.get(LinkAttributes.IFLA_MASTER, 0),
        BridgePort.of(attributes.get(LinkAttributes.IFLA_PROTINFO, new Attributes())));
  }

  @Override
  public int messageType() {
    return Link.RTM_NEWLINK;
  }

  @Override
  public Structure structure() {
    return new Link.Header(Family.AF_BRIDGE, index, 0, 0);
  }

  @Override
  public Attributes attributes() {
    return new Attributes()
        .put(LinkAttributes.IFLA_MASTER, master)
        .put(LinkAttributes.IFLA_PROTINFO, port.attributes());
  }
}
