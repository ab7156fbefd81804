package org.flannelgraph.cli;

import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Outcome;
import org.flannelgraph.journey.Request;
import org.flannelgraph.session.TraceListener;

/** Whether all that was asked was answered, and no packet of it was lost. */
final class TraceVerdict implements TraceListener {
  private boolean isAllWell = true;

  @Override
  public void answered(Request request) {
    isAllWell &=
        request.result() == Request.Result.ANSWERED || request.result() == Request.Result.REFUSED;
  }

  @Override
  public void passed(Journey journey, long underWay) {
    isAllWell &= journey.request() == null || journey.outcome() != Outcome.LOST;
  }

  /** The exit code that says it. */
  int exitCode() {
    return isAllWell ? ExitCode.DONE : ExitCode.NOT_TRUE;
  }
}
