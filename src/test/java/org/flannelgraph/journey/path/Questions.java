package org.flannelgraph.journey.path;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.RouteQuestion;
import org.flannelgraph.topology.Namespace;

/** Packets near what the tables of a namespace are about: in its prefixes, and at their edges. */
final class Questions {
  private static final List<Integer> PROTOCOLS = List.of(0, 6, 17);

  private final Namespace namespace;
  private final Random random;
  private final List<Cidr> prefixes = new ArrayList<>();

  Questions(Namespace namespace, Random random) {
    this.namespace = namespace;
    this.random = random;
    for (var route : namespace.routes()) {
      route.destination().ifPresent(prefixes::add);
      route.source().ifPresent(prefixes::add);
    }
    for (var rule : namespace.rules()) {
      rule.selector().source().ifPresent(prefixes::add);
      rule.selector().destination().ifPresent(prefixes::add);
    }
    prefixes.add(Cidr.parse("0.0.0.0/0"));
    prefixes.add(Cidr.parse("2000::/3"));
  }

  RouteQuestion next() throws UnknownHostException {
    InetAddress destination = address();
    while (destination.isAnyLocalAddress()) { // which means the sender itself
      destination = address();
    }
    RouteQuestion question = RouteQuestion.to(destination);
    if (random.nextInt(3) == 0) {
      question = question.marked(random.nextInt(7));
    }
    if (random.nextInt(4) == 0) {
      question = question.withTos(0x10);
    }
    int protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
    if (protocol != 0) {
      int destinationPort = random.nextBoolean() ? 53 : 1 + random.nextInt(65535);
      question = question.carrying(protocol, 1 + random.nextInt(12), destinationPort);
    }
    if (random.nextInt(4) == 0 && !isForMany(destination)) {
      return question.from(stranger(destination)).in(link());
    }
    // for many, with a source, the kernel takes the source's link and looks nothing up
    boolean withSource = random.nextInt(3) == 0 && !isForMany(destination);
    return withSource ? question.from(own(destination)) : question;
  }

  private int link() {
    List<Link> up = namespace.links().stream().filter(Link::isUp).toList();
    return up.get(random.nextInt(up.size())).index();
  }

  private InetAddress stranger(InetAddress destination) throws UnknownHostException {
    InetAddress source = address();
    while (Addresses.isIpv6(source) != Addresses.isIpv6(destination)
        || source.isAnyLocalAddress()) {
      source = address();
    }
    return source;
  }

  private static boolean isForMany(InetAddress destination) {
    return !Addresses.isIpv6(destination) && (destination.getAddress()[0] & 0xff) >= 224;
  }

  private InetAddress own(InetAddress destination) {
    List<InetAddress> own =
        namespace.addresses().stream()
            .map(Address::address)
            .filter(it -> Addresses.isIpv6(it) == Addresses.isIpv6(destination))
            .toList();
    return own.isEmpty() ? destination : own.get(random.nextInt(own.size()));
  }

  private InetAddress address() throws UnknownHostException {
    Cidr prefix = prefixes.get(random.nextInt(prefixes.size()));
    byte[] bytes = prefix.address().getAddress();
    int keep = Math.max(0, prefix.prefixLength() - (random.nextInt(4) == 0 ? 2 : 0));
    int fill = random.nextInt(3);
    for (int bit = keep; bit < bytes.length * 8; bit++) {
      boolean set = fill == 0 ? random.nextBoolean() : fill == 1;
      int mask = 0x80 >> bit % 8;
      bytes[bit / 8] = (byte) (set ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
    }
    return InetAddress.getByAddress(bytes);
  }
}
