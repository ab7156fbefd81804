package org.flannelgraph.packet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which protocol a UDP port means. Immutable. */
public final class Ports {
  private static final int PORTS = 1 << 16;

  /**
   * Linux's, the IANA's and Weave's VXLAN; GENEVE; WireGuard's own and Flannel's for IPv6; DNS and
   * multicast DNS; DHCP.
   */
  public static final Ports DEFAULT =
      new Ports(new @Nullable Protocol[PORTS])
          .with(Protocol.VXLAN, 8472, 4789, 6784)
          .with(Protocol.GENEVE, 6081)
          .with(Protocol.WIREGUARD, 51820, 51821)
          .with(Protocol.DNS, 53, 5353)
          .with(Protocol.DHCP, 67, 68);

  private final @Nullable Protocol[] protocols;

  private Ports(@Nullable Protocol[] protocols) {
    this.protocols = protocols;
  }

  /**
   * These and some more.
   *
   * @throws IllegalArgumentException if a port is not within 0 to 65535
   */
  public Ports with(Protocol protocol, int... ports) {
    @Nullable Protocol[] more = Arrays.copyOf(protocols, PORTS);
    for (int port : ports) {
      if (port < 0 || port >= PORTS) {
        throw new IllegalArgumentException("port " + port + " is not within 0 to 65535");
      }
      more[port] = protocol;
    }
    return new Ports(more);
  }

  /** What a datagram between two ports carries, if a port tells. */
  @Nullable Protocol protocol(int source, int destination) {
    Protocol meant = protocols[destination];
    if (meant != null) {
      return meant;
    }
    meant = protocols[source];
    // A tunnel's source port is a hash of what is inside: it may be any.
    return meant == null || meant.isTunnel() ? null : meant;
  }
}
