package org.flannelgraph.linux.operation;

import static org.flannelgraph.linux.route.Neighbour.*;

import java.net.InetAddress;
import java.util.List;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Neighbour;

/** Adds a permanent neighbour entry: the address has this MAC, and nobody needs to ask. */
public record AddNeighbour(
    String namespace, String device, InetAddress address, MacAddress linkAddress)
    implements NetlinkOperation {
  @Override
  public String command() {
    return Commands.ip(
        namespace,
        "neigh replace "
            + Addresses.format(address)
            + " lladdr "
            + linkAddress
            + " dev "
            + device
            + " nud permanent");
  }

  @Override
  public String undoCommand() {
    return Commands.ip(namespace, "neigh del " + Addresses.format(address) + " dev " + device);
  }

  /** A link that loses its last IPv4 address loses all neighbours too (arp_ifdown). */
  @Override
  public List<KernelObject> needs() {
    return List.of(
        KernelObject.link(namespace, device), KernelObject.addresses(namespace, device, address));
  }

  @Override
  public Request request(Resolver resolver) {
    return new Request(
        RTM_NEWNEIGH,
        Request.NLM_F_CREATE | Request.NLM_F_REPLACE,
        header(resolver, NUD_PERMANENT),
        new Attributes().put(NDA_DST, address).put(NDA_LLADDR, linkAddress),
        this::command);
  }

  @Override
  public Request undoRequest(Resolver resolver) {
    return new Request(
        RTM_DELNEIGH,
        0,
        header(resolver, 0),
        new Attributes().put(NDA_DST, address),
        this::undoCommand);
  }

  private Neighbour.Header header(Resolver resolver, int state) {
    return new Neighbour.Header(Family.of(address), resolver.index(namespace, device), state, 0);
  }
}
