package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts each sighting to the others of its packet, as they come. Most are found by their content;
 * fragments by their identification, segments of a super-packet by their place in the sequence, and
 * frames that were cut by their headers and what payload they have.
 */
final class Bundles {
  private static final int MOST_SAME_HEADERS = 64;

  private final long quiet;
  private final List<Bundle> all = new ArrayList<>();
  private final Map<Long, Bundle> byContent = new HashMap<>();
  private final Map<Long, Bundle> byHeader = new HashMap<>();
  private final Map<Long, Bundle> byDatagram = new HashMap<>();
  private final Map<Long, SegmentRing> bySegment = new HashMap<>();
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

  /** All that hold sightings, in the order in which they were made. */
  List<Bundle> all() {
    all.removeIf(bundle -> bundle.sightings().isEmpty());
    return all;
  }

  /** Adds a sighting and returns where it was put. */
  Bundle add(Sighting sighting) {
    Bundle bundle = find(sighting);
    if (bundle == null) {
      bundle = open(sighting);
    } else {
      bundle.add(sighting);
    }
    if (sighting.datagram != 0) {
      bundle = joinDatagram(sighting.datagram, bundle, sighting);
    }
    if (sighting.transport != 0) {
      bundle = joinDatagram(sighting.transport, bundle, sighting);
    }
    return bundle;
  }

  private @Nullable Bundle find(Sighting sighting) {
    Bundle same = byContent.get(sighting.content);
    if (same != null && same.current().isNear(sighting.time(), quiet)) {
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
      if (bundle.isNear(sighting.time(), quiet)) {
        for (Sighting other : bundle.sightings()) {
          if ((sighting.isCut || other.isCut) && CutFrames.areAlike(sighting, other)) {
            return bundle;
          }
        }
      }
      candidate = candidate.sameHeader;
    }
    return null;
  }

  private Bundle open(Sighting sighting) {
    Bundle bundle = new Bundle(byHeader.get(sighting.header));
    bundle.add(sighting);
    all.add(bundle);
    byContent.put(sighting.content, bundle);
    byHeader.put(sighting.header, bundle);
    return sighting.segment == 0 ? bundle : joinSegments(bundle, sighting);
  }

  /** Joins the fragments of a packet with one another and with the whole. */
  private Bundle joinDatagram(long datagram, Bundle bundle, Sighting sighting) {
    Bundle other = byDatagram.get(datagram);
    if (other == null || !other.current().isNear(sighting.time(), quiet)) {
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
    SegmentRing ring = bySegment.computeIfAbsent(sighting.segment, any -> new SegmentRing());
    Bundle joined = bundle;
    for (Bundle other : ring.partsOrWhole(sighting, quiet)) {
      Bundle current = other.current();
      if (current != joined) {
        current.merge(joined);
        joined = current;
      }
    }
    ring.add(sighting, bundle);
    return joined;
  }
}
