package org.flannelgraph.journey;

import java.util.List;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.capture.Direction;
import org.jspecify.annotations.Nullable;

/**
 * One sighting of a packet at one interface, with what was done to bring it there.
 *
 * @param index its number in the journey, from 1
 * @param previous the number of the hop that it came from; null for the first
 * @param frame what was captured
 * @param direction which way it passed the interface; null where nothing tells
 * @param action what brought it here
 * @param changes what differs from the hop before
 * @param evidence what proves it
 */
public record Hop(
    int index,
    @Nullable Integer previous,
    CapturedFrame frame,
    @Nullable Direction direction,
    Action action,
    List<Change> changes,
    List<Evidence> evidence) {
  public Hop {
    changes = List.copyOf(changes);
    evidence = List.copyOf(evidence);
  }

  /** The network namespace in which it was seen. */
  public String namespace() {
    return frame.where().namespace();
  }

  /** The interface at which it was seen. */
  public String device() {
    return frame.where().device();
  }

  /** Where it was seen. */
  public Place place() {
    return new Place(namespace(), device());
  }

  /** When it was seen, in nanoseconds since 1970. */
  public long time() {
    return frame.time();
  }

  /** The same with other evidence. */
  public Hop withEvidence(List<Evidence> other) {
    return new Hop(index, previous, frame, direction, action, changes, other);
  }
}
