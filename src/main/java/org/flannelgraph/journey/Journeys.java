package org.flannelgraph.journey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.packet.Stop;
import org.flannelgraph.topology.Topology;

/** Joins captured frames into journeys. */
public final class Journeys {
  // How long a packet may not have been seen before it is taken to be gone, in nanoseconds.
  private static final long QUIET = 1_000_000_000;

  private Journeys() {}

  /**
   * Joins frames, from them alone: no kernel is asked.
   *
   * @param frames in any order; those of one interface in the order in which it saw them, where
   *     their times are equal
   * @return the journeys in the order of their first frames; each frame is in exactly one
   */
  public static List<Journey> join(Iterable<? extends Frame> frames) {
    return join(frames, Ports.DEFAULT, Topology.EMPTY);
  }

  /**
   * Joins frames with what is known of the wiring.
   *
   * @param ports which protocols the UDP ports of the capture mean
   * @param topology the links and addresses that there were; what it lacks, frames have to prove
   */
  public static List<Journey> join(
      Iterable<? extends Frame> frames, Ports ports, Topology topology) {
    Places places = new Places();
    Reading reading = new Reading(new Dissection(ports));
    Bundles bundles = new Bundles(QUIET);
    List<Bundle> all = new ArrayList<>();
    for (Frame frame : frames) {
      int place = places.place(frame.where());
      Sighting sighting =
          new Sighting(frame.copy(), place, places.namespace(place), reading.read(frame));
      Bundle bundle = bundles.addToOpen(sighting);
      boolean isNew = bundle == null;
      if (bundle == null) {
        bundle = bundles.open(sighting);
        all.add(bundle);
      }
      bundles.join(bundle, sighting, isNew);
    }
    List<List<Sighting>> packets = new ArrayList<>();
    for (Bundle bundle : all) {
      if (!bundle.isMerged()) {
        packets.addAll(bundle.packets());
      }
    }
    packets.sort(Comparator.comparing(Journeys::first, Sighting::compare));

    Wiring wiring = new KnownWiring(topology, places, learn(packets));
    Residents residents = new Residents();
    residents.learn(topology, places);
    List<Step> roots = packets.stream().map(packet -> Walk.of(packet, wiring)).toList();
    roots.forEach(root -> residents.learn(root, wiring));

    Telling telling = new Telling(reading, new Dissection(ports));
    Answers answers = new Answers();
    for (int i = 0; i < packets.size(); i++) {
      answers.note(i + 1L, packets.get(i));
    }
    List<Journey> journeys = new ArrayList<>();
    for (int i = 0; i < packets.size(); i++) {
      Outcome outcome = Verdict.of(roots.get(i), wiring, residents);
      Long causedBy = answers.causeOf(packets.get(i));
      journeys.add(telling.tell(i + 1L, roots.get(i), outcome, null, causedBy, true));
    }
    return journeys;
  }

  /** How many frames contradict their protocols. */
  public static long malformed(Iterable<? extends Frame> frames, Ports ports) {
    Reading reading = new Reading(new Dissection(ports));
    long malformed = 0;
    for (Frame frame : frames) {
      reading.read(frame);
      malformed += reading.dissection().stop() == Stop.MALFORMED ? 1 : 0;
    }
    return malformed;
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
