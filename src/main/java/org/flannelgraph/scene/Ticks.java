package org.flannelgraph.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.flannelgraph.journey.Hop;

/**
 * When each hop of some journeys is shown, in units of one hop: time by events. A hop takes one
 * unit, however long it took; but nothing is shown before what happened before it. So a journey
 * that an other one answers has arrived when that starts, those that were under way at once are
 * shown at once, and a second in which nothing happened takes no time.
 */
final class Ticks {
  private record Event(int track, Hop hop) {}

  private final List<Track> tracks;
  private final List<int[]> shown = new ArrayList<>();

  /** How far any has come, which one, and how far any other: what each waits for are others. */
  private int farthest = -1;

  private int farthestTrack = -1;
  private int second = -1;

  private Ticks(List<Track> tracks) {
    this.tracks = tracks;
    tracks.forEach(track -> shown.add(new int[track.stops().size()]));
    shown.forEach(ticks -> Arrays.fill(ticks, -1));
  }

  /** For each track, for each of its stops. */
  static List<int[]> of(List<Track> tracks) {
    Ticks ticks = new Ticks(tracks);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      for (Track.Stop stop : tracks.get(i).stops()) {
        events.add(new Event(i, stop.hop()));
      }
    }
    events.sort(Comparator.comparingLong(event -> event.hop().time()));
    events.forEach(event -> ticks.show(event.track(), event.hop()));
    return ticks.shown;
  }

  private int show(int track, Hop hop) {
    int[] ticks = shown.get(track);
    int known = ticks[hop.index() - 1];
    if (known >= 0) {
      return known;
    }
    Integer previous = hop.previous();
    // A time stamp may be late: what led here is shown before it, whatever the stamps say.
    int least = previous == null ? 0 : show(track, tracks.get(track).journey().hop(previous)) + 1;
    int others = track == farthestTrack ? second : farthest;
    int tick = Math.max(least, others);
    ticks[hop.index() - 1] = tick;
    if (track == farthestTrack) {
      farthest = Math.max(farthest, tick);
    } else if (tick > farthest) {
      second = farthest;
      farthest = tick;
      farthestTrack = track;
    } else {
      second = Math.max(second, tick);
    }
    return tick;
  }
}
