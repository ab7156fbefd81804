package org.flannelgraph.address;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * An address with a prefix length, IPv4 or IPv6: a network when the host bits are zero ({@code
 * 10.244.1.0/24}), an interface's address when not ({@code 10.244.1.2/24}).
 *
 * @param address any address
 * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(InetAddress address, int prefixLength) {
  public Cidr {
    int bits = address.getAddress().length * 8;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "prefix length " + prefixLength + " is not within 0 to " + bits);
    }
  }

  /**
   * Reads {@code ADDRESS/LENGTH}; host bits are kept.
   *
   * @throws IllegalArgumentException in words for the user, if it is not that
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' has no prefix length");
    }
    InetAddress address;
    try {
      address = Addresses.parse(text.substring(0, slash));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is not a CIDR", e);
    }
    String length = text.substring(slash + 1);
    int bits = address.getAddress().length * 8;
    if (!length.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(length) > bits) {
      throw new IllegalArgumentException("'" + text + "' has a prefix length outside 0 to " + bits);
    }
    return new Cidr(address, Integer.parseInt(length));
  }

  /** Whether it is of the IPv6 family. */
  public boolean isIpv6() {
    return Addresses.isIpv6(address);
  }

  /** How many bits an address of this family has: 32 or 128. */
  public int bits() {
    return address.getAddress().length * 8;
  }

  /** How many addresses the network has, the network's own and the broadcast address included. */
  public BigInteger size() {
    return BigInteger.ONE.shiftLeft(bits() - prefixLength);
  }

  /** The network: the same with all host bits zero. */
  public Cidr masked() {
    return new Cidr(Addresses.ofNumber(first(), bits() / 8), prefixLength);
  }

  /** Whether a bit right of the prefix is set. */
  public boolean hasHostBits() {
    return !first().equals(Addresses.number(address));
  }

  /** Whether the network holds the address; never if they are of different families. */
  public boolean contains(InetAddress other) {
    return isIpv6() == Addresses.isIpv6(other)
        && new Cidr(other, prefixLength).first().equals(first());
  }

  /** Whether the network holds the whole other network. */
  public boolean contains(Cidr other) {
    return other.prefixLength >= prefixLength && contains(other.address);
  }

  /** Whether the two networks share an address. */
  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  /**
   * The n-th address of the network, counted from 0, the network's own.
   *
   * @throws IllegalArgumentException if the network is smaller
   */
  public InetAddress host(long n) {
    BigInteger offset = BigInteger.valueOf(n);
    if (n < 0 || offset.compareTo(size()) >= 0) {
      throw new IllegalArgumentException(this + " has no address number " + n);
    }
    return Addresses.ofNumber(first().add(offset), bits() / 8);
  }

  /** The network's last address: for IPv4 the broadcast address. */
  public InetAddress last() {
    return Addresses.ofNumber(first().add(size()).subtract(BigInteger.ONE), bits() / 8);
  }

  /**
   * The n-th subnet of that prefix length, counted from 0.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Cidr subnet(int length, long n) {
    if (length < prefixLength || length > bits()) {
      throw new IllegalArgumentException(this + " has no subnets of length " + length);
    }
    BigInteger offset = BigInteger.valueOf(n).shiftLeft(bits() - length);
    if (n < 0 || offset.compareTo(size()) >= 0) {
      throw new IllegalArgumentException(this + " has no /" + length + " number " + n);
    }
    return new Cidr(Addresses.ofNumber(first().add(offset), bits() / 8), length);
  }

  /** Another address with this prefix length: how an interface in this network is addressed. */
  public Cidr withAddress(InetAddress other) {
    return new Cidr(other, prefixLength);
  }

  /** The network's own address as a number. */
  public BigInteger first() {
    int hostBits = bits() - prefixLength;
    return Addresses.number(address).shiftRight(hostBits).shiftLeft(hostBits);
  }

  @Override
  public String toString() {
    return Addresses.format(address) + "/" + prefixLength;
  }
}
