package org.flannelgraph.journey;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Dissection;
import org.flannelgraph.packet.Stop;
import org.flannelgraph.topology.Topology;

/**
 * Joins frames into journeys as they are captured. A journey is handed out at once and grows in
 * place: {@link #changed} gives the journeys that are new or grew since it was asked last, under
 * the ids that they keep. One that was quiet long enough is settled. Memory is bounded: the oldest
 * settled journeys leave first, and are counted. What a hop's place in the network is, a {@link
 * #follow topology} tells, or else the frames have to prove it. One thread owns a tracker.
 */
public final class JourneyTracker {
  private static final int LESSONS_OF_ALL = 20_000;
  private static final int LATER_LESSONS = 16;
  private static final int FEW = 1000;

  private final TrackerOptions options;
  private final Places places = new Places();
  private final Reading reading;
  private final Telling telling;
  private final Bundles bundles;
  private final LearnedWiring learned = new LearnedWiring();
  private final WiringLessons lessons = new WiringLessons(learned, learned::isUpper);
  private final Residents residents = new Residents();
  private final Answers answers = new Answers();
  private final ArrayDeque<Bundle> open = new ArrayDeque<>();
  private final ArrayDeque<Bundle> settled = new ArrayDeque<>();
  private final List<Bundle> changed = new ArrayList<>();
  private final List<Long> leaving = new ArrayList<>();

  private Topology topology = Topology.EMPTY;
  private Wiring wiring = learned;
  private int placesKnown;
  private List<Long> gone = List.of();
  private Map<Long, Long> joined = Map.of();
  private long now = Long.MIN_VALUE;
  private long frames;
  private long malformed;
  private long left;
  private long bytes;
  private long lastId;
  private long lessonsGiven;

  public JourneyTracker(TrackerOptions options) {
    this.options = options;
    reading = new Reading(new Dissection(options.ports()));
    telling = new Telling(reading, new Dissection(options.ports()));
    bundles = new Bundles(options.quiet());
  }

  /**
   * Hears how the network is wired from now on. What it does not know, frames have to prove.
   *
   * @param now the version of now; the same one again costs nothing
   */
  public void follow(Topology now) {
    if (topology == now && placesKnown == places.size()) {
      return;
    }
    topology = now;
    placesKnown = places.size();
    wiring = new KnownWiring(now, places, learned);
    residents.learn(now, places);
  }

  /** Takes a frame; it is copied. */
  public void add(Frame frame) {
    frames++;
    int place = places.place(frame.where());
    reading.read(frame);
    if (reading.dissection().stop() == Stop.MALFORMED) {
      malformed++;
    }
    Sighting sighting = new Sighting(frame.copy(), place, places.namespace(place), reading);
    bytes += sighting.bytes();
    Bundle bundle = bundles.addToOpen(sighting);
    boolean isNew = bundle == null;
    if (bundle == null) {
      bundle = bundles.open(sighting);
      bytes += Bundle.BYTES;
      open.add(bundle);
    }
    Bundle joined = bundles.join(bundle, sighting, isNew);
    if (!joined.isChanged) {
      joined.isChanged = true;
      changed.add(joined);
    }
    advance(frame.time());
  }

  /** Lets time pass without a frame: nanoseconds since 1970. */
  public void advance(long time) {
    now = Math.max(now, time);
    settleQuiet();
    while (bytes > options.memory() && letGo()) {}
  }

  private void settleQuiet() {
    for (int i = open.size(); i > 0; i--) {
      Bundle first = open.getFirst();
      if (!first.isMerged() && now - first.last() <= options.quiet()) {
        if (now - first.first() <= options.quiet()) {
          return; // the others are younger
        }
        open.addLast(open.removeFirst());
        continue;
      }
      open.removeFirst();
      settle(first);
    }
  }

  /** Takes all that it has seen to be at its end: nobody sends any more. */
  public void settleAll() {
    while (!open.isEmpty()) {
      settle(open.removeFirst());
    }
  }

  private void settle(Bundle bundle) {
    if (bundle.isMerged()) {
      bytes -= Bundle.BYTES;
      return;
    }
    bundles.settle(bundle);
    boolean teaches = lessonsGiven < LESSONS_OF_ALL || lessonsGiven % LATER_LESSONS == 0;
    lessonsGiven++;
    if (teaches) {
      bundle.packets().forEach(lessons::learn);
    }
    settled.addLast(bundle);
    if (!bundle.isChanged) {
      bundle.isChanged = true;
      changed.add(bundle);
    }
  }

  private boolean letGo() {
    Bundle oldest = settled.pollFirst();
    if (oldest == null) {
      return false;
    }
    bytes -= oldest.bytes();
    left += Math.max(1, oldest.ids().size());
    answers.forget(oldest.sightings(), oldest.ids());
    leaving.addAll(oldest.ids());
    oldest.forget();
    if (changed.size() > 2 * (open.size() + settled.size()) + FEW) {
      changed.removeIf(bundle -> bundle.state() == Bundle.State.GONE); // nobody asks for changes
    }
    return true;
  }

  /** The journeys that are new or changed since this was asked last, in the order of their ids. */
  public List<Journey> changed() {
    gone = List.copyOf(leaving);
    leaving.clear();
    joined = new LinkedHashMap<>();
    if (topology != Topology.EMPTY) {
      follow(topology); // interfaces may have been seen for the first time
    }
    List<Journey> journeys = new ArrayList<>();
    for (Bundle bundle : changed) {
      bundle.isChanged = false;
      if (!bundle.isMerged() && bundle.state() != Bundle.State.GONE) {
        journeys.addAll(tell(bundle));
      }
    }
    changed.clear();
    journeys.sort(Comparator.comparingLong(Journey::id));
    return journeys;
  }

  private List<Journey> tell(Bundle bundle) {
    List<Journey> journeys = new ArrayList<>();
    boolean isSettled = bundle.state() == Bundle.State.SETTLED;
    for (List<Sighting> packet : bundle.packets()) {
      if (bundle.ids().size() == journeys.size()) {
        bundle.ids().add(++lastId);
      }
      long id = bundle.ids().get(journeys.size());
      Step root = Walk.of(packet, wiring);
      if (isSettled) {
        residents.learn(root, wiring);
      }
      answers.note(id, packet);
      Outcome outcome = Verdict.of(root, wiring, residents);
      Outcome known = isSettled || outcome == Outcome.DELIVERED ? outcome : Outcome.UNKNOWN;
      journeys.add(telling.tell(id, root, known, null, answers.causeOf(packet), isSettled));
    }
    while (bundle.ids().size() > journeys.size()) {
      joined.put(bundle.ids().removeLast(), bundle.ids().getFirst());
    }
    return journeys;
  }

  /**
   * The ids of journeys that were let go of to stay within the bound, of those handed out before,
   * as of when {@link #changed} was asked last.
   */
  public List<Long> gone() {
    return gone;
  }

  /**
   * The ids of journeys that were found to be a part of another, as a fragment seen before its
   * packet, and that other's; as of when {@link #changed} was asked last.
   */
  public Map<Long, Long> joined() {
    return joined;
  }

  /** What it has seen and what it holds. */
  public TrackerStatistics statistics() {
    return new TrackerStatistics(frames, malformed, open.size(), settled.size(), left, bytes);
  }
}
