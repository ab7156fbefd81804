package org.flannelgraph.ui.inspector.hop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flannelgraph.journey.Change;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.scene.Ink;
import org.flannelgraph.scene.LayerInk;
import org.flannelgraph.ui.model.Words;
import org.jspecify.annotations.Nullable;

/**
 * What differs from the hop before: a field, or headers that came or went.
 *
 * @param ink the layer's colour
 * @param what which field, or which headers
 * @param values from what to what; empty for headers
 */
record ChangeRow(Ink ink, String what, String values) {
  /** The changes, headers that came or went together in one row. */
  static List<ChangeRow> of(List<Change> changes) {
    List<ChangeRow> rows = new ArrayList<>();
    headers("inspector.changed.added", changes.stream().filter(ChangeRow::isAdded).toList(), rows);
    headers(
        "inspector.changed.removed",
        changes.stream().filter(it -> it.isHeader() && it.now() == null).toList(),
        rows);
    for (Change change : changes) {
      if (!change.isHeader()) {
        rows.add(
            new ChangeRow(
                ink(change),
                title(change) + " " + FieldRow.words(change.field()),
                text(change.old()) + " → " + text(change.now())));
      }
    }
    return rows;
  }

  private static boolean isAdded(Change change) {
    return change.isHeader() && change.old() == null;
  }

  private static void headers(String key, List<Change> headers, List<ChangeRow> rows) {
    if (!headers.isEmpty()) {
      String names = String.join(", ", headers.stream().map(ChangeRow::title).toList());
      int bytes = headers.stream().mapToInt(ChangeRow::bytes).sum();
      Change tunnel =
          headers.stream()
              .filter(it -> ink(it) == Ink.TUNNEL)
              .findFirst()
              .orElse(headers.getFirst());
      rows.add(new ChangeRow(ink(tunnel), Words.get(key, names, bytes), ""));
    }
  }

  /** A header's change has its length, as {@code 20 bytes}. */
  private static int bytes(Change header) {
    String length = header.old() == null ? text(header.now()) : header.old();
    return Integer.parseInt(length.substring(0, length.indexOf(' ')));
  }

  private static String text(@Nullable String value) {
    return value == null ? Words.get("inspector.changed.nothing") : value;
  }

  private static String title(Change change) {
    return Arrays.stream(Protocol.values())
        .filter(it -> it != Protocol.IP && it.label().equals(change.layer()))
        .findFirst()
        .map(Protocol::title)
        .orElse(change.layer());
  }

  private static Ink ink(Change change) {
    return Arrays.stream(Protocol.values())
        .filter(it -> it.label().equals(change.layer()))
        .findFirst()
        .map(LayerInk::of)
        .orElse(Ink.PAYLOAD);
  }
}
