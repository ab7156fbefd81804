package org.flannelgraph.journey;

import java.util.Locale;

/** What was done to bring a packet to where a hop saw it. */
public enum Action {
  /** The first sighting: its sender handed it to this interface. */
  SENT,
  /** It came from a veth's other end, or over a wire. */
  CROSSED,
  /** A bridge passed it on to this port, or up to the bridge device itself. */
  BRIDGED,
  /** A bridge passed it on to this port and to others, or would have if there were others. */
  FLOODED,
  /** An IP stack forwarded it. */
  ROUTED,
  /** It was put into a tunnel's packet. */
  ENCAPSULATED,
  /** It was taken out of a tunnel's packet. */
  DECAPSULATED,
  /** NAT wrote another address or port into it. */
  TRANSLATED,
  /** It is one of the fragments that IP cut a packet into. */
  FRAGMENTED,
  /** It is the packet that IP made of fragments. */
  REASSEMBLED,
  /** It is one of the segments that a super-packet was cut into (GSO, TSO). */
  SEGMENTED,
  /** It is the super-packet that was made of segments (GRO). */
  MERGED,
  /** It was taken up here. */
  DELIVERED;

  /** As the JSON has it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
