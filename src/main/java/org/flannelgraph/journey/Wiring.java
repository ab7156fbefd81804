package org.flannelgraph.journey;

/**
 * How interfaces are connected, as far as it is known: from the kernel, or learned from frames.
 * Places and namespaces are numbers of {@link Places}.
 */
interface Wiring {
  /** What stands for 'not known' or 'none'. */
  int NONE = -1;

  /** The interface at the other end of this one's wire, or {@link #NONE}. */
  int peer(int place);

  /** Whether the interface stands over others of its namespace, as a bridge over its ports. */
  boolean isUpper(int place);

  /** The namespace that has an interface with that MAC address, or {@link #NONE}. */
  int owner(long mac);
}
