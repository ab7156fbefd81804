package org.flannelgraph.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.flannelgraph.journey.JourneyJson;
import org.flannelgraph.journey.JourneyReport;
import org.flannelgraph.journey.ReportText;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.sandbox.SessionClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How journeys are printed: what {@code trace} and {@code journeys} have in common. */
final class JourneyOutput {
  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--all",
      description = {
        "Print all: background noise too (ARP, neighbour discovery, IGMP, MLD),",
        "and each of more than 200 journeys, which else are counted as flows."
      })
  private boolean all;

  @Option(
      names = "--color",
      negatable = true,
      description = "Colour header stacks; otherwise only on a terminal.")
  private @Nullable Boolean color;

  void print(Context context, JourneyReport report, Ports ports, boolean severalFiles)
      throws IOException {
    PrintWriter out = writer(context);
    if (json) {
      JourneyJson.write(out, report, ports, severalFiles);
      out.println();
    } else {
      new ReportText(out, ports, isColoured(context), all).print(report);
    }
    out.flush();
  }

  /** Whether one document is wanted, rather than words as they come. */
  boolean isJson() {
    return json;
  }

  /** Prints in words what a trace tells, as it comes; {@code verdict} hears it too. */
  LiveText live(Context context, Ports ports, TraceVerdict verdict) {
    PrintWriter out = writer(context);
    return new LiveText(out, new ReportText(out, ports, isColoured(context), all), verdict);
  }

  private static PrintWriter writer(Context context) {
    return new PrintWriter(context.out(), false, StandardCharsets.UTF_8);
  }

  private boolean isColoured(Context context) {
    Boolean asked = color;
    if (asked != null) {
      return asked;
    }
    return SessionClient.hasTerminal()
        && context.session().isEmpty()
        && System.getenv("NO_COLOR") == null;
  }
}
