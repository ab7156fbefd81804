package org.flannelgraph.linux.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.nft.Match;

/**
 * The packets that are meant, of one direction. What is empty is not asked for.
 *
 * @param protocol the number of the protocol above IP
 * @param sourcePort only with a protocol that has ports: TCP, UDP, UDP-Lite, SCTP or DCCP
 * @param destinationPort the same
 */
public record Flow(
    Optional<Cidr> source,
    Optional<Cidr> destination,
    OptionalInt protocol,
    OptionalInt sourcePort,
    OptionalInt destinationPort) {
  /**
   * @throws IllegalArgumentException for a port without a protocol that has ports, or addresses of
   *     two families
   */
  public Flow {
    boolean ports = sourcePort.isPresent() || destinationPort.isPresent();
    if (ports && !Protocols.hasPorts(protocol.orElse(0))) {
      throw new IllegalArgumentException(
          "a flow with a port needs a protocol that has ports, not " + protocol);
    }
    if (source.isPresent()
        && destination.isPresent()
        && source.get().isIpv6() != destination.get().isIpv6()) {
      throw new IllegalArgumentException(
          "a flow from %s to %s is of two families".formatted(source.get(), destination.get()));
    }
  }

  /** All packets. */
  public static Flow everything() {
    return new Flow(
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  /** All packets from one prefix to another. */
  public static Flow between(Cidr source, Cidr destination) {
    return everything().from(source).to(destination);
  }

  /** The same from there. */
  public Flow from(Cidr prefix) {
    return new Flow(Optional.of(prefix), destination, protocol, sourcePort, destinationPort);
  }

  /** The same to there. */
  public Flow to(Cidr prefix) {
    return new Flow(source, Optional.of(prefix), protocol, sourcePort, destinationPort);
  }

  /** The same of that protocol, whatever its ports. */
  public Flow of(int number) {
    return new Flow(
        source, destination, OptionalInt.of(number), OptionalInt.empty(), OptionalInt.empty());
  }

  /** The same of that protocol to that port. */
  public Flow of(int number, int toPort) {
    return new Flow(
        source, destination, OptionalInt.of(number), OptionalInt.empty(), OptionalInt.of(toPort));
  }

  /** The packets that answer, where no address is translated. */
  public Flow answers() {
    return new Flow(
        /* source= */ destination,
        /* destination= */ source,
        protocol,
        /* sourcePort= */ destinationPort,
        /* destinationPort= */ sourcePort);
  }

  /** The conditions of a rule in a table of the family inet. */
  List<Match> matches() {
    List<Match> matches = new ArrayList<>();
    source.ifPresent(prefix -> matches.add(address("saddr", prefix)));
    destination.ifPresent(prefix -> matches.add(address("daddr", prefix)));
    String name = protocol.isPresent() ? Protocols.nftName(protocol.getAsInt()) : "";
    sourcePort.ifPresent(port -> matches.add(new Match.Port(name, "sport", port)));
    destinationPort.ifPresent(port -> matches.add(new Match.Port(name, "dport", port)));
    if (protocol.isPresent() && sourcePort.isEmpty() && destinationPort.isEmpty()) {
      matches.add(new Match.Protocol(name));
    }
    return List.copyOf(matches);
  }

  private static Match address(String field, Cidr prefix) {
    return new Match.Prefix(prefix.isIpv6() ? "ip6" : "ip", field, true, prefix.masked());
  }
}
