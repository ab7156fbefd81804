package org.flannelgraph.ui.send;

import org.flannelgraph.traffic.ProbeResult;
import org.flannelgraph.ui.model.Words;

/**
 * What came of a sending so far.
 *
 * @param answered how many were answered
 * @param all how many results are known
 */
record Tally(int answered, int all) {
  static final Tally NONE = new Tally(0, 0);

  Tally {
    if (answered > all) {
      throw new IllegalArgumentException(answered + " answers to " + all);
    }
  }

  Tally with(ProbeResult result) {
    return new Tally(answered + (isAnswered(result) ? 1 : 0), all + 1);
  }

  /** Whether one was not answered. */
  boolean isBad() {
    return answered < all;
  }

  /** In a sentence, with the last result. */
  String words(ProbeResult last) {
    String result = last.outcome().word() + ", " + last.text();
    return all == 1
        ? result
        : Words.get("send.results", answered, all, isAnswered(last) ? last.text() : result);
  }

  private static boolean isAnswered(ProbeResult result) {
    return result.outcome() == ProbeResult.Outcome.ANSWERED;
  }
}
