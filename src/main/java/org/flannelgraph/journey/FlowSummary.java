package org.flannelgraph.journey;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Many journeys in few lines: what of them is between the same two, of the same protocol and to the
 * same port. For traffic that is faster than a person. It grows with what is added; for the rates
 * of each second, one begins a new one each second. One thread owns it.
 */
public final class FlowSummary {
  /** So many flows are told apart; what is of none of them is one flow, {@link Flow#OTHERS}. */
  public static final int MOST_FLOWS = 1000;

  private static final double NANOS = 1e9;
  private static final int BITS = 8;

  private final Map<Flow, Count> flows = new LinkedHashMap<>();

  /**
   * Journeys that have these in common. Of a conversation each direction is a flow of its own.
   *
   * @param port the server's: the smaller of the two; null where there are none
   */
  public record Flow(String protocol, String source, String destination, @Nullable Integer port) {
    /** All that find no room. */
    public static final Flow OTHERS = new Flow("others", "any", "any", null);

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
    private static final Count NONE = new Count(0, Map.of(), 0, Long.MAX_VALUE, Long.MIN_VALUE);

    /** Packets a second, from the first to the last; 0 if there is only one. */
    public double rate() {
      return packets < 2 || last <= first ? 0 : (packets - 1) * NANOS / (last - first);
    }

    /** Bits a second on the first link, of packets of their mean size at {@link #rate}. */
    public double bitRate() {
      return rate() * bytes * BITS / Math.max(1, packets);
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
      StringJoiner words = new StringJoiner(", ");
      words.add(packets == 1 ? "1 packet" : String.format(Locale.ROOT, "%,d packets", packets));
      if (rate() > 0) {
        words.add(String.format(Locale.ROOT, "%,.0f/s", rate())).add(bits(bitRate()));
      }
      outcomes.forEach(
          (outcome, number) ->
              words.add(String.format(Locale.ROOT, "%,d %s", number, outcome.label())));
      return words.toString();
    }

    /** As tools of networks write it, in powers of 1000. */
    private static String bits(double rate) {
      if (rate < 1e3) {
        return String.format(Locale.ROOT, "%.0f bit/s", rate);
      }
      if (rate < 1e6) {
        return String.format(Locale.ROOT, "%.1f kbit/s", rate / 1e3);
      }
      return rate < 1e9
          ? String.format(Locale.ROOT, "%.1f Mbit/s", rate / 1e6)
          : String.format(Locale.ROOT, "%.1f Gbit/s", rate / 1e9);
    }
  }

  /** Counts a journey, with the outcome that it has by now. */
  public void add(Journey journey) {
    Flow flow = flow(journey);
    if (flows.size() >= MOST_FLOWS && !flows.containsKey(flow)) {
      flow = Flow.OTHERS;
    }
    flows.put(flow, flows.getOrDefault(flow, Count.NONE).with(journey));
  }

  /** The flows in the order of their first packets; as they are, while nothing is added. */
  public Map<Flow, Count> flows() {
    return Collections.unmodifiableMap(flows);
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
