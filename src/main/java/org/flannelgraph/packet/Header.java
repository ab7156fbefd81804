package org.flannelgraph.packet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the other classes know of one protocol's header.
 *
 * @param label its name in our JSON: {@code ipv4}
 * @param filter its name in Wireshark's display filters: {@code ip}
 * @param title its name for people: {@code IPv4}
 * @param dissector reads one where a cursor stands
 * @param fields those that such a header has at most once
 * @param repeated adds those that repeat: options, records
 * @param summary says in a line what one is about
 */
record Header(
    String label,
    String filter,
    String title,
    Dissector dissector,
    List<Field> fields,
    Repeated repeated,
    Line summary) {

  /** Reads one header where the cursor stands. */
  @FunctionalInterface
  interface Dissector {
    /** Notes the layer and returns what follows it, or null if nothing that we know. */
    @Nullable Protocol dissect(Cursor cursor);
  }

  /** Adds the fields of a whole layer that repeat. */
  @FunctionalInterface
  interface Repeated {
    void read(Dissection dissection, int layer, Parts parts);
  }

  /** Says what a whole layer is about, or null if that is better said by the layer around it. */
  @FunctionalInterface
  interface Line {
    @Nullable String of(Dissection dissection, int layer);
  }

  static Header of(
      String label, String filter, String title, Dissector dissector, Field... fields) {
    return new Header(
        label,
        filter,
        title,
        dissector,
        List.of(fields),
        (dissection, layer, parts) -> {},
        (dissection, layer) -> null);
  }

  /** The same, with fields that repeat. */
  Header repeating(Repeated reader) {
    return new Header(label, filter, title, dissector, fields, reader, summary);
  }

  /** The same, with a summary. */
  Header summary(Line line) {
    return new Header(label, filter, title, dissector, fields, repeated, line);
  }
}
