package org.flannelgraph.linux.route;

import static org.flannelgraph.linux.route.Neighbour.*;

import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.Optional;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * An entry of a forwarding database (FDB): where frames to a MAC address go. A bridge's entry names
 * a port and the bridge; a tunnel's names the tunnel device and the far end. To netlink it is a
 * neighbour of family AF_BRIDGE.
 *
 * @param index the ifindex of the bridge's port, of the bridge itself for an address of its own, or
 *     of the tunnel
 * @param master the ifindex of the bridge, or 0
 * @param vlan of a bridge's entry, or 0
 * @param state NUD_ bits: 0x80 permanent (a local address, or not to age), 0x40 noarp (static), 2
 *     reachable and 4 stale (learned)
 * @param flags NTF_ bits: 2 self (the device's own database), 4 master, 0x10 externally learned,
 *     0x40 sticky
 * @param remote the far end of a tunnel
 * @param sourceVni of a tunnel device that carries many VNIs, or 0
 * @param nextHop the id of a next hop object that is used instead of {@code remote}, or 0
 */
public record FdbEntry(
    MacAddress linkAddress,
    int index,
    int master,
    int vlan,
    int state,
    int flags,
    Optional<Remote> remote,
    int sourceVni,
    int nextHop)
    implements KernelObject {
  /**
   * The far end of a tunnel (struct vxlan_rdst).
   *
   * @param port UDP destination port; 0 is the device's
   * @param vni 0 is the device's
   * @param index the ifindex of the device to leave by; 0 is the route's
   */
  public record Remote(InetAddress destination, int port, int vni, int index) {}

  /** Reads RTM_NEWNEIGH or RTM_DELNEIGH of family AF_BRIDGE; empty if it is of another one. */
  public static Optional<FdbEntry> find(Reply reply) {
    Header header = Header.of(reply);
    Attributes attributes =
        TABLE.decode(
            reply.body().duplicate().order(ByteOrder.nativeOrder()).position(Header.LENGTH));
    return attributes
        .find(NDA_LLADDR)
        .filter(mac -> header.family() == Family.AF_BRIDGE)
        .map(
            mac ->
                new FdbEntry(
                    mac,
                    header.index(),
                    attributes.get(NDA_MASTER, 0),
                    attributes.get(NDA_VLAN, 0),
                    header.state(),
                    header.flags(),
                    attributes.find(NDA_DST).map(destination -> remote(destination, attributes)),
                    attributes.get(NDA_SRC_VNI, 0),
                    attributes.get(NDA_NH_ID, 0)));
  }

  private static Remote remote(InetAddress destination, Attributes attributes) {
    return new Remote(
        destination,
        attributes.get(NDA_PORT, 0),
        attributes.get(NDA_VNI, 0),
        attributes.get(NDA_IFINDEX, 0));
  }

  /** Whether it was learned from a frame, and will age. */
  public boolean isLearned() {
    return (state & (NUD_PERMANENT | NUD_NOARP)) == 0 && (flags & NTF_EXT_LEARNED) == 0;
  }

  @Override
  public int messageType() {
    return RTM_NEWNEIGH;
  }

  @Override
  public Structure structure() {
    return new Header(Family.AF_BRIDGE, index, state, flags);
  }

  @Override
  public Attributes attributes() {
    Attributes attributes = new Attributes().put(NDA_LLADDR, linkAddress);
    if (master != 0) {
      attributes.put(NDA_MASTER, master);
    }
    if (vlan != 0) {
      attributes.put(NDA_VLAN, vlan);
    }
    remote.ifPresent(far -> put(attributes, far));
    if (sourceVni != 0) {
      attributes.put(NDA_SRC_VNI, sourceVni);
    }
    if (nextHop != 0) {
      attributes.put(NDA_NH_ID, nextHop);
    }
    return attributes;
  }

  private static void put(Attributes attributes, Remote remote) {
    attributes.put(NDA_DST, remote.destination);
    if (remote.port != 0) {
      attributes.put(NDA_PORT, remote.port);
    }
    if (remote.vni != 0) {
      attributes.put(NDA_VNI, remote.vni);
    }
    if (remote.index != 0) {
      attributes.put(NDA_IFINDEX, remote.index);
    }
  }
}
