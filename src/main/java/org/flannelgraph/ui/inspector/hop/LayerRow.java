package org.flannelgraph.ui.inspector.hop;

import java.util.List;
import org.flannelgraph.scene.Ink;

/**
 * A layer of a packet: a header, or the bytes that are nobody's header.
 *
 * @param index its number, from 0
 * @param key stays the same for this layer at all hops: the protocol, counted from the innermost
 * @param title what it is, as {@code IPv4 (inner)}
 * @param summary what it says, in a line
 * @param level inside of how many tunnels it is
 * @param ink its colour
 * @param from its first byte, counted from the frame's
 * @param to the byte after its last
 * @param fields in the order of their bits; those inside another follow it
 */
record LayerRow(
    int index,
    String key,
    String title,
    String summary,
    int level,
    Ink ink,
    int from,
    int to,
    List<FieldRow> fields) {
  LayerRow {
    fields = List.copyOf(fields);
  }

  int length() {
    return to - from;
  }
}
