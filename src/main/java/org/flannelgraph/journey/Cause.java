package org.flannelgraph.journey;

import java.util.List;
import java.util.Locale;

/**
 * Why a packet was lost.
 *
 * @param id which of the known causes
 * @param namespace where it was lost
 * @param device the interface at which it was lost
 * @param text the cause in a sentence
 * @param evidence what proves it
 */
public record Cause(Id id, String namespace, String device, String text, List<Evidence> evidence) {
  public Cause {
    evidence = List.copyOf(evidence);
  }

  /** The causes that can be told apart. */
  public enum Id {
    /** No route to the destination, or one that says no. */
    NO_ROUTE,
    /** The next hop's MAC address is not known. */
    NO_NEIGHBOUR,
    /** A bridge or tunnel knows no way to the MAC address. */
    NO_FDB_ENTRY,
    /** The interface, or its other end, is down. */
    LINK_DOWN,
    /** Longer than the link takes. */
    TOO_BIG,
    /** It has passed as many routers as it was allowed to. */
    TTL_EXCEEDED,
    /** A rule of nftables dropped or rejected it. */
    RULE,
    /** The way back to its source leads elsewhere (rp_filter). */
    REVERSE_PATH,
    /** The namespace does not route. */
    FORWARDING_OFF,
    /** No tunnel device has its VXLAN network identifier. */
    WRONG_VNI,
    /** Nobody listens on the tunnel's UDP port. */
    NO_TUNNEL_SOCKET,
    /** Its destination MAC address is not the interface's. */
    NOT_MY_MAC,
    /** A checksum is wrong. */
    BAD_CHECKSUM,
    /** It could not be found out. */
    UNKNOWN;

    /** As the JSON has it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
