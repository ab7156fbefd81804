package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Dissection;

/** Joins captured frames into journeys. */
public final class Journeys {
  private Journeys() {}

  /**
   * Joins frames, from them alone: no kernel is asked.
   *
   * @param frames in any order; those of one interface in the order in which it saw them, where their
   *     times are equal
   * @return the journeys in the order of their first frames; each frame is in exactly one
   */
  public static List<Journey> join(Iterable<? extends Frame> frames) {
    Places places = new Places();
    Reading reading = new Reading(new Dissection());
    Map<Long, List<Sighting>> contents = new LinkedHashMap<>();
    for (Frame frame : frames) {
      int place = places.place(frame.where());
      Sighting sighting =
          new Sighting(frame.copy(), place, places.namespace(place), reading.read(frame));
      contents.computeIfAbsent(sighting.content, any -> new ArrayList<>()).add(sighting);
    }
    List<List<Sighting>> packets = new ArrayList<>();
    contents.values().forEach(content -> packets.addAll(Instances.split(content)));
    packets.sort(Comparator.comparing(Journeys::first, Sighting::compare));

    LearnedWiring wiring = learn(packets);
    Residents residents = new Residents();
    List<Step> roots = packets.stream().map(packet -> Walk.of(packet, wiring)).toList();
    roots.forEach(root -> residents.learn(root, wiring));

    Telling telling = new Telling(reading, new Reading(new Dissection()));
    List<Journey> journeys = new ArrayList<>();
    for (Step root : roots) {
      Outcome outcome = Verdict.of(root, wiring, residents);
      journeys.add(telling.tell(journeys.size() + 1L, root, outcome, null, true));
    }
    return journeys;
  }

  /** Learns which interfaces stand over others, and with that how they are wired. */
  private static LearnedWiring learn(List<List<Sighting>> packets) {
    LearnedWiring rough = new LearnedWiring();
    WiringLessons firstLessons = new WiringLessons(rough, place -> false);
    packets.forEach(firstLessons::learn);
    LearnedWiring wiring = new LearnedWiring();
    WiringLessons lessons = new WiringLessons(wiring, rough::isUpper);
    packets.forEach(lessons::learn);
    return wiring;
  }

  private static Sighting first(List<Sighting> packet) {
    return packet.stream().min(Sighting::compare).orElseThrow();
  }
}
