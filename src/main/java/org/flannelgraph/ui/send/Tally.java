package org.flannelgraph.ui.send;

import org.flannelgraph.traffic.ProbeResult;
import org.flannelgraph.ui.model.Words;

/**
 * What came of a sending so far.
 *
 * @param what what was sent from where to where, in words
 * @param answered how many were answered
 * @param all how many results are known
 */
record Tally(String what, int answered, int all) {
  Tally {
    if (answered > all) {
      throw new IllegalArgumentException(answered + " answers to " + all);
    }
  }

  static Tally of(String what) {
    return new Tally(what, 0, 0);
  }

  Tally with(ProbeResult result) {
    return new Tally(what, answered + (isAnswered(result) ? 1 : 0), all + 1);
  }

  /** Whether one was not answered. */
  boolean isBad() {
    return answered < all;
  }

  /** In a sentence, with the last result. */
  String words(ProbeResult last) {
    String result = last.outcome().word() + ", " + last.text();
    return all == 1
        ? Words.get("send.result", what, result)
        : Words.get("send.results", what, answered, all, result);
  }

  private static boolean isAnswered(ProbeResult result) {
    return result.outcome() == ProbeResult.Outcome.ANSWERED;
  }
}
