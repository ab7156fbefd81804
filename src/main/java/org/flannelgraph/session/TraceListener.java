package org.flannelgraph.session;

import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Request;

/**
 * Hears how a trace goes while it runs: each request when its result is known, then its packets as
 * each is complete. One call at a time, by one thread or another; while it runs, frames wait.
 */
public interface TraceListener {
  /** What came of a request. */
  void answered(Request request);

  /**
   * A packet is at its end: its journey has settled, and the kernel was asked for its reasons. They
   * come in the order in which the packets were first seen.
   *
   * @param underWay how many packets besides were seen by now and are not told of yet
   */
  void passed(Journey journey, long underWay);
}
