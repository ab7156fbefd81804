package org.flannelgraph.scene;

/**
 * A packet, or one branch of it, at one moment of a playback.
 *
 * @param track whose packet it is
 * @param stop the sighting to which it is under way, or at which it stands
 * @param at where it is
 * @param wrapping its headers before and after
 * @param wrapped how much of the change is done, 0 to 1
 * @param state what becomes of it
 */
public record Flight(
    Track track, Track.Stop stop, Point at, Wrapping wrapping, double wrapped, State state) {
  /** What becomes of a packet. */
  public enum State {
    /** It is under way, or waits where it was seen. */
    MOVING,
    /** It has come to where this branch ends. */
    ARRIVED,
    /** It has come to where it was lost. */
    LOST
  }

  /** How it is drawn, around its own (0, 0). */
  public HeaderStack stack(HeaderStack.Style style) {
    return HeaderStack.of(wrapping, style, wrapped);
  }
}
