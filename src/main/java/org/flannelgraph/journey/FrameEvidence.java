package org.flannelgraph.journey;

/** What two frames prove about what was done between them. */
final class FrameEvidence {
  private FrameEvidence() {}

  static Evidence of(Sighting before, Sighting after) {
    return new Evidence(
        Evidence.Kind.FRAME, after.captured.where().namespace(), text(before, after), null);
  }

  private static String text(Sighting before, Sighting after) {
    String frame = "frame " + before.captured.ordinal() + " at " + before.captured.where().name();
    if (before.sameFrame(after)) {
      return "the same bytes as " + frame;
    }
    if (before.isOtherPiece(after) && before.segment != 0 && after.segment != 0) {
      return before.pieceLength < after.pieceLength
          ? "a super-packet, made of the segment in " + frame + " and others"
          : "a segment of the super-packet in " + frame;
    }
    if (before.sameInside(after) && before.depth() != after.depth()) {
      return before.depth() < after.depth() ? "carries " + frame : "was carried by " + frame;
    }
    String packet =
        before.level(0, Reading.ADDRESSES) == after.level(0, Reading.ADDRESSES)
            ? "the same packet as in " + frame
            : "the same payload as in " + frame + ", with other addresses";
    return before.ttl() == after.ttl()
        ? packet
        : packet + ", its time to live " + before.ttl() + " before and " + after.ttl() + " now";
  }
}
