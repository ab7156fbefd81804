package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sightings that belong to one packet, or to several that are alike in all that no hop can change.
 * One that was found to be a part of another was merged into it and is empty.
 */
final class Bundle {
  /** What a bundle itself takes in memory, in bytes, roughly. */
  static final int BYTES = 160;

  /** What is known of a bundle's packets to those whom they are handed to. */
  enum State {
    /** More sightings may come. */
    OPEN,
    /** It was quiet for long enough. */
    SETTLED,
    /** Its sightings are forgotten. */
    GONE
  }

  private List<Sighting> sightings = new ArrayList<>(4);
  private final List<Long> ids = new ArrayList<>(1);
  private @Nullable Bundle mergedInto;
  private @Nullable Bundle sameHeader;
  private boolean inPieces;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long bytes = BYTES;
  private State state = State.OPEN;

  /** Whether it is among those that changed since they were last handed out. */
  boolean isChanged;

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

  /** Whether its sightings are another's now. */
  boolean isMerged() {
    return mergedInto != null;
  }

  /** The bundle made before this one that has the same header, to be looked through. */
  @Nullable Bundle sameHeader() {
    return sameHeader;
  }

  List<Sighting> sightings() {
    return sightings;
  }

  /** The ids of the journeys that were made of it; it may need more. */
  List<Long> ids() {
    return ids;
  }

  State state() {
    return state;
  }

  /** Whether it holds fragments or segments of a packet: then of one only. */
  boolean isInPieces() {
    return inPieces;
  }

  /** When it was seen first, in nanoseconds since 1970. */
  long first() {
    return first;
  }

  /** When it was seen last, in nanoseconds since 1970. */
  long last() {
    return last;
  }

  /** What it takes in memory, in bytes, roughly. */
  long bytes() {
    return bytes;
  }

  void add(Sighting sighting) {
    sightings.add(sighting);
    first = Math.min(first, sighting.time());
    last = Math.max(last, sighting.time());
    bytes += sighting.bytes();
  }

  /** Takes over the sightings of another, which holds other pieces of the same packet. */
  void merge(Bundle other) {
    sightings.addAll(other.sightings);
    ids.addAll(other.ids);
    ids.sort(null); // it is one packet, known by the id that was given first
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    bytes += other.bytes - BYTES;
    inPieces = true;
    other.sightings = List.of();
    other.ids.clear();
    other.bytes = BYTES;
    other.mergedInto = this;
  }

  /** Whether a time is within so many nanoseconds of when it was seen. */
  boolean isNear(long time, long nanoseconds) {
    return time >= first - nanoseconds && time <= last + nanoseconds;
  }

  /**
   * Whether bytes that it has and another too went by an interface in two pieces: then they were
   * sent twice, since of one packet each byte passes once.
   */
  boolean isSentApartFrom(Bundle other) {
    return other.sightings.stream().anyMatch(this::hasPassed);
  }

  private boolean hasPassed(Sighting piece) {
    for (Sighting other : sightings) {
      if (other.place == piece.place
          && other.direction() == piece.direction()
          && other.isOtherPiece(piece)
          && other.overlaps(piece)) {
        return true;
      }
    }
    return false;
  }

  /** Nothing more is expected of it. */
  void settle() {
    state = State.SETTLED;
    sameHeader = null;
  }

  /** Forgets its sightings. */
  void forget() {
    state = State.GONE;
    sightings = List.of();
    sameHeader = null;
  }

  /** The packets that it holds, in the order in which they were first seen. */
  List<List<Sighting>> packets() {
    return inPieces ? SentAgain.split(sightings) : Instances.split(sightings);
  }
}
