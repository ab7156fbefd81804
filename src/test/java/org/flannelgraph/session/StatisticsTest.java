package org.flannelgraph.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.route.Link.Counter;
import org.flannelgraph.linux.route.LinkStatistics;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What links have counted, as the session tells it. */
@Tag("kernel")
@Tag("root")
@ExtendWith({WarmUp.class, NothingLeaked.class})
class StatisticsTest {
  @Test
  void everyLinkTellsWhatItHasCounted() {
    try (Lab lab = new Lab(Clusters.twoNodes())) {
      Topology topology = lab.session().snapshot().topology();
      Map<LinkId, LinkStatistics> before = lab.session().statistics();
      assertThat(before.keySet())
          .hasSize(topology.namespaces().values().stream().mapToInt(it -> it.links().size()).sum())
          .allMatch(id -> topology.link(id).isPresent());
      lab.output("node1", "ping -c 5 -i 0.01 -s 1000 192.168.0.12");
      LinkId uplink = topology.link("node1", "eth0").orElseThrow();
      LinkStatistics then = told(before, uplink);
      LinkStatistics now = told(lab.session().statistics(), uplink);
      assertThat(now.count(Counter.TX_PACKETS) - then.count(Counter.TX_PACKETS))
          .isGreaterThanOrEqualTo(5);
      assertThat(now.count(Counter.RX_BYTES) - then.count(Counter.RX_BYTES))
          .isGreaterThanOrEqualTo(5 * 1028);
      String said = lab.output("node1", "cat /sys/class/net/eth0/statistics/rx_packets").strip();
      assertThat(told(lab.session().statistics(), uplink).count(Counter.RX_PACKETS))
          .isGreaterThanOrEqualTo(Long.parseLong(said));
    }
  }

  private static LinkStatistics told(Map<LinkId, LinkStatistics> all, LinkId link) {
    return Objects.requireNonNull(all.get(link));
  }
}
