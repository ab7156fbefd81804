package org.flannelgraph.ui.model;

import java.util.Map;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.topology.LinkId;

/**
 * What the kernel has counted at links at one time.
 *
 * @param time in nanoseconds of a clock that only goes forward
 * @param links with their counters
 */
public record LinkCounters(long time, Map<LinkId, Link> links) {
  public LinkCounters {
    links = Map.copyOf(links);
  }
}
