package org.flannelgraph.linux.operation;

import static org.flannelgraph.linux.route.Route.*;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Route;

/**
 * Adds a route through a gateway to the main table.
 *
 * @param destination empty for the default route
 * @param onlink whether the gateway is taken to be on the link whatever addresses the link has
 */
public record AddRoute(
    String namespace,
    Optional<Cidr> destination,
    InetAddress gateway,
    String device,
    boolean onlink)
    implements NetlinkOperation {
  @Override
  public String command() {
    return words("add") + (onlink ? " onlink" : "");
  }

  @Override
  public String undoCommand() {
    return words("del");
  }

  private String words(String verb) {
    return Commands.ip6(
        namespace,
        gateway instanceof Inet6Address,
        "route "
            + verb
            + " "
            + destination.map(Cidr::toString).orElse("default")
            + " via "
            + Addresses.format(gateway)
            + " dev "
            + device);
  }

  /** A link that loses its last IPv4 address loses all routes too (fib_disable_ip). */
  @Override
  public List<KernelObject> needs() {
    return List.of(
        KernelObject.link(namespace, device), KernelObject.addresses(namespace, device, gateway));
  }

  @Override
  public Request request(Resolver resolver) {
    return request(
        resolver,
        RTM_NEWROUTE,
        Request.NLM_F_CREATE | Request.NLM_F_EXCL,
        onlink ? RTNH_F_ONLINK : 0,
        this::command);
  }

  @Override
  public Request undoRequest(Resolver resolver) {
    return request(resolver, RTM_DELROUTE, 0, 0, this::undoCommand);
  }

  private Request request(
      Resolver resolver, int type, int flags, int hopFlags, Supplier<String> command) {
    Attributes attributes = new Attributes();
    destination.ifPresent(cidr -> attributes.put(RTA_DST, cidr.address()));
    attributes.put(RTA_GATEWAY, gateway).put(RTA_OIF, resolver.index(namespace, device));
    return new Request(
        type,
        flags,
        new Route.Header(
            Family.of(gateway),
            destination.map(Cidr::prefixLength).orElse(0),
            0,
            RT_TABLE_MAIN,
            RTPROT_BOOT,
            RT_SCOPE_UNIVERSE,
            RTN_UNICAST,
            hopFlags),
        attributes,
        command);
  }
}
