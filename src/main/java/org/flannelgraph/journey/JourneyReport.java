package org.flannelgraph.journey;

import java.util.List;

/**
 * What a capture came to.
 *
 * @param frames how many frames were captured
 * @param malformed how many of them contradict their protocols
 * @param dropped how many the kernel or a bounded queue dropped: they are in no journey
 * @param requests what was asked, if it was us who asked
 * @param journeys in the order in which their packets were first seen
 */
public record JourneyReport(
    long frames, long malformed, long dropped, List<Request> requests, List<Journey> journeys) {
  public JourneyReport {
    requests = List.copyOf(requests);
    journeys = List.copyOf(journeys);
  }
}
