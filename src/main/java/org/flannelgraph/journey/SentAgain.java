package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells apart what was sent more than once without a change and went in pieces. IPv6 has no
 * identification, so a super-packet that is sent again at once, as after "packet too big", is the
 * same in every byte; what it was cut into or made of belongs to the one that went before.
 */
final class SentAgain {
  private SentAgain() {}

  /**
   * Splits sightings of a packet's pieces into packets.
   *
   * @param sightings in any order
   */
  static List<List<Sighting>> split(List<Sighting> sightings) {
    Map<Long, List<Sighting>> pieces = new LinkedHashMap<>();
    for (Sighting sighting : sightings) {
      pieces.computeIfAbsent(sighting.content, any -> new ArrayList<>()).add(sighting);
    }
    List<Sighting> longest =
        pieces.values().stream()
            .max(Comparator.comparingInt(piece -> piece.getFirst().pieceLength))
            .orElseThrow();
    if (longest.getFirst().segment == 0) {
      return List.of(sightings); // IPv4 numbers what it cuts into fragments
    }
    List<List<Sighting>> packets = new ArrayList<>();
    Instances.split(longest).forEach(packet -> packets.add(new ArrayList<>(packet)));
    if (packets.size() == 1) {
      return List.of(sightings);
    }
    List<Sighting> starts = packets.stream().map(List::getFirst).toList();
    pieces.values().stream()
        .filter(piece -> piece != longest)
        .flatMap(piece -> Instances.split(piece).stream())
        .forEach(piece -> packets.get(latestBefore(starts, piece.getFirst())).addAll(piece));
    return packets;
  }

  /** The number of the last that began before a piece was seen, or the first of all. */
  private static int latestBefore(List<Sighting> starts, Sighting piece) {
    int latest = 0;
    for (int i = 1; i < starts.size(); i++) {
      if (starts.get(i).isBefore(piece)) {
        latest = i;
      }
    }
    return latest;
  }
}
