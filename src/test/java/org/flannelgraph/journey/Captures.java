package org.flannelgraph.journey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flannelgraph.capture.CaptureFile;
import org.flannelgraph.capture.CaptureInterface;
import org.flannelgraph.capture.CapturedFrame;

/** Captures to try, and journeys as text to compare. */
final class Captures {
  private Captures() {}

  /** The frames of a golden capture. */
  static List<CapturedFrame> golden(String name) throws IOException {
    return read("/golden/" + name + ".pcapng", name);
  }

  /** The frames of a capture that record.py made. */
  static List<CapturedFrame> recorded(String name) throws IOException {
    return read("/journey/" + name + ".pcapng.gz", name);
  }

  private static List<CapturedFrame> read(String resource, String name) throws IOException {
    try (CaptureFile file =
        CaptureFile.open(
            Objects.requireNonNull(Captures.class.getResourceAsStream(resource)), name)) {
      List<CapturedFrame> frames = new ArrayList<>();
      while (file.next()) {
        frames.add(file.frame().copy());
      }
      return frames;
    }
  }

  /** The same frame with another ordinal and time. */
  static CapturedFrame with(CapturedFrame frame, long ordinal, long time) {
    return CapturedFrame.of(ordinal, frame.where(), time, frame.direction(), frame.bytes());
  }

  /** The journey that a frame is in. */
  static Journey withFrame(List<Journey> journeys, long ordinal) {
    return journeys.stream()
        .filter(j -> j.hops().stream().anyMatch(hop -> hop.frame().ordinal() == ordinal))
        .findFirst()
        .orElseThrow();
  }

  /**
   * A journey's tree: a line a hop, with its number, the number before, the place and the action.
   */
  static String path(Journey journey) {
    return path(journey, Place::toString);
  }

  static String path(Journey journey, Function<Place, String> name) {
    return journey.hops().stream()
        .map(
            hop ->
                "%d %s %s %s\n"
                    .formatted(
                        hop.index(),
                        hop.previous() == null ? "-" : hop.previous(),
                        name.apply(hop.place()),
                        hop.action().label()))
        .collect(Collectors.joining());
  }

  /** Other names for namespaces and interfaces. */
  static final class Renaming {
    private final Map<CaptureInterface, CaptureInterface> renamed = new HashMap<>();
    private final Map<Place, Place> originals = new HashMap<>();
    private final Map<String, String> namespaces = new HashMap<>();

    List<CapturedFrame> rename(List<CapturedFrame> frames) {
      return frames.stream()
          .map(
              frame ->
                  CapturedFrame.of(
                      frame.ordinal(),
                      renamed.computeIfAbsent(frame.where(), this::rename),
                      frame.time(),
                      frame.direction(),
                      frame.bytes()))
          .toList();
    }

    private CaptureInterface rename(CaptureInterface where) {
      String namespace =
          namespaces.computeIfAbsent(where.namespace(), any -> "ns" + (97 - namespaces.size()));
      String device = "if" + (977 - 31 * originals.size());
      originals.put(new Place(namespace, device), new Place(where.namespace(), where.device()));
      return CaptureInterface.ethernet(namespace, device, 0);
    }

    Place original(Place place) {
      return Objects.requireNonNull(originals.get(place));
    }
  }
}
