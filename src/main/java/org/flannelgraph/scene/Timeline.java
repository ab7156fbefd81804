package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Journeys on one time line, by events: each hop takes one unit. Immutable.
 *
 * <p>Of the unit before a hop, the first part is for headers that close around the packet where it
 * stands, the middle for the way, and the last for headers that open where it comes to.
 */
public final class Timeline {
  /** Without a journey. */
  public static final Timeline EMPTY = new Timeline(List.of());

  /** Which part of its last unit a packet takes to be wrapped or unwrapped. */
  private static final double WRAPPING = 0.4;

  /** How long a packet is to be seen where it ended, in units. */
  private static final double LINGER = 1;

  private final List<Track> tracks;
  private final List<int[]> shown;

  /** By identity: to compare two tracks would be to compare every field of every hop. */
  private final IdentityHashMap<Track, Integer> indices = new IdentityHashMap<>();

  private final double length;
  private final TreeSet<Double> steps = new TreeSet<>();

  private Timeline(List<Track> tracks) {
    this.tracks = tracks;
    shown = Ticks.of(tracks);
    steps.add(0.0);
    for (int i = 0; i < tracks.size(); i++) {
      indices.put(tracks.get(i), i);
      for (int tick : shown.get(i)) {
        steps.add((double) tick);
      }
      Track.End end = tracks.get(i).end();
      if (end != null) {
        steps.add(shown.get(i)[end.after() - 1] + 1.0);
      }
    }
    length = steps.last();
  }

  /** A time line of some journeys. */
  public static Timeline of(List<Track> tracks) {
    return new Timeline(List.copyOf(tracks));
  }

  /** The journeys. */
  public List<Track> tracks() {
    return tracks;
  }

  /** Where it ends, in units; it begins at 0. */
  public double length() {
    return length;
  }

  /** The next moment at which a hop is shown, or the end. */
  public double after(double position) {
    Double next = steps.higher(position);
    return next == null ? length : next;
  }

  /** The last moment before at which a hop was shown, or the beginning. */
  public double before(double position) {
    Double previous = steps.lower(position);
    return previous == null ? 0 : previous;
  }

  /** When a hop is shown, in units. */
  public double of(Track track, int hop) {
    return shown.get(index(track))[hop - 1];
  }

  /**
   * The indexes of a track's hops that have been shown. Where a packet branches that is not all up
   * to the last one: a bridge's own copy is shown while the other is still under way.
   */
  public Set<Integer> passed(Track track, double position) {
    int[] ticks = shown.get(index(track));
    return IntStream.range(0, ticks.length)
        .filter(i -> ticks[i] <= position)
        .mapToObj(i -> i + 1)
        .collect(Collectors.toUnmodifiableSet());
  }

  private int index(Track track) {
    Integer index = indices.get(track);
    if (index == null) {
      throw new IllegalArgumentException(
          "journey " + track.journey().id() + " is not on this time line");
    }
    return index;
  }

  /**
   * What time it was, in nanoseconds since 1970; between two hops, between their times. 0 if there
   * is no journey.
   */
  public long time(double position) {
    long from = 0;
    long to = Long.MAX_VALUE;
    double fromTick = -1;
    double toTick = Double.MAX_VALUE;
    for (int i = 0; i < tracks.size(); i++) {
      int[] ticks = shown.get(i);
      for (int k = 0; k < ticks.length; k++) {
        long time = tracks.get(i).stops().get(k).hop().time();
        if (ticks[k] <= position) {
          from = Math.max(from, time);
          fromTick = Math.max(fromTick, ticks[k]);
        } else if (ticks[k] < toTick || ticks[k] == toTick && time < to) {
          toTick = ticks[k];
          to = time;
        }
      }
    }
    return toTick == Double.MAX_VALUE || to <= from
        ? from
        : from + Math.round((to - from) * (position - fromTick) / (toTick - fromTick));
  }

  /** How long all of it really took, in seconds. */
  public double seconds() {
    return (time(length) - time(0)) / 1e9;
  }

  /**
   * The packets that are to be seen at a moment, in the order of the tracks; of a flood, one for
   * each branch.
   */
  public List<Flight> flights(double position) {
    List<Flight> flights = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      flights(tracks.get(i), shown.get(i), position, flights);
    }
    return flights;
  }

  private void flights(Track track, int[] ticks, double position, List<Flight> flights) {
    boolean[] goesOn = new boolean[ticks.length + 1];
    for (Track.Stop stop : track.stops()) {
      Integer previous = stop.hop().previous();
      if (previous != null) {
        goesOn[previous] = true;
        double from = ticks[previous - 1];
        double to = ticks[stop.hop().index() - 1];
        if (position >= from && position < to) {
          flights.add(underWay(track, stop, position - (to - 1)));
        }
      }
    }
    Track.End end = track.end();
    for (Track.Stop stop : track.stops()) {
      int index = stop.hop().index();
      double passed = position - ticks[index - 1];
      if (end != null && end.after() == index && passed >= 0) {
        lost(track, stop, end, passed, flights);
      } else if (!goesOn[index]
          && passed >= 0
          && (passed < LINGER || position >= length && passed <= LINGER)) {
        flights.add(standing(track, stop, stop.at(), Flight.State.ARRIVED));
      }
    }
  }

  private void lost(
      Track track, Track.Stop stop, Track.End end, double passed, List<Flight> flights) {
    if (passed < 1) {
      Point at = end.way().isEmpty() ? stop.at() : along(end.way(), eased(passed));
      flights.add(standing(track, stop, at, Flight.State.MOVING));
    } else if (passed <= 1 + LINGER) {
      flights.add(standing(track, stop, end.at(), Flight.State.LOST));
    }
  }

  private static Flight standing(Track track, Track.Stop stop, Point at, Flight.State state) {
    return new Flight(track, stop, at, Wrapping.none(stop.bricks()), 1, state);
  }

  /**
   * A packet on the way to a stop.
   *
   * @param part of the last unit that has passed; below 0 it waits where it was
   */
  private static Flight underWay(Track track, Track.Stop stop, double part) {
    Wrapping wrapping = stop.wrapping();
    double move = part;
    double wrapped = part >= 0.5 ? 1 : 0;
    if (wrapping.removed() > wrapping.added()) {
      move = part / (1 - WRAPPING);
      wrapped = (part - (1 - WRAPPING)) / WRAPPING;
    } else if (wrapping.isChange()) {
      move = (part - WRAPPING) / (1 - WRAPPING);
      wrapped = part / WRAPPING;
    }
    Point at = stop.way().isEmpty() ? stop.at() : along(stop.way(), eased(move));
    return new Flight(track, stop, at, wrapping, Math.clamp(wrapped, 0, 1), Flight.State.MOVING);
  }

  /** Slow at both ends. */
  private static double eased(double part) {
    double t = Math.clamp(part, 0, 1);
    return t * t * (3 - 2 * t);
  }

  /** The point a part of the way along a line. */
  static Point along(List<Point> way, double part) {
    double whole = 0;
    for (int i = 1; i < way.size(); i++) {
      whole += way.get(i - 1).distance(way.get(i));
    }
    double rest = whole * part;
    for (int i = 1; i < way.size(); i++) {
      double side = way.get(i - 1).distance(way.get(i));
      if (rest <= side && side > 0) {
        return way.get(i - 1).towards(way.get(i), rest / side);
      }
      rest -= side;
    }
    return way.getLast();
  }
}
