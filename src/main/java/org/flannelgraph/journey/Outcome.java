package org.flannelgraph.journey;

import java.util.Locale;

/** What became of a packet. */
public enum Outcome {
  /** Whom it was for took it up. */
  DELIVERED,
  /** It was seen to stop on its way. */
  LOST,
  /** Some of its branches or fragments arrived, others did not. */
  PARTIAL,
  /** The capture can't tell, or it is too early to tell. */
  UNKNOWN;

  /** As the JSON has it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
