package org.flannelgraph.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.ReportText;
import org.flannelgraph.journey.Request;
import org.flannelgraph.session.TraceEnd;
import org.flannelgraph.session.TraceListener;

/** Prints a trace while it goes on. */
final class LiveText implements TraceListener {
  private final PrintWriter out;
  private final ReportText text;
  private final TraceVerdict verdict;

  LiveText(PrintWriter out, ReportText text, TraceVerdict verdict) {
    this.out = out;
    this.verdict = verdict;
    this.text = text;
  }

  /** What prints. */
  private interface Printing {
    void print() throws IOException;
  }

  @Override
  public void answered(Request request) {
    verdict.answered(request);
    print(() -> text.request(request));
  }

  @Override
  public void passed(Journey journey, long underWay) {
    verdict.passed(journey, underWay);
    print(() -> text.journey(journey, underWay));
  }

  /** The traffic has ended. */
  void end(TraceEnd end) {
    print(() -> text.end(end.frames(), end.malformed(), end.dropped()));
  }

  private void print(Printing printing) {
    try {
      printing.print();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    out.flush();
  }
}
