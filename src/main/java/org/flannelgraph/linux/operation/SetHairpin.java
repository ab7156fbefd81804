package org.flannelgraph.linux.operation;

import java.util.List;
import java.util.function.Supplier;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.BridgePort;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.LinkAttributes;

/** Lets a bridge send a frame back out of the port by which it came. */
public record SetHairpin(String namespace, String device) implements NetlinkOperation {
  @Override
  public String command() {
    return Commands.bridge(namespace, "link set dev " + device + " hairpin on");
  }

  @Override
  public String undoCommand() {
    return Commands.bridge(namespace, "link set dev " + device + " hairpin off");
  }

  @Override
  public List<KernelObject> needs() {
    return List.of(KernelObject.link(namespace, device));
  }

  @Override
  public Request request(Resolver resolver) {
    return set(resolver, 1, this::command);
  }

  @Override
  public Request undoRequest(Resolver resolver) {
    return set(resolver, 0, this::undoCommand);
  }

  private Request set(Resolver resolver, int mode, Supplier<String> command) {
    return new Request(
        Link.RTM_SETLINK,
        0,
        new Link.Header(Family.AF_BRIDGE, resolver.index(namespace, device), 0, 0),
        new Attributes()
            .put(
                LinkAttributes.IFLA_PROTINFO,
                new Attributes().put(BridgePort.IFLA_BRPORT_MODE, mode)),
        command);
  }
}
