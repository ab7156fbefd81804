package org.flannelgraph.journey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.flannelgraph.packet.Ports;

/**
 * Prints journeys for a person: all of a capture, or each as it comes. Where they are more than a
 * person reads they become flows with their rates, which is said; what did not arrive is printed
 * all the same, up to a bound.
 */
public final class ReportText {
  /** How many journeys are printed hop by hop unless all are asked for. */
  private static final int MOST_SHOWN = 200;

  private static final int LOST_SHOWN = 10;
  private static final int FLOWS_SHOWN = 10;
  private static final long SECOND = 1_000_000_000;
  private static final String INDENT = "     ";

  private final Appendable out;
  private final JourneyText text;
  private final boolean all;
  private final FlowSummary flows = new FlowSummary();
  private final List<Journey> lost = new ArrayList<>();
  private FlowSummary recent = new FlowSummary();
  private final Map<Request.Result, Long> results = new EnumMap<>(Request.Result.class);
  private long first = Long.MIN_VALUE;
  private long since;
  private long journeys;
  private long noise;
  private long shown;
  private long moreLost;
  private boolean isSummary;
  private boolean isSaid;

  /**
   * Prints to {@code out}.
   *
   * @param ports which protocols the UDP ports of the capture mean
   * @param colour whether to colour header stacks, as a terminal can
   * @param all whether to print all: background noise too (ARP, neighbour discovery, group
   *     membership), and every journey where there are many
   */
  public ReportText(Appendable out, Ports ports, boolean colour, boolean all) {
    this.out = out;
    this.all = all;
    text = new JourneyText(out, ports, colour);
  }

  /** Prints a whole report: requests, journeys, and what was left out. */
  public void print(JourneyReport report) throws IOException {
    for (Request request : report.requests()) {
      request(request);
    }
    long readable = report.journeys().stream().filter(this::isShown).count();
    isSummary = !all && readable > MOST_SHOWN;
    for (Journey journey : report.journeys()) {
      if (count(journey)) {
        tell(journey);
      }
    }
    end(report.frames(), report.malformed(), report.dropped());
  }

  /** Prints what came of a request. */
  public void request(Request request) throws IOException {
    long number = results.values().stream().mapToLong(it -> it).sum();
    results.merge(request.result(), 1L, Long::sum);
    if (!all && number == MOST_SHOWN) {
      line("more requests than a person reads: from here on they are counted");
    }
    if (!all && number >= MOST_SHOWN) {
      return;
    }
    line(
        "request %d, %s: %s, %s"
            .formatted(
                request.id(),
                request.protocol(),
                request.result().label().replace('-', ' '),
                request.text()));
  }

  /**
   * Prints a journey as it comes, in the order of the first frames.
   *
   * @param underWay how many besides were seen by now and are still to come
   */
  public void journey(Journey journey, long underWay) throws IOException {
    if (!count(journey)) {
      return;
    }
    if (!all && !isSummary && shown + 1 + underWay > MOST_SHOWN) {
      isSummary = true;
      since = journey.first().time();
      if (shown > 0) {
        sayThatFlowsFollow();
      }
    }
    if (isSummary) {
      addToSecond(journey);
    }
    tell(journey);
  }

  /** Prints what was counted. */
  public void end(long frames, long malformed, long dropped) throws IOException {
    if (isSummary) {
      line("");
      line(
          "%,d journeys are many, so these are flows; --all prints them all"
              .formatted(journeys - noise));
      print(flows, Integer.MAX_VALUE);
      for (Journey journey : lost) {
        text.print(journey);
      }
      if (moreLost > 0) {
        line("");
        line("and %,d more that did not arrive".formatted(moreLost));
      }
    }
    line("");
    printResults();
    line(
        count(frames, "frame")
            + " in "
            + count(journeys, "journey")
            + (dropped == 0 ? "" : ", " + count(dropped, "frame") + " dropped")
            + (malformed == 0 ? "" : ", " + malformed + " malformed"));
    if (noise > 0) {
      line(
          count(noise, "journey")
              + " of ARP, neighbour discovery and group membership left out; --all prints "
              + (noise == 1 ? "it" : "them"));
    }
  }

  /** What came of requests that were not printed one by one. */
  private void printResults() throws IOException {
    long number = results.values().stream().mapToLong(it -> it).sum();
    if (all || number <= MOST_SHOWN) {
      return;
    }
    StringJoiner words = new StringJoiner(", ");
    results.forEach(
        (result, times) -> words.add("%,d %s".formatted(times, result.label().replace('-', ' '))));
    line("%,d requests: %s".formatted(number, words));
  }

  private boolean isShown(Journey journey) {
    return all || !text.isNoise(journey);
  }

  /** Counts it; whether it is to be shown, one way or the other. */
  private boolean count(Journey journey) {
    journeys++;
    if (!isShown(journey)) {
      noise++;
      return false;
    }
    flows.add(journey);
    first = first == Long.MIN_VALUE ? journey.first().time() : first;
    return true;
  }

  private void tell(Journey journey) throws IOException {
    if (!isSummary) {
      shown++;
      text.print(journey);
    } else if (journey.outcome() == Outcome.LOST || journey.outcome() == Outcome.PARTIAL) {
      if (lost.size() < LOST_SHOWN) {
        lost.add(journey);
      } else {
        moreLost++;
      }
    }
  }

  /** By the packets' own time: a second's flows are printed when a packet of a later one comes. */
  private void addToSecond(Journey journey) throws IOException {
    long time = journey.first().time();
    if (time - since >= SECOND) {
      sayThatFlowsFollow();
      line("");
      line(
          String.format(
              Locale.ROOT,
              "second %.1f to %.1f:",
              (since - first) / (double) SECOND,
              (since + SECOND - first) / (double) SECOND));
      print(recent, FLOWS_SHOWN);
      recent = new FlowSummary();
      since += (time - since) / SECOND * SECOND;
    }
    recent.add(journey);
  }

  private void sayThatFlowsFollow() throws IOException {
    if (!isSaid) {
      isSaid = true;
      line("");
      line("more journeys than a person reads, so these are flows; --all prints them all");
    }
  }

  private void print(FlowSummary summary, int most) throws IOException {
    List<Map.Entry<FlowSummary.Flow, FlowSummary.Count>> printed =
        new ArrayList<>(summary.flows().entrySet());
    if (printed.size() > most) {
      printed.sort(Comparator.comparingLong(flow -> -flow.getValue().packets()));
    }
    for (Map.Entry<FlowSummary.Flow, FlowSummary.Count> flow :
        printed.subList(0, Math.min(most, printed.size()))) {
      line(flow.getKey().toString());
      line(INDENT + flow.getValue());
    }
    if (printed.size() > most) {
      line("and " + count(printed.size() - most, "smaller flow"));
    }
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void line(String words) throws IOException {
    out.append(words.stripTrailing()).append('\n');
  }
}
