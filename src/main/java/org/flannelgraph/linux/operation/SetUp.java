package org.flannelgraph.linux.operation;

import static org.flannelgraph.linux.route.Link.IFF_UP;

import java.util.List;
import java.util.function.Supplier;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Link;

/** Sets a link up. */
public record SetUp(String namespace, String device) implements NetlinkOperation {
  @Override
  public String command() {
    return Commands.ip(namespace, "link set " + device + " up");
  }

  @Override
  public String undoCommand() {
    return Commands.ip(namespace, "link set " + device + " down");
  }

  @Override
  public List<KernelObject> needs() {
    return List.of(KernelObject.link(namespace, device));
  }

  @Override
  public Request request(Resolver resolver) {
    return set(resolver, IFF_UP, this::command);
  }

  @Override
  public Request undoRequest(Resolver resolver) {
    return set(resolver, 0, this::undoCommand);
  }

  private Request set(Resolver resolver, int flags, Supplier<String> command) {
    return new Request(
        Link.RTM_NEWLINK,
        0,
        new Link.Header(0, resolver.index(namespace, device), flags, IFF_UP),
        new Attributes(),
        command);
  }
}
