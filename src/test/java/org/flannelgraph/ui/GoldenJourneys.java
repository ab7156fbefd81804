package org.flannelgraph.ui;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.session.CaptureReading;

/** Journeys of real packets, read from captures as the window reads them. */
public final class GoldenJourneys {
  private GoldenJourneys() {}

  /** Those of one capture among the tests' resources, as {@code /golden/cross-node-ping}. */
  public static List<Journey> of(String resource) {
    try {
      Path file = Files.createTempFile("capture", ".pcapng");
      try (InputStream bytes = open(resource)) {
        Files.write(file, bytes.readAllBytes());
        return CaptureReading.read(List.of(file), Ports.DEFAULT, Optional.empty(), notice -> {})
            .journeys();
      } finally {
        Files.delete(file);
      }
    } catch (IOException broken) {
      throw new AssertionError(resource, broken);
    }
  }

  /** The journey of that protocol with the most hops. */
  public static Journey longest(String resource, String protocol) {
    return of(resource).stream()
        .filter(journey -> journey.protocol().equals(protocol))
        .max(Comparator.comparingInt(journey -> journey.hops().size()))
        .orElseThrow();
  }

  private static InputStream open(String resource) throws IOException {
    InputStream plain = GoldenJourneys.class.getResourceAsStream(resource + ".pcapng");
    return plain != null
        ? plain
        : new GZIPInputStream(
            Objects.requireNonNull(
                GoldenJourneys.class.getResourceAsStream(resource + ".pcapng.gz"), resource));
  }
}
