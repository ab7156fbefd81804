package org.flannelgraph.linux.route;

import java.net.InetAddress;
import java.util.Optional;
import org.flannelgraph.address.Addresses;

/**
 * A packet for which a route is wanted.
 *
 * @param source empty where the route is to choose it
 * @param input the ifindex of the link by which it came in; 0 for one that this namespace sends
 * @param output the ifindex of the link that its sender is bound to, or 0
 * @param mark the packet's mark
 * @param tos the packet's type of service
 * @param protocol the number of the protocol above IP, or 0
 * @param sourcePort 0 where there is none
 * @param destinationPort 0 where there is none
 */
public record RouteQuestion(
    InetAddress destination,
    Optional<InetAddress> source,
    int input,
    int output,
    int mark,
    int tos,
    int protocol,
    int sourcePort,
    int destinationPort) {
  /** A packet that this namespace sends. */
  public static RouteQuestion to(InetAddress destination) {
    return new RouteQuestion(destination, Optional.empty(), 0, 0, 0, 0, 0, 0, 0);
  }

  /** A packet that comes in. */
  public static RouteQuestion forwarded(InetAddress source, InetAddress destination, int input) {
    return to(destination).from(source).in(input);
  }

  /** The same from there. */
  public RouteQuestion from(InetAddress source) {
    return new RouteQuestion(
        destination,
        Optional.of(source),
        input,
        output,
        mark,
        tos,
        protocol,
        sourcePort,
        destinationPort);
  }

  /** The same, coming in by that link. */
  public RouteQuestion in(int input) {
    return new RouteQuestion(
        destination, source, input, output, mark, tos, protocol, sourcePort, destinationPort);
  }

  /** The same, from a sender that is bound to that link. */
  public RouteQuestion out(int output) {
    return new RouteQuestion(
        destination, source, input, output, mark, tos, protocol, sourcePort, destinationPort);
  }

  /** The same with that mark. */
  public RouteQuestion marked(int mark) {
    return new RouteQuestion(
        destination, source, input, output, mark, tos, protocol, sourcePort, destinationPort);
  }

  /** The same with that type of service. */
  public RouteQuestion withTos(int tos) {
    return new RouteQuestion(
        destination, source, input, output, mark, tos, protocol, sourcePort, destinationPort);
  }

  /** The same with a transport header. */
  public RouteQuestion carrying(int protocol, int sourcePort, int destinationPort) {
    return new RouteQuestion(
        destination, source, input, output, mark, tos, protocol, sourcePort, destinationPort);
  }

  /** Its family. */
  public int family() {
    return Family.of(destination);
  }

  /** How many bits an address of its family has. */
  public int bits() {
    return Addresses.isIpv6(destination) ? 128 : 32;
  }
}
