package org.flannelgraph.capture;

/** Which way a frame passed an interface, seen from the namespace that the interface is in. */
public enum Direction {
  /** It came in: received by the interface. */
  IN,
  /** It went out: sent by the interface. */
  OUT
}
