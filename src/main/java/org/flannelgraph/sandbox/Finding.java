package org.flannelgraph.sandbox;

import java.util.Locale;

/**
 * What was found about one need.
 *
 * @param seen what was tried and what came of it, in a few words
 * @param mend the one command that mends it; empty if nothing is amiss or no command helps
 */
public record Finding(Need need, Verdict verdict, String seen, String mend) {
  /** Whether the need is met. */
  public enum Verdict {
    YES,

    /** In part, or not in every case. */
    LIMITED,
    NO,

    /** It could not be tried, because of something else that is amiss. */
    UNTRIED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether no lab can be built because of this. */
  public boolean forbids() {
    return need.needed() && (verdict == Verdict.NO || verdict == Verdict.UNTRIED);
  }
}
