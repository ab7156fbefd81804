package org.flannelgraph.linux.operation;

import static org.flannelgraph.linux.route.LinkAttributes.*;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.LinkKind;

/**
 * Makes a bridge, tunnel or macvlan.
 *
 * @param address its MAC address; empty: the kernel draws one
 * @param mtu in bytes; empty: the kernel's choice
 * @param txQueueLength in packets; empty: the kernel's choice
 * @param lower the device below it, of a tunnel or macvlan
 */
public record AddLink(
    String namespace,
    String device,
    LinkKind kind,
    Optional<MacAddress> address,
    OptionalInt mtu,
    OptionalInt txQueueLength,
    Optional<String> lower)
    implements NetlinkOperation {

  @Override
  public String command() {
    StringBuilder words = new StringBuilder("link add " + device);
    if (lower.isPresent() && kind.lower().isEmpty()) {
      words.append(" link ").append(lower.get());
    }
    address.ifPresent(mac -> words.append(" address ").append(mac));
    mtu.ifPresent(bytes -> words.append(" mtu ").append(bytes));
    txQueueLength.ifPresent(packets -> words.append(" txqueuelen ").append(packets));
    words.append(" type ").append(kind.name()).append(kind.words());
    if (lower.isPresent() && kind.lower().isPresent()) {
      words.append(" dev ").append(lower.get());
    }
    return Commands.ip(namespace, words.toString());
  }

  @Override
  public String undoCommand() {
    return Commands.ip(namespace, "link delete " + device);
  }

  @Override
  public List<KernelObject> makes() {
    return List.of(KernelObject.link(namespace, device));
  }

  @Override
  public List<KernelObject> needs() {
    KernelObject home = KernelObject.namespace(namespace);
    return lower
        .map(name -> List.of(home, KernelObject.link(namespace, name)))
        .orElse(List.of(home));
  }

  @Override
  public Request request(Resolver resolver) {
    Attributes data = kind.data();
    Attributes attributes = new Attributes().put(IFLA_IFNAME, device);
    lower.ifPresent(
        name ->
            kind.lower()
                .ifPresentOrElse(
                    attribute -> data.put(attribute, resolver.index(namespace, name)),
                    () -> attributes.put(IFLA_LINK, resolver.index(namespace, name))));
    address.ifPresent(mac -> attributes.put(IFLA_ADDRESS, mac));
    mtu.ifPresent(bytes -> attributes.put(IFLA_MTU, bytes));
    txQueueLength.ifPresent(packets -> attributes.put(IFLA_TXQLEN, packets));
    attributes.put(IFLA_LINKINFO, LinkKind.info(kind, data));
    return new Request(
        Link.RTM_NEWLINK,
        Request.NLM_F_CREATE | Request.NLM_F_EXCL,
        new Link.Header(0, 0, 0, 0),
        attributes,
        this::command);
  }

  @Override
  public Request undoRequest(Resolver resolver) {
    return delete(resolver, namespace, device, this::undoCommand);
  }

  @Override
  public void forget(Kernel kernel) {
    kernel.forget(namespace, device);
  }

  static Request delete(
      Resolver resolver, String namespace, String device, Supplier<String> command) {
    return new Request(
        Link.RTM_DELLINK,
        0,
        new Link.Header(0, resolver.index(namespace, device), 0, 0),
        new Attributes(),
        command);
  }
}
