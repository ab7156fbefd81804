package org.flannelgraph.linux.operation;

import static org.flannelgraph.linux.route.Neighbour.*;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Neighbour;

/** Adds a permanent entry to a tunnel's FDB: frames to this MAC go to that tunnel end. */
public record AddTunnelEntry(
    String namespace, String device, MacAddress linkAddress, InetAddress destination)
    implements NetlinkOperation {
  @Override
  public String command() {
    return Commands.bridge(namespace, "fdb replace " + words() + " self permanent");
  }

  @Override
  public String undoCommand() {
    return Commands.bridge(namespace, "fdb del " + words() + " self");
  }

  private String words() {
    return linkAddress + " dev " + device + " dst " + Addresses.format(destination);
  }

  @Override
  public List<KernelObject> needs() {
    return List.of(KernelObject.link(namespace, device));
  }

  @Override
  public Request request(Resolver resolver) {
    return request(
        resolver, RTM_NEWNEIGH, Request.NLM_F_CREATE | Request.NLM_F_REPLACE, this::command);
  }

  @Override
  public Request undoRequest(Resolver resolver) {
    return request(resolver, RTM_DELNEIGH, 0, this::undoCommand);
  }

  private Request request(Resolver resolver, int type, int flags, Supplier<String> command) {
    return new Request(
        type,
        flags,
        new Neighbour.Header(
            Family.AF_BRIDGE, resolver.index(namespace, device), NUD_PERMANENT, NTF_SELF),
        new Attributes().put(NDA_LLADDR, linkAddress).put(NDA_DST, destination),
        command);
  }
}
