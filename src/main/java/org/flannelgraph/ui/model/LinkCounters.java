package org.flannelgraph.ui.model;

import java.util.Map;
import org.flannelgraph.linux.route.LinkStatistics;
import org.flannelgraph.topology.LinkId;

/**
 * What the kernel has counted at links at one time.
 *
 * @param time in nanoseconds of a clock that only goes forward
 * @param links what each of them has counted
 */
public record LinkCounters(long time, Map<LinkId, LinkStatistics> links) {
  public LinkCounters {
    links = Map.copyOf(links);
  }
}
