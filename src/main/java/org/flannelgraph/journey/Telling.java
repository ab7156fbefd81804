package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.List;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.packet.Summary;
import org.jspecify.annotations.Nullable;

/** Makes a journey of a tree of steps: reads from the frames what a reader wants to know. */
final class Telling {
  private final Reading reading;
  private final Dissection before;

  /** Tells with a reading, and room for the frame before. */
  Telling(Reading reading, Dissection before) {
    this.reading = reading;
    this.before = before;
  }

  /** The journey. */
  Journey tell(
      long id,
      Step root,
      Outcome outcome,
      @Nullable Cause cause,
      @Nullable Long causedBy,
      boolean settled) {
    List<Step> steps = root.inOrder();
    List<Hop> hops = new ArrayList<>(steps.size());
    for (Step step : steps) {
      step.index = hops.size() + 1;
      hops.add(hop(step));
    }
    reading.read(root.sighting.captured);
    return new Journey(
        id,
        protocol(),
        Summary.text(reading.dissection()),
        outcome,
        cause,
        Endpoints.source(reading),
        Endpoints.destination(reading),
        causedBy,
        null,
        List.of(),
        settled,
        hops);
  }

  private Hop hop(Step step) {
    Step parent = step.parent;
    Sighting sighting = step.sighting;
    if (parent == null) {
      return new Hop(
          step.index,
          null,
          sighting.captured,
          sighting.direction(),
          step.action,
          List.of(),
          List.of());
    }
    List<Change> changes = List.of();
    if (!parent.sighting.sameFrame(sighting)) {
      parent.sighting.captured.dissect(before);
      sighting.captured.dissect(reading.dissection());
      changes = Changes.between(before, reading.dissection());
    }
    return new Hop(
        step.index,
        parent.index,
        sighting.captured,
        sighting.direction(),
        step.action,
        changes,
        List.of(FrameEvidence.of(parent.sighting, sighting)));
  }

  /** What the innermost IP packet carries; if there is none, the innermost layer. */
  private String protocol() {
    Dissection d = reading.dissection();
    int ip = reading.isIp() ? d.innermostIp() : -1;
    if (ip < 0) {
      return d.layers() == 0 ? "unknown" : d.protocol(d.layers() - 1).label();
    }
    int layer = ip + 1;
    while (layer < d.layers() && d.protocol(layer).isExtension()) {
      layer++;
    }
    Protocol protocol = layer < d.layers() && d.isWhole(layer) ? d.protocol(layer) : d.protocol(ip);
    return protocol.label();
  }
}
