package org.flannelgraph.session;

import java.time.Duration;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.traffic.Probe;

/** Options of traces that do not wait long for what will not come. */
final class Traces {
  private Traces() {}

  static TraceOptions ping(String from, String to, int bytes) {
    return of(from, to, new Probe.Icmp(bytes, false));
  }

  static TraceOptions of(String from, String to, Probe probe) {
    Duration brief = Duration.ofMillis(400);
    return of(from, to, probe, probe instanceof Probe.Http ? Duration.ofSeconds(5) : brief, brief);
  }

  /** For what will be lost. */
  static TraceOptions lost(String from, String to, Probe probe) {
    Duration briefest = Duration.ofMillis(150);
    return of(from, to, probe, briefest, briefest);
  }

  private static TraceOptions of(
      String from, String to, Probe probe, Duration timeout, Duration quiet) {
    return new TraceOptions(
        from,
        Addresses.parse(to),
        probe,
        1,
        timeout,
        Duration.ZERO,
        quiet,
        CaptureOptions.DEFAULT,
        frame -> {},
        notice -> {});
  }
}
