package org.flannelgraph.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flannelgraph.capture.CapturedFrame;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The captures that src/test/resources/journey/record.py made of real kernel objects, joined from
 * frames alone. NAME.txt beside each says what it has: how many journeys of each path. Whoever
 * changes one of these texts has to find out first which is right, the old or the new.
 */
class RecordedJourneysTest {
  private static final List<String> CAPTURES =
      List.of(
          "service",
          "service-promiscuous",
          "hairpin",
          "hairpin-promiscuous",
          "masquerade",
          "masquerade-promiscuous",
          "from-nodes",
          "from-nodes-promiscuous",
          "itself",
          "fragments",
          "fragments-promiscuous",
          "refused",
          "duplicates",
          "floods",
          "floods-promiscuous",
          "dual-stack",
          "host-gateway",
          "segments",
          "too-big",
          "busy-promiscuous");

  @TestFactory
  Stream<DynamicTest> everyPathIsFound() {
    return CAPTURES.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> assertThat(text(Captures.recorded(name))).isEqualTo(expected(name))));
  }

  @TestFactory
  Stream<DynamicTest> everyFrameIsInExactlyOneJourney() {
    return CAPTURES.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      List<CapturedFrame> frames = Captures.recorded(name);
                      List<CapturedFrame> hops =
                          Journeys.join(frames).stream()
                              .flatMap(journey -> journey.hops().stream())
                              .map(Hop::frame)
                              .toList();
                      assertThat(hops).containsExactlyInAnyOrderElementsOf(frames);
                    }));
  }

  /** All but one: in "floods" only equal stamps tell the switch's port from its bridge. */
  @TestFactory
  Stream<DynamicTest> framesOfEqualTimeMayComeInAnyOrder() {
    return CAPTURES.stream()
        .filter(name -> !name.equals("floods"))
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      for (int seed = 0; seed < 5; seed++) {
                        List<CapturedFrame> frames = Captures.recorded(name);
                        Collections.shuffle(frames, new Random(seed));
                        frames.sort((one, other) -> Long.compare(one.time(), other.time()));
                        List<CapturedFrame> numbered = new ArrayList<>();
                        for (CapturedFrame frame : frames) {
                          numbered.add(Captures.with(frame, numbered.size() + 1, frame.time()));
                        }
                        assertThat(text(numbered)).as("seed %d", seed).isEqualTo(expected(name));
                      }
                    }));
  }

  /** How many journeys there are of each path; neighbour discovery's and such left out. */
  static String text(List<CapturedFrame> frames) {
    List<Journey> journeys = Journeys.join(frames);
    Map<String, Integer> paths = new TreeMap<>();
    for (Journey journey : journeys) {
      String cause = journey.causedBy() == null ? "" : ", caused by another";
      String title = "%s %s%s\n".formatted(journey.protocol(), journey.outcome().label(), cause);
      paths.merge(title + Captures.path(journey), 1, Integer::sum);
    }
    return paths.entrySet().stream()
        .map(path -> path.getValue() + " x " + path.getKey())
        .collect(Collectors.joining("\n"));
  }

  private static String expected(String name) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(
            RecordedJourneysTest.class.getResourceAsStream("/journey/" + name + ".txt"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
