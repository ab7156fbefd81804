package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last segments of one direction of a TCP connection, to find those which a super-packet was
 * cut into (GSO) or made of (GRO). They acknowledge the same byte, and IPv4 numbers them one by one
 * from the super-packet's own number; a retransmission has a number of its own.
 */
final class SegmentRing {
  private static final int SIZE = 128;
  private static final int MOST_SEGMENTS = 64;

  private final @Nullable Sighting[] sightings = new Sighting[SIZE];
  private final @Nullable Bundle[] bundles = new Bundle[SIZE];
  private int count;
  private int end;

  /** Notes a segment. */
  void add(Sighting sighting, Bundle bundle) {
    int at = count % SIZE;
    sightings[at] = sighting;
    bundles[at] = bundle;
    int segmentEnd = sighting.pieceStart + sighting.pieceLength;
    if (count++ == 0 || segmentEnd - end > 0) {
      end = segmentEnd;
    }
  }

  /** Whether all packets that it knows have settled. */
  boolean isOver() {
    for (Bundle bundle : bundles) {
      if (bundle != null && bundle.current().state() == Bundle.State.OPEN) {
        return false;
      }
    }
    return true;
  }

  /** The packets that are parts of this one, or that it is a part of. */
  List<Bundle> partsOrWhole(Sighting sighting) {
    if (count == 0 || sighting.pieceStart - end >= 0) {
      return List.of(); // what follows on all before is new
    }
    List<Bundle> found = new ArrayList<>();
    for (int i = 0; i < Math.min(count, SIZE); i++) {
      Sighting other = sightings[i];
      Bundle bundle = bundles[i];
      if (other != null && bundle != null && (isPart(sighting, other) || isPart(other, sighting))) {
        found.add(bundle);
      }
    }
    return found;
  }

  private static boolean isPart(Sighting part, Sighting whole) {
    int ahead = part.pieceStart - whole.pieceStart;
    if (part.pieceLength >= whole.pieceLength
        || ahead < 0
        || ahead + part.pieceLength > whole.pieceLength) {
      return false;
    }
    int numbersAhead = part.identification - whole.identification & 0xffff;
    boolean numbered = ahead == 0 ? numbersAhead == 0 : numbersAhead <= MOST_SEGMENTS;
    return numbered && Relation.endsTranslated(part, whole) < 2; // NAT may have been in between
  }
}
