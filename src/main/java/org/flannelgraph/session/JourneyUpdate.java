package org.flannelgraph.session;

import org.flannelgraph.journey.Journey;

/**
 * What became of a journey while it is watched. A journey is {@link Opened} once, {@link Grew} any
 * number of times, and {@link Settled} once; the newest value takes the place of those before. Who
 * asked for its reasons hears {@link Explained} besides, perhaps several times, the last time after
 * it settled. It ends with {@link Left}, or earlier with {@link Joined}.
 */
public sealed interface JourneyUpdate {
  /** The journey's id: counted from 1 in the order in which packets were seen, and never reused. */
  long id();

  /** An update that hands out the journey as it is now, with all that is known of its reasons. */
  sealed interface Known extends JourneyUpdate {
    /** As it is now. */
    Journey journey();

    @Override
    default long id() {
      return journey().id();
    }
  }

  /** A packet was seen for the first time: some milliseconds ago, at one interface or at more. */
  record Opened(Journey journey) implements Known {}

  /** It was seen at further interfaces, or more is known of where it was seen. */
  record Grew(Journey journey) implements Known {}

  /**
   * It was quiet for long enough to be taken as complete. Its outcome is what frames tell; whether
   * a rule threw away what arrived, only an explanation tells.
   */
  record Settled(Journey journey) implements Known {}

  /**
   * Its reasons were asked for.
   *
   * @param journey with the evidence of its hops, the promised path, and the cause of a loss
   * @param explanation who was asked, and what was different by then
   */
  record Explained(Journey journey, Explanation explanation) implements Known {}

  /**
   * It is a part of another packet, as a fragment that was seen before the rest: its frames are in
   * that journey now.
   */
  record Joined(long id, long into) implements JourneyUpdate {}

  /** It was let go of to stay within the bound on memory: nothing more will be heard of it. */
  record Left(long id) implements JourneyUpdate {}
}
