package org.flannelgraph.ui.packets;

import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.journey.Hop;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.packet.Dissection;
import org.jspecify.annotations.Nullable;

/**
 * A row: a journey, or one of its frames. What it says is worked out when it is first looked at,
 * since most rows of a long list never are.
 */
final class PacketRow {
  /** The hop of a row that stands for a whole journey. */
  static final int WHOLE = 0;

  private final Journey journey;
  private final int hop;
  private final boolean nested;
  private volatile @Nullable PacketTexts texts;

  private PacketRow(Journey journey, int hop, boolean nested) {
    this.journey = journey;
    this.hop = hop;
    this.nested = nested;
  }

  static PacketRow ofJourney(Journey journey) {
    return new PacketRow(journey, WHOLE, false);
  }

  /**
   * @param nested whether it stands under its journey's row
   */
  static PacketRow ofHop(Journey journey, int hop, boolean nested) {
    return new PacketRow(journey, hop, nested);
  }

  Journey journey() {
    return journey;
  }

  /** The hop's index; {@link #WHOLE} for a journey. */
  int hop() {
    return hop;
  }

  boolean isJourney() {
    return hop == WHOLE;
  }

  boolean isNested() {
    return nested;
  }

  /** The row's frame; a journey's first. */
  CapturedFrame frame() {
    return sighting().frame();
  }

  Hop sighting() {
    return isJourney() ? journey.first() : journey.hop(hop);
  }

  /** In nanoseconds since 1970. */
  long time() {
    return frame().time();
  }

  /** What it says, column by column. */
  PacketTexts texts(Dissection dissection) {
    PacketTexts known = texts;
    if (known == null) {
      known = PacketTexts.of(this, dissection);
      texts = known;
    }
    return known;
  }
}
