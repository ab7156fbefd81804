package org.flannelgraph.scene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.session.CaptureReading;
import org.flannelgraph.topology.Snapshot;

/** Journeys that were captured, and the network they were captured in. */
final class Recorded {
  private Recorded() {}

  /**
   * Of {@code trace labs/two-nodes --from red --to green --http 8080 --write FILE}; what the tables
   * say is told by the snapshot.
   */
  static List<Journey> http() {
    return journeys("/scene/two-nodes-http.pcapng.gz", Optional.of(twoNodes()));
  }

  static Snapshot twoNodes() {
    return with("/scene/two-nodes.json.gz", Snapshot::read);
  }

  static Layout layout() {
    Snapshot snapshot = twoNodes();
    return Layout.of(snapshot.topology(), places(snapshot), 1.6);
  }

  static Places places(Snapshot snapshot) {
    return Places.inferred(snapshot.topology(), snapshot.pods());
  }

  /** Of a golden capture or one that was recorded, from the frames alone. */
  static List<Journey> journeys(String resource) {
    return journeys(resource, Optional.empty());
  }

  private static List<Journey> journeys(String resource, Optional<Snapshot> snapshot) {
    return with(
        resource,
        file -> CaptureReading.read(List.of(file), Ports.DEFAULT, snapshot, said -> {}).journeys());
  }

  private interface Reader<T> {
    T read(Path file) throws IOException;
  }

  private static <T> T with(String resource, Reader<T> reader) {
    try (InputStream stream =
        Objects.requireNonNull(Recorded.class.getResourceAsStream(resource), resource)) {
      Path file = Files.createTempFile("recorded", ".json");
      try {
        InputStream plain = resource.endsWith(".gz") ? new GZIPInputStream(stream) : stream;
        Files.write(file, plain.readAllBytes());
        return reader.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
