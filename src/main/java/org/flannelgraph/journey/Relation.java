package org.flannelgraph.journey;

/**
 * How two different frames of one packet are related: what an IP stack makes of one is the other.
 */
final class Relation {
  /** The distance between a frame and the same frame in a tunnel's packet. */
  static final int INTO_OR_OUT_OF_A_TUNNEL = 1;

  /** The distance between a packet and its pieces, at one place and otherwise unchanged. */
  static final int INTO_OR_OUT_OF_PIECES = 1;

  private static final int ROUTED = 2;
  private static final int IMPOSSIBLE = 1000;

  private Relation() {}

  /**
   * How much an IP stack did between the two: 1 for a tunnel or pieces alone, 2 for routing alone,
   * more for several at once; from 1000 on it can't have been.
   */
  static int distance(Sighting before, Sighting after) {
    int hops = before.ttl() - after.ttl();
    if (hops < 0) {
      return IMPOSSIBLE;
    }
    boolean wrapped = before.depth() != after.depth();
    if (before.isOtherPiece(after)) {
      if (!before.overlaps(after)) {
        return IMPOSSIBLE;
      }
      if (before.sameWayAs(after)) {
        return INTO_OR_OUT_OF_PIECES;
      }
    }
    if (before.sameLevel(after, 0)) {
      if (wrapped) {
        return before.sameInside(after)
            ? INTO_OR_OUT_OF_A_TUNNEL
            : INTO_OR_OUT_OF_A_TUNNEL + ROUTED;
      }
      return routedOutside(before, after) ? ROUTED : 2 * ROUTED;
    }
    int routed = hops == 0 ? 2 * ROUTED : ROUTED * hops;
    return wrapped ? routed + INTO_OR_OUT_OF_A_TUNNEL : routed;
  }

  /**
   * Whether a bridge did NAT while it passed the frame on, as Linux does where br_netfilter hands
   * bridged frames to the rules of IP: it is still the sender's frame, and no router's.
   */
  static boolean isTranslatedByBridge(Sighting before, Sighting after) {
    return before.namespace == after.namespace
        && before.isIp()
        && !before.isMulticast() // which NAT leaves alone
        && !before.isOtherPiece(after)
        && before.ttl() == after.ttl()
        && before.depth() == after.depth()
        && before.sourceMac() == after.sourceMac()
        && before.level(0, Reading.ADDRESSES) != after.level(0, Reading.ADDRESSES);
  }

  /** How many of a packet's two ends NAT wrote over between the two: 0, 1 or 2. */
  static int endsTranslated(Sighting before, Sighting after) {
    return (before.from == after.from ? 0 : 1) + (before.to == after.to ? 0 : 1);
  }

  private static boolean routedOutside(Sighting before, Sighting after) {
    int level = before.depth();
    return before.level(level, Reading.TTL) > after.level(level, Reading.TTL);
  }

  /** What was done between two different frames. */
  static Action action(Sighting before, Sighting after) {
    if (before.sameFrame(after)) {
      return before.namespace == after.namespace ? Action.BRIDGED : Action.CROSSED;
    }
    if (before.isOtherPiece(after)) {
      return before.pieceLength < after.pieceLength ? made(before) : cut(after);
    }
    if (before.depth() < after.depth()) {
      return Action.ENCAPSULATED;
    }
    if (before.depth() > after.depth()) {
      return Action.DECAPSULATED;
    }
    return endsTranslated(before, after) > 0 ? Action.TRANSLATED : Action.ROUTED;
  }

  /** What was done to make a packet of pieces such as this. */
  private static Action made(Sighting piece) {
    return piece.isFragment ? Action.REASSEMBLED : Action.MERGED;
  }

  /** What was done to cut pieces such as this. */
  static Action cut(Sighting piece) {
    return piece.isFragment ? Action.FRAGMENTED : Action.SEGMENTED;
  }
}
