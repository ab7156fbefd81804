package org.flannelgraph.journey;

import java.util.Arrays;

/** Compares packets of which a capture did not keep all bytes. */
final class CutFrames {
  private CutFrames() {}

  /** Whether all that both sightings have of their payload is the same. */
  static boolean areAlike(Sighting one, Sighting other) {
    if (one.content == other.content) {
      return true;
    }
    byte[] bytes = one.captured.bytes();
    byte[] otherBytes = other.captured.bytes();
    int from = Math.min(one.payloadOffset, bytes.length);
    int otherFrom = Math.min(other.payloadOffset, otherBytes.length);
    int length = Math.min(bytes.length - from, otherBytes.length - otherFrom);
    boolean sameEnds = one.from == other.from && one.to == other.to;
    return (sameEnds || length > 0 && Relation.endsTranslated(one, other) == 1)
        && Arrays.equals(bytes, from, from + length, otherBytes, otherFrom, otherFrom + length);
  }
}
