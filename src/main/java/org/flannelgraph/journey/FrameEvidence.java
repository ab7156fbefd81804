package org.flannelgraph.journey;

import org.flannelgraph.capture.CaptureInterface;

/** What two frames prove about what was done between them. */
final class FrameEvidence {
  private FrameEvidence() {}

  static Evidence of(Sighting before, Sighting after) {
    return new Evidence(
        Evidence.Kind.FRAME, after.captured.where().namespace(), text(before, after), null);
  }

  private static String text(Sighting before, Sighting after) {
    CaptureInterface where = before.captured.where();
    return relation(before, after)
        + " frame "
        + before.captured.ordinal()
        + " at "
        + where.namespace()
        + "/"
        + where.device()
        + difference(before, after);
  }

  private static String relation(Sighting before, Sighting after) {
    if (before.sameFrame(after)) {
      return "the same bytes as";
    }
    if (isPiece(before, after)) {
      return before.pieceLength < after.pieceLength
          ? "a super-packet, made of the segment in"
          : "a segment of the super-packet in";
    }
    if (isTunnelled(before, after)) {
      return before.depth() < after.depth() ? "carries" : "was carried by";
    }
    return sameAddresses(before, after) ? "the same packet as in" : "the same payload as in";
  }

  private static String difference(Sighting before, Sighting after) {
    if (isPiece(before, after)) {
      return before.pieceLength < after.pieceLength ? " and others" : "";
    }
    if (before.sameFrame(after) || isTunnelled(before, after)) {
      return "";
    }
    String addresses = sameAddresses(before, after) ? "" : ", with other addresses";
    return before.ttl() == after.ttl()
        ? addresses
        : addresses + ", its time to live " + before.ttl() + " before and " + after.ttl() + " now";
  }

  private static boolean isPiece(Sighting before, Sighting after) {
    return before.isOtherPiece(after) && before.segment != 0 && after.segment != 0;
  }

  private static boolean isTunnelled(Sighting before, Sighting after) {
    return before.depth() != after.depth() && before.sameInside(after);
  }

  private static boolean sameAddresses(Sighting before, Sighting after) {
    return before.level(0, Reading.ADDRESSES) == after.level(0, Reading.ADDRESSES);
  }
}
