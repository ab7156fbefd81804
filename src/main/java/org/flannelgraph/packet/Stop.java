package org.flannelgraph.packet;

/** Why a frame was not decoded any further. */
public enum Stop {
  /** It was decoded to its end, or up to a payload that has no headers we know. */
  NONE("whole"),
  /**
   * Bytes are missing: the capture's snap length cut the frame, or an ICMP error quotes no more.
   */
  CUT("cut off"),
  /** A header says what can't be. */
  MALFORMED("malformed"),
  /** More headers than {@link Dissection#MAX_LAYERS}. */
  TOO_DEEP("too deep");

  private final String words;

  Stop(String words) {
    this.words = words;
  }

  /** In plain words. */
  public String words() {
    return words;
  }
}
