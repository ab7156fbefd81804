package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many journeys in few lines: what of them is between the same two, of the same protocol and to the
 * same port. For traffic that is faster than a person.
 */
public final class FlowSummary {
  private static final double NANOS = 1e9;

  /**
   * Journeys that have these in common. Of a conversation each direction is a flow of its own.
   *
   * @param port the server's: the smaller of the two; null where there are none
   */
  public record Flow(String protocol, String source, String destination, @Nullable Integer port) {
    @Override
    public String toString() {
      String service = port == null ? protocol : protocol + " " + port;
      return "%s  %s -> %s".formatted(service, source, destination);
    }
  }

  /**
   * What became of a flow's packets.
   *
   * @param packets how many there were
   * @param outcomes how many of them ended how
   * @param bytes on the first link of each, added up
   * @param first when the first was seen, in nanoseconds since 1970
   * @param last when the last was first seen
   */
  public record Count(
      long packets, Map<Outcome, Long> outcomes, long bytes, long first, long last) {
    /** Packets a second, from the first to the last; 0 if there is only one. */
    public double rate() {
      return packets < 2 || last <= first ? 0 : (packets - 1) * NANOS / (last - first);
    }

    private Count with(Journey journey) {
      Map<Outcome, Long> more = new EnumMap<>(Outcome.class);
      more.putAll(outcomes);
      more.merge(journey.outcome(), 1L, Long::sum);
      Hop hop = journey.first();
      return new Count(
          packets + 1,
          more,
          bytes + hop.frame().wireLength(),
          Math.min(first, hop.time()),
          Math.max(last, hop.time()));
    }

    @Override
    public String toString() {
      List<String> words = new ArrayList<>();
      words.add(packets == 1 ? "1 packet" : "%,d packets".formatted(packets));
      if (rate() > 0) {
        words.add(String.format(Locale.ROOT, "%,.0f/s", rate()));
      }
      outcomes.forEach((outcome, number) -> words.add("%,d %s".formatted(number, outcome.label())));
      return String.join(", ", words);
    }
  }

  private FlowSummary() {}

  /** The flows in the order of their first packets. */
  public static Map<Flow, Count> of(List<Journey> journeys) {
    Map<Flow, Count> flows = new LinkedHashMap<>();
    for (Journey journey : journeys) {
      flows.compute(
          flow(journey),
          (flow, count) ->
              (count == null ? new Count(0, Map.of(), 0, Long.MAX_VALUE, Long.MIN_VALUE) : count)
                  .with(journey));
    }
    return flows;
  }

  private static Flow flow(Journey journey) {
    Integer from = journey.source().port();
    Integer to = journey.destination().port();
    Integer port = from == null || to == null ? to : Integer.valueOf(Math.min(from, to));
    return new Flow(journey.protocol(), host(journey.source()), host(journey.destination()), port);
  }

  private static String host(Endpoint endpoint) {
    return endpoint.pod() == null ? endpoint.address() : endpoint.pod();
  }
}
