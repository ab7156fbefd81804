package org.flannelgraph.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flannelgraph.capture.CapturedFrame;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The golden captures of two real Flannel nodes, joined from frames alone. */
class GoldenJourneysTest {
  private static final String FORTH =
      """
      1 - pod1a/eth0 sent
      2 1 n1/veth0c2e879a crossed
      3 2 n1/cni0 bridged
      4 3 n1/flannel.1 routed
      5 4 n1/eth0 encapsulated
      6 5 sw/p1 crossed
      7 6 sw/p2 bridged
      8 7 n2/eth0 crossed
      9 8 n2/flannel.1 decapsulated
      10 9 n2/cni0 routed
      11 10 n2/veth0aca697c bridged
      12 11 pod2a/eth0 delivered
      13 6 sw/br0 bridged
      """;
  private static final String BACK =
      """
      1 - pod2a/eth0 sent
      2 1 n2/veth0aca697c crossed
      3 2 n2/cni0 bridged
      4 3 n2/flannel.1 routed
      5 4 n2/eth0 encapsulated
      6 5 sw/p2 crossed
      7 6 sw/p1 bridged
      8 7 n1/eth0 crossed
      9 8 n1/flannel.1 decapsulated
      10 9 n1/cni0 routed
      11 10 n1/veth0c2e879a bridged
      12 11 pod1a/eth0 delivered
      13 6 sw/br0 bridged
      """;
  private static final String UNDERLAY_FORTH =
      "1 - n1/eth0 sent\n2 1 sw/p1 crossed\n3 2 sw/p2 bridged\n4 3 n2/eth0 delivered\n"
          + "5 2 sw/br0 bridged\n";
  private static final String UNDERLAY_BACK =
      "1 - n2/eth0 sent\n2 1 sw/p2 crossed\n3 2 sw/p1 bridged\n4 3 n1/eth0 delivered\n"
          + "5 2 sw/br0 bridged\n";
  private static final String TO_CNI0_1 =
      "1 - pod1a/eth0 sent\n2 1 n1/veth0c2e879a crossed\n3 2 n1/cni0 delivered\n";
  private static final String FROM_CNI0_1 =
      "1 - n1/cni0 sent\n2 1 n1/veth0c2e879a bridged\n3 2 pod1a/eth0 delivered\n";
  private static final String TO_CNI0_2 =
      "1 - pod2a/eth0 sent\n2 1 n2/veth0aca697c crossed\n3 2 n2/cni0 delivered\n";
  private static final String FROM_CNI0_2 =
      "1 - n2/cni0 sent\n2 1 n2/veth0aca697c bridged\n3 2 pod2a/eth0 delivered\n";
  private static final String TO_SWITCH_1 =
      "1 - n1/eth0 sent\n2 1 sw/p1 crossed\n3 2 sw/br0 delivered\n";
  private static final String FROM_SWITCH_1 =
      "1 - sw/br0 sent\n2 1 sw/p1 bridged\n3 2 n1/eth0 delivered\n";
  private static final String TO_SWITCH_2 =
      "1 - n2/eth0 sent\n2 1 sw/p2 crossed\n3 2 sw/br0 delivered\n";
  private static final String FROM_SWITCH_2 =
      "1 - sw/br0 sent\n2 1 sw/p2 bridged\n3 2 n2/eth0 delivered\n";
  private static final String SAME_NODE =
      "1 - pod1a/eth0 sent\n2 1 n1/veth0c2e879a crossed\n3 2 n1/veth4f00af2a bridged\n"
          + "4 3 pod1b/eth0 delivered\n5 2 n1/cni0 bridged\n";
  private static final String SAME_NODE_BACK =
      "1 - pod1b/eth0 sent\n2 1 n1/veth4f00af2a crossed\n3 2 n1/veth0c2e879a bridged\n"
          + "4 3 pod1a/eth0 delivered\n5 2 n1/cni0 bridged\n";
  private static final String FLOOD_AND_BACK_TO_ITS_SENDER =
      """
      1 - pod1a/eth0 sent
      2 1 n1/veth0c2e879a crossed
      3 2 n1/veth4f00af2a flooded
      4 3 pod1b/eth0 delivered
      5 2 n1/veth0c2e879a flooded
      6 5 pod1a/eth0 delivered
      7 2 n1/cni0 delivered
      """;

  /** For each golden capture, how many journeys it has of each path. */
  private static final Map<String, Map<String, Integer>> EXPECTED =
      Map.of(
          "cross-node-http",
          Map.ofEntries(
              Map.entry(FORTH, 7),
              Map.entry(BACK, 5),
              Map.entry(UNDERLAY_FORTH, 2),
              Map.entry(UNDERLAY_BACK, 2),
              Map.entry(FROM_CNI0_1, 1),
              Map.entry(TO_CNI0_1, 1),
              Map.entry(TO_CNI0_2, 1),
              Map.entry(FROM_CNI0_2, 1),
              Map.entry(TO_SWITCH_1, 1),
              Map.entry(FROM_SWITCH_1, 1),
              Map.entry(TO_SWITCH_2, 1),
              Map.entry(FROM_SWITCH_2, 1)),
          "cross-node-ping",
          Map.of(FORTH, 3, BACK, 3, TO_SWITCH_2, 1, FROM_SWITCH_2, 1),
          "same-node-http",
          Map.of(
              SAME_NODE, 7,
              SAME_NODE_BACK, 6,
              FLOOD_AND_BACK_TO_ITS_SENDER, 1,
              FROM_CNI0_2, 1,
              TO_CNI0_2, 1,
              TO_SWITCH_1, 1,
              FROM_SWITCH_1, 1));

  private static Stream<DynamicTest> eachCapture(Check check) {
    return EXPECTED.keySet().stream()
        .sorted()
        .map(name -> DynamicTest.dynamicTest(name, () -> check.of(name)));
  }

  @FunctionalInterface
  private interface Check {
    void of(String capture) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> everyPathIsFound() {
    return eachCapture(
        name -> assertThat(paths(Journeys.join(Captures.golden(name)))).isEqualTo(sorted(name)));
  }

  @TestFactory
  Stream<DynamicTest> everyFrameIsInExactlyOneJourney() {
    return eachCapture(
        name -> {
          List<CapturedFrame> frames = Captures.golden(name);
          List<CapturedFrame> hops =
              Journeys.join(frames).stream()
                  .flatMap(journey -> journey.hops().stream())
                  .map(Hop::frame)
                  .toList();
          assertThat(hops).containsExactlyInAnyOrderElementsOf(frames);
        });
  }

  @TestFactory
  Stream<DynamicTest> framesOfEqualTimeMayComeInAnyOrder() {
    return eachCapture(
        name -> {
          for (int seed = 0; seed < 50; seed++) {
            List<CapturedFrame> frames = shuffledWithinEqualTimes(name, new Random(seed));
            assertThat(paths(Journeys.join(frames))).as("seed %d", seed).isEqualTo(sorted(name));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> timesMayBeReversed() {
    return eachCapture(
        name -> {
          for (int seed = 0; seed < 50; seed++) {
            List<CapturedFrame> frames = jittered(name, new Random(seed), 500);
            assertThat(paths(Journeys.join(frames))).as("seed %d", seed).isEqualTo(sorted(name));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> namesOfInterfacesMeanNothing() {
    return eachCapture(
        name -> {
          List<CapturedFrame> frames = Captures.golden(name);
          Captures.Renaming renaming = new Captures.Renaming();
          List<Journey> journeys = Journeys.join(renaming.rename(frames));
          assertThat(paths(journeys, place -> renaming.original(place).toString()))
              .isEqualTo(sorted(name));
        });
  }

  @Test
  void aHopTellsWhatChanged() throws Exception {
    Journey syn = Captures.withFrame(Journeys.join(Captures.golden("cross-node-http")), 33);
    assertThat(syn.summary()).isEqualTo("SYN");
    assertThat(syn.protocol()).isEqualTo("tcp");
    assertThat(syn.outcome()).isEqualTo(Outcome.DELIVERED);
    assertThat(syn.source()).isEqualTo(new Endpoint("10.244.7.2", 49276, null));
    assertThat(syn.destination()).isEqualTo(new Endpoint("10.244.70.2", 8080, null));
    assertThat(syn.hops().stream().map(hop -> hop.frame().ordinal()))
        .containsExactly(33L, 34L, 35L, 36L, 37L, 38L, 39L, 41L, 42L, 43L, 44L, 45L, 40L);
    assertThat(syn.hop(4).changes())
        .containsExactly(
            new Change("ethernet", "destination", "f2:a8:ec:fe:db:fd", "ce:a0:a5:46:d5:13"),
            new Change("ethernet", "source", "26:45:a6:9e:de:75", "0a:c2:45:12:84:07"),
            new Change("ipv4", "ttl", "64", "63"));
    assertThat(syn.hop(5).changes())
        .containsExactly(
            new Change("ethernet", Change.HEADER, null, "14 bytes"),
            new Change("ipv4", Change.HEADER, null, "20 bytes"),
            new Change("udp", Change.HEADER, null, "8 bytes"),
            new Change("vxlan", Change.HEADER, null, "8 bytes"));
    assertThat(syn.hop(9).changes()).hasSize(4).allMatch(change -> change.now() == null);
    assertThat(syn.hop(10).changes())
        .containsExactly(
            new Change("ethernet", "destination", "ce:a0:a5:46:d5:13", "ca:c8:cf:11:bf:73"),
            new Change("ethernet", "source", "0a:c2:45:12:84:07", "a6:54:88:c7:c9:68"),
            new Change("ipv4", "ttl", "63", "62"));
    for (int unchanged : new int[] {1, 2, 3, 6, 7, 8, 11, 12, 13}) {
      assertThat(syn.hop(unchanged).changes()).as("hop %d", unchanged).isEmpty();
    }
  }

  private static Map<String, Integer> sorted(String name) {
    return new TreeMap<>(EXPECTED.get(name));
  }

  private static Map<String, Integer> paths(List<Journey> journeys) {
    return paths(journeys, Place::toString);
  }

  private static Map<String, Integer> paths(List<Journey> journeys, Function<Place, String> name) {
    Map<String, Integer> paths = new TreeMap<>();
    journeys.forEach(journey -> paths.merge(Captures.path(journey, name), 1, Integer::sum));
    return paths;
  }

  private static List<CapturedFrame> shuffledWithinEqualTimes(String name, Random random)
      throws Exception {
    Map<Long, List<CapturedFrame>> byTime =
        Captures.golden(name).stream()
            .collect(Collectors.groupingBy(CapturedFrame::time, TreeMap::new, Collectors.toList()));
    List<CapturedFrame> shuffled = new ArrayList<>();
    for (List<CapturedFrame> equal : byTime.values()) {
      Collections.shuffle(equal, random);
      equal.forEach(frame -> shuffled.add(Captures.with(frame, shuffled.size() + 1, frame.time())));
    }
    return shuffled;
  }

  private static List<CapturedFrame> jittered(String name, Random random, int nanoseconds)
      throws Exception {
    return Captures.golden(name).stream()
        .map(
            frame ->
                Captures.with(
                    frame,
                    frame.ordinal(),
                    frame.time() + random.nextInt(2 * nanoseconds + 1) - nanoseconds))
        .toList();
  }
}
