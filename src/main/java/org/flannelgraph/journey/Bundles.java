package org.flannelgraph.journey;

import org.jspecify.annotations.Nullable;

/**
 * Puts each sighting to the others of its packet, as they come. Most are found by their content;
 * fragments by their identification, segments of a super-packet by their place in the sequence, and
 * frames that were cut by their headers and what payload they have.
 */
final class Bundles {
  private static final int MOST_SAME_HEADERS = 64;

  // A storm of like frames is settled in parts: it would never be quiet.
  private static final int MOST_SIGHTINGS = 4096;

  private final long quiet;
  private final LongMap<Bundle> byContent = new LongMap<>();
  private final LongMap<Bundle> byHeader = new LongMap<>();
  private final LongMap<Bundle> byDatagram = new LongMap<>();
  private final LongMap<SegmentRing> bySegment = new LongMap<>();
  private boolean anyCut;

  /**
   * Starts empty.
   *
   * @param quiet after how many nanoseconds without a sighting a packet is not expected to be seen
   *     again
   */
  Bundles(long quiet) {
    this.quiet = quiet;
  }

  /** The bundle that a sighting belongs to, if it is open; it is added to it. */
  @Nullable Bundle addToOpen(Sighting sighting) {
    Bundle bundle = find(sighting);
    if (bundle == null) {
      return null;
    }
    bundle.add(sighting);
    return bundle;
  }

  /** Opens a bundle for a sighting that belongs to none. */
  Bundle open(Sighting sighting) {
    Bundle before = byHeader.get(sighting.header);
    Bundle bundle =
        new Bundle(before == null || before.state() != Bundle.State.OPEN ? null : before);
    bundle.add(sighting);
    byContent.put(sighting.content, bundle);
    byHeader.put(sighting.header, bundle);
    return bundle;
  }

  /** Joins the packet of a new sighting with its other pieces, and returns where it is then. */
  Bundle join(Bundle bundle, Sighting sighting, boolean isNew) {
    Bundle joined = bundle;
    if (isNew && sighting.segment != 0) {
      joined = joinSegments(joined, sighting);
    }
    if (sighting.datagram != 0) {
      joined = joinDatagram(sighting.datagram, joined, sighting);
    }
    if (sighting.transport != 0) {
      joined = joinDatagram(sighting.transport, joined, sighting);
    }
    return joined;
  }

  private boolean isOpen(Bundle bundle, long time) {
    return bundle.state() == Bundle.State.OPEN
        && bundle.isNear(time, quiet)
        && bundle.sightings().size() < MOST_SIGHTINGS;
  }

  private @Nullable Bundle find(Sighting sighting) {
    Bundle same = byContent.get(sighting.content);
    if (same != null && isOpen(same.current(), sighting.time())) {
      return same.current();
    }
    if (sighting.isCut || anyCut) {
      anyCut = true;
      return findCut(sighting);
    }
    return null;
  }

  /** Looks for the same packet, of which one sighting or the other lacks bytes at its end. */
  private @Nullable Bundle findCut(Sighting sighting) {
    Bundle candidate = byHeader.get(sighting.header);
    for (int i = 0; candidate != null && i < MOST_SAME_HEADERS; i++) {
      Bundle bundle = candidate.current();
      if (isOpen(bundle, sighting.time())) {
        for (Sighting other : bundle.sightings()) {
          if ((sighting.isCut || other.isCut) && CutFrames.areAlike(sighting, other)) {
            return bundle;
          }
        }
      }
      candidate = candidate.sameHeader();
    }
    return null;
  }

  /** Joins the fragments of a packet with one another and with the whole. */
  private Bundle joinDatagram(long datagram, Bundle bundle, Sighting sighting) {
    Bundle other = byDatagram.get(datagram);
    if (other == null || !isOpen(other.current(), sighting.time())) {
      byDatagram.put(datagram, bundle);
      return bundle;
    }
    Bundle joined = other.current();
    boolean concerns =
        sighting.isFragment || joined.sightings().stream().anyMatch(s -> s.isFragment);
    if (joined == bundle || !concerns) {
      return bundle;
    }
    joined.merge(bundle);
    return joined;
  }

  private Bundle joinSegments(Bundle bundle, Sighting sighting) {
    SegmentRing ring = bySegment.get(sighting.segment);
    if (ring == null) {
      ring = new SegmentRing();
      bySegment.put(sighting.segment, ring);
    }
    Bundle joined = bundle;
    for (Bundle other : ring.partsOrWhole(sighting)) {
      Bundle current = other.current();
      if (current != joined
          && isOpen(current, sighting.time())
          && !current.isSentApartFrom(joined)) {
        current.merge(joined);
        joined = current;
      }
    }
    ring.add(sighting, bundle);
    return joined;
  }

  /** Forgets where to find a bundle: nothing is added to it any more. */
  void settle(Bundle bundle) {
    bundle.settle();
    Sighting before = null;
    for (Sighting sighting : bundle.sightings()) {
      if (before == null || sighting.content != before.content) {
        byContent.remove(sighting.content, bundle);
      }
      if (before == null || sighting.header != before.header) {
        byHeader.remove(sighting.header, bundle);
      }
      before = sighting;
      if (sighting.datagram != 0) {
        byDatagram.remove(sighting.datagram, bundle);
      }
      if (sighting.transport != 0) {
        byDatagram.remove(sighting.transport, bundle);
      }
      if (sighting.segment != 0) {
        SegmentRing ring = bySegment.get(sighting.segment);
        if (ring != null && ring.isOver()) {
          bySegment.remove(sighting.segment, ring);
        }
      }
    }
  }
}
