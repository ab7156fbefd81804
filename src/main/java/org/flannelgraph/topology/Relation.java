package org.flannelgraph.topology;

/** How one link belongs to another. */
public record Relation(Kind kind, LinkId from, LinkId to) {
  /** Ways to belong. */
  public enum Kind {
    /** Two ends of a veth pair; told once, from the lesser one. */
    PEER,
    /** From a port to its bridge. */
    PORT,
    /** From a tunnel or macvlan to the device below it. */
    LOWER,
    /** From a tunnel to a far end that its FDB names. */
    TUNNEL
  }
}
