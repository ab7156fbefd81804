package org.flannelgraph.journey;

import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Icmpv6;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.packet.Protocol;

/**
 * The background noise of every link: ARP, neighbour and router discovery, and reports of multicast
 * listeners (IGMP, MLD). For one thread.
 */
public final class Noise {
  private static final int MLD_FIRST = 130;
  private static final int MLD_LAST = 132;
  private static final int MLD_REPORT = 143;

  private final Dissection dissection;

  /**
   * @param ports which protocols the UDP ports of the journeys mean
   */
  public Noise(Ports ports) {
    dissection = new Dissection(ports);
  }

  /** Whether a journey is of it. */
  public boolean is(Journey journey) {
    journey.first().frame().dissect(dissection);
    int icmpv6 = dissection.findLast(Protocol.ICMPV6);
    if (icmpv6 < 0) {
      return journey.protocol().equals(Protocol.ARP.label())
          || journey.protocol().equals(Protocol.IGMP.label());
    }
    int type = Icmpv6.type(dissection.bytes(), dissection.index(icmpv6));
    return type >= MLD_FIRST && type <= MLD_LAST
        || type == MLD_REPORT
        || type >= Icmpv6.ROUTER_SOLICITATION && type <= Icmpv6.REDIRECT;
  }
}
