package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sightings that belong to one packet, or to several that are alike in all that no hop can change.
 * One that was found to be a part of another was merged into it and is empty.
 */
final class Bundle {
  private List<Sighting> sightings = new ArrayList<>(4);
  private @Nullable Bundle mergedInto;
  private boolean inPieces;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** The bundle made before this one that has the same header, to be looked through. */
  final @Nullable Bundle sameHeader;

  Bundle(@Nullable Bundle sameHeader) {
    this.sameHeader = sameHeader;
  }

  /** Where the sightings are now. */
  Bundle current() {
    Bundle bundle = this;
    while (bundle.mergedInto != null) {
      bundle = bundle.mergedInto;
    }
    return bundle;
  }

  List<Sighting> sightings() {
    return sightings;
  }

  /** Whether it holds fragments or segments of a packet: then of one only. */
  boolean isInPieces() {
    return inPieces;
  }

  /** When it was seen first and last. */
  long first() {
    return first;
  }

  long last() {
    return last;
  }

  void add(Sighting sighting) {
    sightings.add(sighting);
    first = Math.min(first, sighting.time());
    last = Math.max(last, sighting.time());
  }

  /** Takes over the sightings of another, which holds other pieces of the same packet. */
  void merge(Bundle other) {
    sightings.addAll(other.sightings);
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    inPieces = true;
    other.sightings = List.of();
    other.mergedInto = this;
  }

  /** Whether a time is within so many nanoseconds of when it was seen. */
  boolean isNear(long time, long nanoseconds) {
    return time >= first - nanoseconds && time <= last + nanoseconds;
  }
}
