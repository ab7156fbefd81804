package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells packets apart that are alike in all that no hop can change: the second of two identical
 * datagrams, an ARP request asked again, a ping sent twice without an IP identification.
 *
 * <p>Wires and switches keep the order of frames, so the n-th sighting at one interface belongs
 * together with the n-th at another; if one interface has fewer, some were lost, and each goes to
 * the packet that it followed most closely. What can be told apart after all, a tunnel's packets by
 * their own identification, is. A bridge port in hairpin mode sends a flooded frame back where it
 * came from: then the sender's interfaces have twice as many sightings as all others, for the same
 * packets.
 */
final class Instances {
  private Instances() {}

  /**
   * Splits sightings of one content into packets.
   *
   * @param sightings in any order
   */
  static List<List<Sighting>> split(List<Sighting> sightings) {
    if (sightings.size() == 1) {
      return List.of(sightings);
    }
    List<Sighting> ordered = new ArrayList<>(sightings);
    ordered.sort(Sighting::compare);
    if (isOne(ordered)) {
      return List.of(ordered);
    }
    Map<Long, List<Sighting>> variants = new LinkedHashMap<>();
    for (Sighting sighting : ordered) {
      variants
          .computeIfAbsent(sighting.level(0, Reading.ADDRESSES), any -> new ArrayList<>())
          .add(sighting);
    }
    List<List<List<Sighting>>> packets = new ArrayList<>();
    variants.values().forEach(variant -> packets.add(splitAlike(variant)));
    return packets.size() == 1 ? packets.getFirst() : Translations.join(packets);
  }

  /** Whether no interface saw it twice, and none with other addresses: so it is one packet. */
  private static boolean isOne(List<Sighting> sightings) {
    long addresses = sightings.getFirst().level(0, Reading.ADDRESSES);
    BitSet places = new BitSet();
    for (Sighting sighting : sightings) {
      if (places.get(sighting.place) || sighting.level(0, Reading.ADDRESSES) != addresses) {
        return false;
      }
      places.set(sighting.place);
    }
    return true;
  }

  /** Splits sightings with the same addresses, ordered by time. */
  private static List<List<Sighting>> splitAlike(List<Sighting> sightings) {
    Map<State, List<Sighting>> states = new LinkedHashMap<>();
    for (Sighting sighting : sightings) {
      states.computeIfAbsent(State.of(sighting), any -> new ArrayList<>()).add(sighting);
    }
    int most = states.values().stream().mapToInt(List::size).max().orElseThrow();
    if (most == 1 || Hairpin.explains(states.values(), most)) {
      return most <= 2 ? List.of(sightings) : pairwise(states, most / 2);
    }
    return assign(states, most);
  }

  /** What makes two sightings at an interface the same step of two packets. */
  private record State(int place, int direction, long headers) {
    static State of(Sighting sighting) {
      long headers = sighting.depth();
      for (int level = 0; level <= sighting.depth(); level++) {
        for (int field = Reading.SOURCE; field <= Reading.ADDRESSES; field++) {
          headers = Mix.of(headers, sighting.level(level, field));
        }
      }
      int direction = sighting.direction() == null ? 0 : 1 + sighting.direction().ordinal();
      return new State(sighting.place, direction, headers);
    }
  }

  private static List<List<Sighting>> pairwise(Map<State, List<Sighting>> states, int packets) {
    List<List<Sighting>> result = lists(packets);
    for (List<Sighting> state : states.values()) {
      for (int i = 0; i < state.size(); i++) {
        result.get(i * packets / state.size()).add(state.get(i));
      }
    }
    return sorted(result);
  }

  private static List<List<Sighting>> assign(Map<State, List<Sighting>> states, int packets) {
    List<Sighting> anchors =
        states.values().stream()
            .filter(state -> state.size() == packets)
            .min(Comparator.comparing(List::getFirst, Sighting::compare))
            .orElseThrow();
    List<List<Sighting>> result = lists(packets);
    Map<Long, Integer> tunnels = new HashMap<>();
    for (List<Sighting> state : states.values()) {
      int[] owners = owners(state, anchors, tunnels);
      for (int i = 0; i < owners.length; i++) {
        result.get(owners[i]).add(state.get(i));
      }
    }
    return sorted(result);
  }

  /** For each sighting of a state, the number of its packet. */
  private static int[] owners(
      List<Sighting> state, List<Sighting> anchors, Map<Long, Integer> tunnels) {
    int[] owners =
        state.size() == anchors.size() ? inOrder(state.size()) : Alignment.of(state, anchors);
    for (int i = 0; i < owners.length; i++) {
      Sighting sighting = state.get(i);
      if (sighting.depth() > 0) {
        long tunnel = tunnel(sighting);
        Integer known = tunnels.putIfAbsent(tunnel, owners[i]);
        owners[i] = known == null ? owners[i] : known;
      }
    }
    return owners;
  }

  private static int[] inOrder(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  /** What tells the packets of a tunnel from one another, whatever they carry. */
  private static long tunnel(Sighting sighting) {
    long tunnel = 0;
    for (int level = 1; level <= sighting.depth(); level++) {
      tunnel = Mix.of(tunnel, sighting.level(level, Reading.ADDRESSES));
      tunnel = Mix.of(tunnel, sighting.level(level, Reading.IDENTITY));
    }
    return tunnel;
  }

  private static List<List<Sighting>> lists(int count) {
    List<List<Sighting>> lists = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static List<List<Sighting>> sorted(List<List<Sighting>> packets) {
    packets.removeIf(List::isEmpty);
    packets.forEach(packet -> packet.sort(Sighting::compare));
    return packets;
  }
}
