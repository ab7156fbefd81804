package org.flannelgraph.cluster;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.jspecify.annotations.Nullable;

/**
 * Gives addresses of one subnet as the CNI plugin host-local does: the one after the last that it
 * gave, and from the start again once the end is reached. It never gives the network's own address,
 * the gateway's, which is the first host's, nor IPv4's broadcast address.
 */
final class HostLocal {
  private final Cidr subnet;
  private final BigInteger gateway;
  private final BigInteger end;
  private final Set<BigInteger> taken = new HashSet<>();
  private BigInteger last;

  HostLocal(Cidr subnet) {
    this.subnet = subnet;
    gateway = subnet.first().add(BigInteger.ONE);
    BigInteger highest = Addresses.number(subnet.last());
    end = subnet.isIpv6() ? highest : highest.subtract(BigInteger.ONE);
    last = gateway;
  }

  /** Whether it could give this address, and has not yet. */
  boolean isFree(InetAddress address) {
    BigInteger number = Addresses.number(address);
    return subnet.contains(address)
        && number.compareTo(gateway) > 0
        && number.compareTo(end) <= 0
        && !taken.contains(number);
  }

  /** Takes note of an address that it gave before. */
  void keep(InetAddress address) {
    taken.add(Addresses.number(address));
  }

  /** Takes note of the last address that it gave before, whether it is still in use or not. */
  void setLast(InetAddress address) {
    last = Addresses.number(address);
  }

  /** The next address, with the subnet's prefix length; null if all are taken. */
  @Nullable Cidr next() {
    if (BigInteger.valueOf(taken.size()).compareTo(end.subtract(gateway)) >= 0) {
      return null;
    }
    do {
      last = last.compareTo(end) >= 0 ? gateway.add(BigInteger.ONE) : last.add(BigInteger.ONE);
    } while (taken.contains(last));
    taken.add(last);
    return subnet.withAddress(Addresses.ofNumber(last, subnet.bits() / 8));
  }

  /** The first and last address that it gives, as host-local prints them. */
  String range() {
    int bytes = subnet.bits() / 8;
    return Addresses.format(Addresses.ofNumber(gateway, bytes))
        + "-"
        + Addresses.format(Addresses.ofNumber(end, bytes));
  }
}
