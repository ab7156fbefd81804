package org.flannelgraph.journey;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a packet, or whom it is for.
 *
 * @param address an IP address as {@code ip} prints it; a MAC address if the packet is not IP
 * @param port of TCP and UDP, else null
 * @param pod the pod that has the address; null if none is known to
 */
public record Endpoint(String address, @Nullable Integer port, @Nullable String pod) {
  @Override
  public String toString() {
    String host = pod == null ? address : pod + " (" + address + ")";
    return port == null ? host : host + " port " + port;
  }
}
