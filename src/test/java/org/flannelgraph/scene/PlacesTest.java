package org.flannelgraph.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.flannelgraph.cluster.ClusterFile;
import org.flannelgraph.topology.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PlacesTest {
  @ParameterizedTest
  @FieldSource("org.flannelgraph.scene.Networks#LABS")
  void theWiringTellsWhatTheLabSays(String lab) {
    Snapshot snapshot = Networks.lab(lab);
    Places said = Places.of(ClusterFile.read(Path.of("labs", lab, "cluster.yaml")).cluster());

    assertThat(kinds(Places.inferred(snapshot.topology(), snapshot.pods()))).isEqualTo(kinds(said));
    assertThat(kinds(Places.inferred(snapshot.topology(), Set.of()))).isEqualTo(kinds(said));
  }

  private static Map<String, String> kinds(Places places) {
    Map<String, String> kinds = new TreeMap<>();
    places
        .places()
        .forEach(
            (name, place) ->
                kinds.put(
                    name,
                    place instanceof Places.Place.Pod pod
                        ? "pod on " + pod.node()
                        : place.getClass().getSimpleName()));
    return kinds;
  }

  @Test
  void podsAreInTheOrderOfTheirAddresses() {
    Places places = Networks.real("two-nodes").places();

    assertThat(places.places().keySet())
        .containsSubsequence("red", "blue", "amber", "green", "violet", "teal");
  }

  @Test
  void numbersInNamesCount() {
    assertThat(Places.compareNaturally("node2", "node10")).isNegative();
    assertThat(Places.compareNaturally("node10", "node2")).isPositive();
    assertThat(Places.compareNaturally("pod1-10", "pod1-9")).isPositive();
    assertThat(Places.compareNaturally("a", "a1")).isNegative();
    assertThat(Places.compareNaturally("a01", "a1")).isNotZero();
    assertThat(Places.compareNaturally("a", "a")).isZero();
  }
}
