package org.flannelgraph.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.capture.ClockOffset.Basis;

/**
 * How far one file's clock is from another's, from the packets that both saw.
 *
 * <p>Be {@code o} what must be added to the second file's times. A packet that went from the first
 * file's hosts to the second's was seen there later, so second - first + o is positive: its
 * difference d = first - second is a lower bound of o. One that went the other way gives an upper
 * bound. The greatest lower and the least upper bound come from the packets that were fastest, and
 * the middle between them is the estimate, as NTP's. Which way packets went need not be known: of
 * the two ways between two hosts, the one with the smaller differences is that from the first file
 * to the second. If the bounds contradict each other the clocks drifted, and the median of the
 * middles between neighbours in time is taken.
 *
 * @param nanoseconds what is to be added to the second file's times
 * @param uncertainty in nanoseconds
 * @param packets how many packets tell it
 */
record ClockEstimate(long nanoseconds, long uncertainty, int packets, Basis basis) {
  static final ClockEstimate NOTHING = new ClockEstimate(0, 0, 0, Basis.NOTHING);

  /**
   * One packet in both files.
   *
   * @param time when, by the first file's clock
   * @param least the lower bound of the offset, if it went from the first file to the second
   * @param most the upper bound, if it went the other way
   */
  private record Sample(long time, long least, long most) {
    long middle() {
      return least + (most - least) / 2;
    }
  }

  /** The packets between two hosts, each way. */
  private static final class Hosts {
    final List<Sample> up = new ArrayList<>();
    final List<Sample> down = new ArrayList<>();
  }

  /** Compares two files. */
  static ClockEstimate of(PacketPrints first, PacketPrints second) {
    Map<Long, PacketPrints.Sighting> others = second.unambiguous();
    Map<Long, Hosts> pairs = new HashMap<>();
    List<Sample> all = new ArrayList<>();
    first
        .unambiguous()
        .forEach(
            (print, here) -> {
              PacketPrints.Sighting there = others.get(print);
              if (there != null) {
                Sample sample =
                    new Sample(here.first, here.last - there.first, here.first - there.last);
                Hosts hosts = pairs.computeIfAbsent(here.hosts, unknown -> new Hosts());
                (here.up ? hosts.up : hosts.down).add(sample);
                all.add(sample);
              }
            });
    if (all.isEmpty()) {
      return NOTHING;
    }
    List<Sample> forth = new ArrayList<>();
    List<Sample> back = new ArrayList<>();
    for (Hosts hosts : pairs.values()) {
      if (!hosts.up.isEmpty() && !hosts.down.isEmpty()) {
        boolean upIsForth = medianOf(hosts.up) <= medianOf(hosts.down);
        forth.addAll(upIsForth ? hosts.up : hosts.down);
        back.addAll(upIsForth ? hosts.down : hosts.up);
      }
    }
    return forth.isEmpty()
        ? new ClockEstimate(medianOf(all), 0, all.size(), Basis.ONE_WAY)
        : between(forth, back);
  }

  private static ClockEstimate between(List<Sample> forth, List<Sample> back) {
    long least = forth.stream().mapToLong(Sample::least).max().orElseThrow();
    long most = back.stream().mapToLong(Sample::most).min().orElseThrow();
    int packets = forth.size() + back.size();
    if (least > most) {
      return drifting(forth, back);
    }
    long uncertainty = (most - least + 1) / 2;
    return least <= 0 && most >= 0
        ? new ClockEstimate(0, Math.max(most, -least), packets, Basis.EQUAL)
        : new ClockEstimate(least + (most - least) / 2, uncertainty, packets, Basis.BOTH_WAYS);
  }

  private static ClockEstimate drifting(List<Sample> forth, List<Sample> back) {
    forth.sort(Comparator.comparingLong(Sample::time));
    back.sort(Comparator.comparingLong(Sample::time));
    long[] middles = new long[forth.size()];
    int nearest = 0;
    for (int i = 0; i < middles.length; i++) {
      long time = forth.get(i).time;
      while (nearest + 1 < back.size()
          && Math.abs(back.get(nearest + 1).time - time)
              <= Math.abs(back.get(nearest).time - time)) {
        nearest++;
      }
      long least = forth.get(i).least;
      middles[i] = least + (back.get(nearest).most - least) / 2;
    }
    Arrays.sort(middles);
    long median = middles[middles.length / 2];
    long spread = Math.max(median - middles[0], middles[middles.length - 1] - median);
    return new ClockEstimate(median, spread, forth.size() + back.size(), Basis.DRIFTING);
  }

  private static long medianOf(List<Sample> samples) {
    long[] middles = samples.stream().mapToLong(Sample::middle).sorted().toArray();
    return middles[middles.length / 2];
  }

  /** The same the other way round. */
  ClockEstimate reversed() {
    return new ClockEstimate(-nanoseconds, uncertainty, packets, basis);
  }

  /** What is to be added to a third file's times, given how it compares with the second's. */
  ClockEstimate then(ClockEstimate third) {
    return new ClockEstimate(
        nanoseconds + third.nanoseconds,
        uncertainty + third.uncertainty,
        Math.min(packets, third.packets),
        basis.compareTo(third.basis) > 0 ? basis : third.basis);
  }
}
