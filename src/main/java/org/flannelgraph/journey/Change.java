package org.flannelgraph.journey;

import org.jspecify.annotations.Nullable;

/**
 * What differs from the hop before. A header that was put around the packet or taken off it is the
 * field {@code header} of its layer, with its length on one side and nothing on the other.
 *
 * @param layer which header, by its name in the JSON: {@code ipv4}
 * @param field which of its fields, by its name in the JSON: {@code ttl}
 * @param old what it was; null if it was not there
 * @param now what it is; null if it is no more
 */
public record Change(String layer, String field, @Nullable String old, @Nullable String now) {
  /** The name of the field that stands for a whole header. */
  public static final String HEADER = "header";

  /** Whether a whole header came or went. */
  public boolean isHeader() {
    return field.equals(HEADER);
  }
}
