package org.flannelgraph.address;

import java.net.InetAddress;

/** A prefix. */
public record Cidr(InetAddress address, int prefixLength) {
  @Override
  public String toString() {
    return IpText.of(address) + "/" + prefixLength;
  }
}
