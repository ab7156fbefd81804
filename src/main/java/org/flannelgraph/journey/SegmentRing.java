package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last segments of one direction of a TCP connection, to find those which a super-packet was
 * cut into (GSO) or made of (GRO). They acknowledge the same byte, and IPv4 numbers them one by one
 * from the super-packet's own number; a retransmission has a number of its own.
 */
final class SegmentRing {
  /** Between a super-packet and the last of its segments come those of others that wait too. */
  private static final int LARGEST = 1024;

  private static final int SMALLEST = 8;

  private @Nullable Sighting[] sightings = new Sighting[SMALLEST];
  private @Nullable Bundle[] bundles = new Bundle[SMALLEST];
  private int count;
  private int end;

  /** Notes a segment. */
  void add(Sighting sighting, Bundle bundle) {
    if (count == sightings.length && count < LARGEST) {
      sightings = Arrays.copyOf(sightings, 2 * count);
      bundles = Arrays.copyOf(bundles, 2 * count);
    }
    int at = count % sightings.length;
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

  /** The packets that are parts of this one, or that it is a part of, the latest first. */
  List<Bundle> partsOrWhole(Sighting sighting) {
    if (count == 0 || sighting.pieceStart - end >= 0) {
      return List.of(); // what follows on all before is new
    }
    List<Bundle> found = new ArrayList<>();
    for (int i = 1; i <= Math.min(count, sightings.length); i++) {
      int at = (count - i) % sightings.length;
      Sighting other = sightings[at];
      Bundle bundle = bundles[at];
      if (other != null && bundle != null && (isPart(sighting, other) || isPart(other, sighting))) {
        found.add(bundle);
      }
    }
    return found;
  }

  private static boolean isPart(Sighting part, Sighting whole) {
    int ahead = part.pieceStart - whole.pieceStart;
    return part.pieceLength < whole.pieceLength
        && ahead >= 0
        && ahead + part.pieceLength <= whole.pieceLength
        && isNumbered(part.identification - whole.identification & 0xffff, ahead)
        && Relation.endsTranslated(part, whole) < 2; // NAT may have been in between
  }

  /**
   * Whether segments of equal length, each with the next number, bring one so far ahead. IPv6
   * numbers none.
   */
  private static boolean isNumbered(int number, int ahead) {
    return ahead == 0 || number == 0 ? number == 0 : ahead % number == 0;
  }
}
