package org.flannelgraph.journey;

import org.jspecify.annotations.Nullable;

/**
 * What proves that a hop was decided as it was.
 *
 * @param kind what sort of entry it is
 * @param namespace where it stands
 * @param text the entry, in the words of the command
 * @param command the shell command that shows it; null if no command does, as for frames
 */
public record Evidence(Kind kind, String namespace, String text, @Nullable String command) {
  /** What sort of entry decided. */
  public enum Kind {
    /** A route. */
    ROUTE("route"),
    /** A policy routing rule. */
    RULE("rule"),
    /** A neighbour (ARP, ND) entry. */
    NEIGHBOUR("neighbour"),
    /** A bridge's forwarding entry. */
    BRIDGE_FDB("bridge-fdb"),
    /** A VXLAN device's forwarding entry. */
    TUNNEL_FDB("tunnel-fdb"),
    /** A veth's other end. */
    VETH_PEER("veth-peer"),
    /** One of the namespace's own addresses. */
    LOCAL("local"),
    /** A connection tracking entry. */
    CONNTRACK("conntrack"),
    /** An nftables rule. */
    NFT("nft"),
    /** A kernel setting, or a counter of the kernel's. */
    SYSCTL("sysctl"),
    /** Proved by frames alone. */
    FRAME("frame");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As the JSON has it. */
    public String label() {
      return label;
    }
  }
}
