package org.flannelgraph.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Destinations.Destination;
import org.junit.jupiter.api.Test;

/** Whom one can send to. */
class DestinationsTest {
  private static final Cluster CLUSTER =
      Clusters.fourPods(Clusters.dualStack(Clusters.empty("test")));
  private static final Destinations ALL = Destinations.of(CLUSTER);

  private static List<String> places(List<Destination> found) {
    return found.stream().map(Destination::place).toList();
  }

  @Test
  void everyPodAndNodeIsThereAtEachOfItsAddresses() {
    for (Pod pod : CLUSTER.pods()) {
      assertThat(ALL.isPlace(pod.namespaceName())).isTrue();
      assertThat(ALL.address(pod.namespaceName())).contains(pod.address().address());
      assertThat(places(ALL.matching("", 99))).filteredOn(pod.namespaceName()::equals).hasSize(2);
      assertThat(places(ALL.sources("", 99))).containsOnlyOnce(pod.namespaceName());
    }
    assertThat(ALL.isPlace("nobody")).isFalse();
  }

  @Test
  void theSecondOfTwoAddressesCanBeMeant() {
    Pod pod = CLUSTER.pods().getFirst();
    assertThat(ALL.address6(pod.namespaceName()))
        .contains(Objects.requireNonNull(pod.address6()).address());
    Destinations single = Destinations.of(Clusters.fourPods(Clusters.empty("test")));
    assertThat(single.address6(pod.namespaceName())).isEmpty();
  }

  @Test
  void whatBeginsSoComesFirst() {
    assertThat(places(ALL.matching("GRE", 3))).first().isEqualTo("green");
    assertThat(places(ALL.sources("node1", 9))).startsWith("node1").contains("red", "blue");
    assertThat(places(ALL.matching("10.244.2.2", 9))).containsExactly("green");
    assertThat(ALL.matching("", 3)).hasSize(3);
    assertThat(ALL.matching("zebra", 3)).isEmpty();
  }

  @Test
  void anAddressMayBeWrittenOut() {
    assertThat(ALL.address(" 10.9.9.9 ")).contains(Addresses.parse("10.9.9.9"));
    assertThat(ALL.address("fd00::1")).contains(Addresses.parse("fd00::1"));
    assertThat(ALL.address("10.9.9")).isEmpty();
    assertThat(ALL.address("")).isEmpty();
  }
}
