package org.flannelgraph.ui.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flannelgraph.linux.route.Link.Counter;
import org.flannelgraph.linux.route.LinkStatistics;
import org.flannelgraph.topology.LinkId;
import org.jspecify.annotations.Nullable;

/**
 * How much links carry, both ways together, from one look at their counters to the next. Words have
 * two digits that count, so that they stand still while a stream is steady; a link that rests has
 * none.
 */
final class LinkRates {
  private static final double NANOS = 1e9;

  /** Every link has a packet of noise now and then; in packets a second. */
  private static final double FEWEST = 1.5;

  /** From here on bits tell more than packets; in bit/s. */
  private static final double MANY = 100_000;

  /** What would be rounded to 1000 kbit/s, or Mbit/s. */
  private static final double KILO_END = 995e3;

  private static final double MEGA_END = 995e6;

  private @Nullable LinkCounters before;

  /** Takes the next look. */
  Map<LinkId, String> take(LinkCounters now) {
    LinkCounters then = before;
    before = now;
    Map<LinkId, String> rates = new TreeMap<>();
    if (then != null && now.time() > then.time()) {
      double seconds = (now.time() - then.time()) / NANOS;
      now.links()
          .forEach(
              (id, link) -> {
                LinkStatistics old = then.links().get(id);
                if (old != null) {
                  double packets = grown(old, link, Counter.RX_PACKETS, Counter.TX_PACKETS);
                  double bytes = grown(old, link, Counter.RX_BYTES, Counter.TX_BYTES);
                  words(packets / seconds, 8 * bytes / seconds).ifPresent(it -> rates.put(id, it));
                }
              });
    }
    return rates;
  }

  /** A link that was made anew with the same index has begun again: it has grown from nothing. */
  private static double grown(LinkStatistics old, LinkStatistics now, Counter in, Counter out) {
    long before = old.count(in) + old.count(out);
    long after = now.count(in) + now.count(out);
    return after >= before ? after - before : after;
  }

  /** A rate in words: {@code 12 packets/s}, {@code 1.2 Mbit/s}; empty if next to nothing moves. */
  static Optional<String> words(double packets, double bits) {
    if (packets < FEWEST) {
      return Optional.empty();
    }
    if (bits < MANY) {
      return Optional.of(packets(packets));
    }
    return Optional.of(
        bits < KILO_END
            ? digits(bits / 1e3, 1) + " kbit/s"
            : bits < MEGA_END
                ? digits(bits / 1e6, 1) + " Mbit/s"
                : digits(bits / 1e9, 1) + " Gbit/s");
  }

  /** A number of packets a second. */
  static String packets(double rate) {
    return Words.get("rate.packets", digits(rate));
  }

  /** A whole number of which two digits count, as {@code 1,200}. */
  static String digits(double value) {
    return digits(value, 0);
  }

  private static String digits(double value, int fraction) {
    double unit =
        Math.max(Math.pow(10, Math.floor(Math.log10(value)) - 1), Math.pow(10, -fraction));
    double rounded = Math.round(value / unit) * unit;
    return String.format(Locale.ROOT, "%,." + (rounded < 10 ? fraction : 0) + "f", rounded);
  }
}
