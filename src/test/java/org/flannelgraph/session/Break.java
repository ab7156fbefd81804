package org.flannelgraph.session;

import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.traffic.Probe;

/**
 * A way to break a lab so that a packet of red's to green is lost, and what is to be found then.
 *
 * @param breaking commands, to be run by sh
 * @param mending commands that undo it
 * @param probe what red sends
 * @param place where the packet is lost; "veth" for a node's end of a pod's
 * @param kind of the evidence that proves it
 * @param evidence a part of its text
 */
record Break(
    Cause.Id cause,
    String breaking,
    String mending,
    Probe probe,
    String place,
    Evidence.Kind kind,
    String evidence) {
  /** Longer than the smallest MTU of IPv6, by more than the headers that a veth grants. */
  private static final Probe PING = new Probe.Icmp(1300, false);

  /** One that a ping is lost by. */
  static Break of(
      Cause.Id cause,
      String breaking,
      String mending,
      String place,
      Evidence.Kind kind,
      String evidence) {
    return new Break(cause, breaking, mending, PING, place, kind, evidence);
  }

  /** The same for another packet. */
  Break of(Probe other) {
    return new Break(cause, breaking, mending, other, place, kind, evidence);
  }

  @Override
  public String toString() {
    return cause.label() + " by " + breaking.lines().findFirst().orElse("");
  }
}
