package org.flannelgraph.ui.inspector.hop;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flannelgraph.capture.Direction;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Evidence;
import org.flannelgraph.journey.ExpectedPath;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Place;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.ui.model.Microseconds;
import org.flannelgraph.ui.model.Words;

/**
 * A packet at a hop, for people.
 *
 * @param title which hop
 * @param place where, and which way it passed
 * @param since how long after it was first seen
 * @param about what was done to bring it here, and which packet it is
 * @param previous the number of the hop before; 0 for the first
 * @param layers the outermost first
 * @param bytes the frame's, as captured
 * @param wireLength how many there were on the wire
 * @param changes since the hop before
 * @param evidence what decided
 * @param cause why the packet was lost, if it was
 * @param parted where it was promised to go on to and was not seen, if so
 */
@SuppressWarnings("ArrayRecordComponent") // the frame's own, which nobody writes
record HopView(
    String title,
    String place,
    String since,
    String about,
    int previous,
    List<LayerRow> layers,
    byte[] bytes,
    int wireLength,
    List<ChangeRow> changes,
    List<Evidence> evidence,
    Optional<Cause> cause,
    Optional<Place> parted) {
  HopView {
    layers = List.copyOf(layers);
    changes = List.copyOf(changes);
    evidence = List.copyOf(evidence);
  }

  static HopView of(Journey journey, Hop hop, Ports ports) {
    Direction direction = hop.direction();
    String place = hop.namespace() + " / " + hop.device();
    return new HopView(
        Words.get("inspector.hop.title", hop.index()),
        direction == null ? place : place + ", " + direction.name().toLowerCase(Locale.ROOT),
        "+" + Microseconds.text(hop.time() - journey.first().time()),
        Words.get(
            "inspector.hop.about",
            hop.action().label(),
            Long.toString(journey.id()),
            journey.summary(),
            journey.source().toString(),
            journey.destination().toString()),
        hop.previous() == null ? 0 : hop.previous(),
        HopReading.layers(hop.frame(), ports),
        hop.frame().bytes(),
        hop.frame().wireLength(),
        ChangeRow.of(hop.changes()),
        hop.evidence(),
        Optional.ofNullable(journey.cause()),
        Optional.ofNullable(ExpectedPath.parting(journey)));
  }

  /** The layer that a byte belongs to. */
  Optional<LayerRow> layerAt(int offset) {
    return layers.reversed().stream()
        .filter(layer -> layer.from() <= offset && offset < layer.to())
        .findFirst();
  }

  /** The smallest field that a byte belongs to. */
  Optional<FieldRow> fieldAt(int offset) {
    return layerAt(offset).stream()
        .flatMap(layer -> layer.fields().stream())
        .filter(field -> field.from() <= offset && offset < field.to())
        .reduce((one, other) -> other.bits() < one.bits() ? other : one);
  }
}
