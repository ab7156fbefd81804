package org.flannelgraph.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.json;
import static org.flannelgraph.linux.Shell.sh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Clusters;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.operation.Kernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules in the kernel, held against those that flannel 0.28 writes, typed in by hand. */
@Tag("kernel")
@Tag("root")
@ExtendWith(NothingLeaked.class)
class FlannelRulesTest {
  private static final String FLANNEL =
      """
      table ip flannel-ipv4 {
        chain forward {
          type filter hook forward priority 0;
          ip saddr 10.244.0.0/16 accept
          ip daddr 10.244.0.0/16 accept
        }
        chain postrtg {
          type nat hook postrouting priority 100;
          meta mark 0x4000 return
          ip saddr 10.244.1.0/24 ip daddr 10.244.0.0/16 return
          ip saddr 10.244.0.0/16 ip daddr 10.244.1.0/24 return
          ip saddr != 10.244.1.0/24 ip daddr 10.244.0.0/16 return
          ip saddr 10.244.0.0/16 ip daddr != 224.0.0.0/4 masquerade fully-random
          ip saddr != 10.244.0.0/16 ip daddr 10.244.0.0/16 masquerade fully-random
        }
      }
      """;

  private static final String FLANNEL_V6 =
      """
      table ip6 flannel-ipv6 {
        chain forward {
          type filter hook forward priority 0;
          ip6 saddr fd00:10:244::/48 accept
          ip6 daddr fd00:10:244::/48 accept
        }
        chain postrtg {
          type nat hook postrouting priority 100;
          meta mark 0x4000 return
          ip6 saddr fd00:10:244:1::/64 ip6 daddr fd00:10:244::/48 return
          ip6 saddr fd00:10:244::/48 ip6 daddr fd00:10:244:1::/64 return
          ip6 saddr != fd00:10:244:1::/64 ip6 daddr fd00:10:244::/48 return
          ip6 saddr fd00:10:244::/48 ip6 daddr != ff00::/8 masquerade fully-random
          ip6 saddr != fd00:10:244::/48 ip6 daddr fd00:10:244::/48 masquerade fully-random
        }
      }
      """;

  @Test
  void ipv4AloneHasOneTable() {
    assertThat(built(Clusters.twoNodes())).isEqualTo(byHand(FLANNEL));
  }

  @Test
  void dualStackHasOneTableForEachFamily() {
    Cluster cluster = Clusters.fourPods(Clusters.dualStack(Clusters.empty("test")));
    assertThat(built(cluster)).isEqualTo(byHand(FLANNEL + FLANNEL_V6));
  }

  private static List<JsonNode> built(Cluster cluster) {
    try (Kernel kernel = new Kernel()) {
      kernel.run(Plan.of(cluster).operations(), operation -> {});
      return ruleset("node1");
    }
  }

  private static List<JsonNode> byHand(String rules) {
    sh("ip netns add byhand");
    try {
      sh("ip netns exec byhand nft -f - <<'END'\n" + rules + "\nEND\n");
      return ruleset("byhand");
    } finally {
      sh("ip netns del byhand");
    }
  }

  /** All objects without their handles: tables and chains by name, rules in their order. */
  private static List<JsonNode> ruleset(String namespace) {
    List<JsonNode> objects = new ArrayList<>();
    for (JsonNode object :
        json("ip netns exec " + namespace + " nft -j list ruleset").path("nftables")) {
      if (!object.has("metainfo")) {
        object.forEach(body -> ((ObjectNode) body).remove("handle"));
        objects.add(object);
      }
    }
    assertThat(objects).isNotEmpty();
    objects.sort(Comparator.comparing(FlannelRulesTest::chain));
    return objects;
  }

  private static String chain(JsonNode object) {
    JsonNode body = object.iterator().next();
    return body.path("family").asText()
        + body.path("table").asText()
        + (object.has("rule") ? body.path("chain").asText() : body.path("name").asText());
  }
}
