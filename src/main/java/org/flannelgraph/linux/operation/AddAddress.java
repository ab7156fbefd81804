package org.flannelgraph.linux.operation;

import static org.flannelgraph.linux.route.Address.*;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Request;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Family;

/**
 * Gives a link an address. An IPv6 address skips duplicate address detection, so that it can be
 * used at once: nobody else has it in a lab.
 *
 * @param address with the length of its connected subnet's prefix
 */
public record AddAddress(
    String namespace, String device, Cidr address, Optional<InetAddress> broadcast)
    implements NetlinkOperation {
  @Override
  public String command() {
    String words = "addr add " + address;
    if (broadcast.isPresent()) {
      words += " brd " + Addresses.format(broadcast.get());
    }
    return Commands.ip(namespace, words + " dev " + device + (isIpv6() ? " nodad" : ""));
  }

  @Override
  public String undoCommand() {
    return Commands.ip(namespace, "addr del " + address + " dev " + device);
  }

  @Override
  public List<KernelObject> makes() {
    return List.of(KernelObject.addresses(namespace, device, address.address()));
  }

  @Override
  public List<KernelObject> needs() {
    return List.of(KernelObject.link(namespace, device));
  }

  @Override
  public Request request(Resolver resolver) {
    Attributes attributes = attributes();
    broadcast.ifPresent(value -> attributes.put(IFA_BROADCAST, value));
    if (isIpv6()) {
      attributes.put(IFA_FLAGS, IFA_F_NODAD);
    }
    return new Request(
        RTM_NEWADDR,
        Request.NLM_F_CREATE | Request.NLM_F_EXCL,
        header(resolver),
        attributes,
        this::command);
  }

  @Override
  public Request undoRequest(Resolver resolver) {
    return new Request(RTM_DELADDR, 0, header(resolver), attributes(), this::undoCommand);
  }

  private boolean isIpv6() {
    return address.address() instanceof Inet6Address;
  }

  private Attributes attributes() {
    return new Attributes().put(IFA_LOCAL, address.address()).put(IFA_ADDRESS, address.address());
  }

  private Address.Header header(Resolver resolver) {
    return new Address.Header(
        Family.of(address.address()), address.prefixLength(), 0, resolver.index(namespace, device));
  }
}
