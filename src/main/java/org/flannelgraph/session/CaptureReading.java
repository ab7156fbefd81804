package org.flannelgraph.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.flannelgraph.capture.CaptureFiles;
import org.flannelgraph.capture.CaptureStatistics;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.capture.ClockOffset;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.journey.Journeys;
import org.flannelgraph.journey.Place;
import org.flannelgraph.journey.path.Explainer;
import org.flannelgraph.journey.path.TopologyOracle;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.topology.Snapshot;
import org.flannelgraph.topology.Topology;

/** Reads captures that were taken elsewhere. */
public final class CaptureReading {
  private CaptureReading() {}

  /**
   * Joins the frames of some files into journeys.
   *
   * @param snapshot of the network they were taken in; empty if there is none
   * @param notice hears, a sentence at a time, what the user should know of the files
   * @throws org.flannelgraph.capture.InvalidCaptureException if one is no capture
   */
  public static JourneyReport read(
      List<Path> files, Ports ports, Optional<Snapshot> snapshot, Consumer<String> notice)
      throws IOException {
    List<CapturedFrame> frames = new ArrayList<>();
    Set<Place> captured = new HashSet<>();
    long dropped;
    try (CaptureFiles capture = CaptureFiles.open(files)) {
      while (capture.next()) {
        frames.add(capture.frame().copy());
      }
      if (files.size() > 1) {
        capture.clocks().stream().map(ClockOffset::text).forEach(notice);
      }
      capture.cuts().forEach(notice);
      capture.interfaces().forEach(it -> captured.add(new Place(it.namespace(), it.device())));
      dropped = capture.statistics().stream().mapToLong(CaptureStatistics::dropped).sum();
    }
    Topology topology = snapshot.map(Snapshot::topology).orElse(Topology.EMPTY);
    List<Journey> journeys = Journeys.join(frames, ports, topology);
    if (snapshot.isPresent()) {
      Explainer explainer =
          new Explainer(new TopologyOracle(topology), ports, captured::contains);
      PodNames names = new PodNames(snapshot.get());
      journeys =
          journeys.stream()
              .map(names::name)
              .map(it -> explainer.explain(it).withExpected(explainer.expected(it)))
              .toList();
    }
    return new JourneyReport(
        frames.size(), Journeys.malformed(frames, ports), dropped, List.of(), journeys);
  }
}
