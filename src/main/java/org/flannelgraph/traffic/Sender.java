package org.flannelgraph.traffic;

/** Sends probes of one kind. */
interface Sender {
  /** Sends one, and waits for its outcome as long as the attempt lasts. */
  ProbeResult send(Attempt attempt);
}
