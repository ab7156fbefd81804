package org.flannelgraph.ui.inspector.hop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.FieldValue;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.packet.Stop;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.LayerInk;
import org.flannelgraph.ui.model.Words;

/** Takes a frame apart for people. */
final class HopReading {
  private final Dissection dissection;
  private final List<LayerRow> layers = new ArrayList<>();
  private final Map<Protocol, Integer> seen = new HashMap<>();

  private HopReading(Ports ports) {
    dissection = new Dissection(ports);
  }

  /** The layers of a frame, the outermost first. */
  static List<LayerRow> layers(Frame frame, Ports ports) {
    HopReading reading = new HopReading(ports);
    frame.dissect(reading.dissection);
    reading.read();
    return List.copyOf(reading.layers);
  }

  private void read() {
    int end = 0;
    for (int layer = dissection.layers() - 1; layer >= 0; layer--) {
      layers.addFirst(header(layer));
      end = Math.max(end, layers.getFirst().to());
    }
    int captured = dissection.capturedLength();
    if (end < captured) {
      layers.add(data(end, captured));
    }
  }

  private LayerRow header(int layer) {
    Protocol protocol = dissection.protocol(layer);
    int number = seen.merge(protocol, 1, Integer::sum);
    List<FieldValue> values = dissection.fields(layer);
    List<FieldRow> fields = new ArrayList<>();
    values.forEach(value -> add(layer, value, 0, fields));
    boolean isWhole = dissection.isWhole(layer);
    return new LayerRow(
        layer,
        protocol.label() + "/" + number,
        title(layer),
        isWhole ? LayerSummary.of(protocol, values) : dissection.stopReason(),
        dissection.level(layer),
        isWhole ? LayerInk.of(protocol) : Ink.BAD,
        dissection.offset(layer),
        dissection.offset(layer) + dissection.headerLength(layer),
        fields);
  }

  private String title(int layer) {
    String title = dissection.protocol(layer).title();
    if (!dissection.isWhole(layer)) {
      return Words.get("inspector.layer.broken", dissection.stop().words(), title);
    }
    if (dissection.isQuoted(layer)) {
      return Words.get("inspector.layer.quoted", title);
    }
    return dissection.level(layer) > 0 ? Words.get("inspector.layer.inner", title) : title;
  }

  private static void add(int layer, FieldValue value, int depth, List<FieldRow> rows) {
    rows.add(
        new FieldRow(
            layer,
            FieldRow.words(value.name()),
            value.field().filter(),
            value.text(),
            value.offset() * Byte.SIZE + value.bit(),
            value.bits(),
            depth));
    value.inside().forEach(inside -> add(layer, inside, depth + 1, rows));
  }

  private LayerRow data(int from, int to) {
    int last = dissection.layers() - 1;
    boolean isBroken = dissection.stop() != Stop.NONE && dissection.stop() != Stop.CUT;
    String summary =
        isBroken ? dissection.stopReason() : Words.get("inspector.data.summary", to - from);
    return new LayerRow(
        last + 1,
        "data/1",
        Words.get("inspector.data"),
        summary,
        last < 0 ? 0 : dissection.level(last),
        Ink.PAYLOAD,
        from,
        to,
        List.of());
  }
}
