package org.flannelgraph.ui.play;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.scene.Playback;
import org.flannelgraph.scene.Timeline;
import org.flannelgraph.scene.Track;
import org.flannelgraph.ui.model.Selection;
import org.jspecify.annotations.Nullable;

/**
 * How packets are played, in step with the selection both ways: as the time line moves on, the hop
 * that it passes is selected; if another hop is selected, the time line stops there. The FX
 * thread's.
 */
public final class PlaybackModel {
  /** The speed to begin with, in hops a second. */
  private static final double WALK = 1.5;

  private static final double NANOS = 1e9;

  /** If no pulse came for longer, as while the window was hidden, that was no time to play in. */
  private static final double LONGEST_PULSE = 0.25;

  private final Selection selection;
  private final ReadOnlyObjectWrapper<Playback> playback =
      new ReadOnlyObjectWrapper<>(Playback.of(Timeline.EMPTY, WALK));
  private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(this, "playing");
  private final ReadOnlyDoubleWrapper position = new ReadOnlyDoubleWrapper(this, "position");
  private final ReadOnlyDoubleWrapper length = new ReadOnlyDoubleWrapper(this, "length");
  private final ReadOnlyLongWrapper time = new ReadOnlyLongWrapper(this, "time");
  private final DoubleProperty speed = new SimpleDoubleProperty(this, "speed", WALK);
  private final BooleanProperty loop = new SimpleBooleanProperty(this, "loop");
  private final BooleanProperty follow = new SimpleBooleanProperty(this, "follow");

  /** Whether the selection changes because this selects. */
  private boolean isSelecting;

  private long lastPulse;

  /** An empty time line; it follows the selection. */
  public PlaybackModel(Selection selection) {
    this.selection = selection;
    speed.addListener((at, before, now) -> become(get().withSpeed(now.doubleValue())));
    loop.addListener((at, before, now) -> become(get().looping(now)));
    selection.hop().addListener((at, before, now) -> selected());
    selection.journey().addListener((at, before, now) -> journeySelected(before, now));
  }

  private Playback get() {
    return playback.get();
  }

  private void become(Playback next) {
    playback.set(next);
    length.set(next.timeline().length());
    position.set(Math.min(next.position(), length.get()));
    if (!next.isPlaying()) {
      lastPulse = 0;
    }
    time.set(next.isPlaying() ? next.timeline().time(position.get()) : 0);
    playing.set(next.isPlaying());
  }

  /** Moves, and selects the hop that is passed. */
  private void move(Playback next) {
    become(next);
    current(position.get()).ifPresent(this::select);
  }

  private void select(Track track) {
    int hop = shown(track);
    Journey now = selection.journey().get();
    boolean isSame = now != null && now.id() == track.journey().id();
    if (isSame && hop == selection.hop().get()) {
      return;
    }
    isSelecting = true;
    try {
      selection.select(isSame ? now : track.journey(), hop);
    } finally {
      isSelecting = false;
    }
  }

  /**
   * The journey to look at: the selected one while it is under way, else the one that began last.
   */
  private Optional<Track> current(double at) {
    Timeline timeline = get().timeline();
    Track last = null;
    double begin = -1;
    for (Track track : timeline.tracks()) {
      double from = timeline.of(track, 1);
      if (from > at) {
        continue;
      }
      if (isSelected(track) && at <= end(timeline, track)) {
        return Optional.of(track);
      }
      if (from > begin) {
        last = track;
        begin = from;
      }
    }
    return Optional.ofNullable(last);
  }

  /** The hop that was shown last; where several were, that of the branch that goes on first. */
  private int shown(Track track) {
    Timeline timeline = get().timeline();
    int last = 0;
    for (int hop = 1; hop <= track.stops().size(); hop++) {
      double at = timeline.of(track, hop);
      if (at <= moment() && (last == 0 || at > timeline.of(track, last))) {
        last = hop;
      }
    }
    return last;
  }

  private static double end(Timeline timeline, Track track) {
    double last = 0;
    for (int hop = 1; hop <= track.stops().size(); hop++) {
      last = Math.max(last, timeline.of(track, hop));
    }
    Track.End end = track.end();
    return end == null ? last : Math.max(last, timeline.of(track, end.after()) + 1);
  }

  private boolean isSelected(Track track) {
    Journey now = selection.journey().get();
    return now != null && now.id() == track.journey().id();
  }

  /** The way of the selected journey, if that is on the time line. */
  public Optional<Track> selectedTrack() {
    return get().timeline().tracks().stream().filter(this::isSelected).findFirst();
  }

  private void journeySelected(@Nullable Journey before, @Nullable Journey now) {
    boolean isOther = before == null || now == null || before.id() != now.id();
    if (isOther) {
      selected();
    }
  }

  /** Somebody has selected a hop. */
  private void selected() {
    int hop = selection.hop().get();
    if (isSelecting || hop == 0) {
      return;
    }
    selectedTrack()
        .filter(track -> hop <= track.stops().size())
        .ifPresent(
            track -> {
              Timeline timeline = get().timeline();
              if (timeline.of(track, hop) != position.get() || get().isPlaying()) {
                become(get().at(timeline.of(track, hop)));
              }
            });
  }

  /** Shows other journeys, or the same ones grown; it stays where it is, and plays on. */
  public void show(Timeline timeline) {
    become(get().with(timeline));
    if (!get().isPlaying()) {
      selected();
    }
  }

  /** Shows journeys from the beginning, and goes. */
  public void play(Timeline timeline) {
    move(get().with(timeline).home().play());
  }

  /**
   * Some time has passed.
   *
   * @param now by a clock that only counts, in nanoseconds, as {@code AnimationTimer} tells it
   */
  public void pulse(long now) {
    double passed = lastPulse == 0 ? 0 : (now - lastPulse) / NANOS;
    if (get().isPlaying()) {
      lastPulse = now;
      move(get().after(Math.min(passed, LONGEST_PULSE)));
    }
  }

  /** Goes on, or stops where it is. */
  public void toggle() {
    if (get().isPlaying()) {
      become(get().pause());
    } else if (length.get() > 0) {
      move(get().play());
    }
  }

  /** Stops where it is. */
  public void pause() {
    become(get().pause());
  }

  /** Stops at the next hop. */
  public void forward() {
    move(get().forward());
  }

  /** Stops at the hop before. */
  public void back() {
    move(get().back());
  }

  /** Stops at the beginning. */
  public void home() {
    move(get().home());
  }

  /** Stops at the end. */
  public void end() {
    move(get().end());
  }

  /** Stops at a moment, in units of the time line. */
  public void scrub(double moment) {
    move(get().at(moment));
  }

  /** What is played, and how: the canvas draws its flights. */
  public ReadOnlyObjectProperty<Playback> playback() {
    return playback.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty playing() {
    return playing.getReadOnlyProperty();
  }

  /** Where it stands, in units of the time line: hops, if there is one journey. */
  public ReadOnlyDoubleProperty position() {
    return position.getReadOnlyProperty();
  }

  /** Where the time line ends; 0 if there is nothing to play. */
  public ReadOnlyDoubleProperty length() {
    return length.getReadOnlyProperty();
  }

  /** The time that is shown while it plays, in nanoseconds since 1970; else 0. */
  public ReadOnlyLongProperty time() {
    return time.getReadOnlyProperty();
  }

  /** In hops a second. */
  public DoubleProperty speed() {
    return speed;
  }

  /** Whether it begins again at the end. */
  public BooleanProperty loop() {
    return loop;
  }

  /** Whether the canvas's camera follows the packet; the canvas heeds it. */
  public BooleanProperty follow() {
    return follow;
  }

  /** The index of the hop that is shown, of the journey to look at; 0 if there is none. */
  int hop() {
    return current(moment())
        .map(track -> isAtSelected(track) ? selection.hop().get() : shown(track))
        .orElse(0);
  }

  /** Of several hops of one moment, one may be selected. */
  private boolean isAtSelected(Track track) {
    int hop = selection.hop().get();
    return isSelected(track)
        && hop >= 1
        && hop <= track.stops().size()
        && get().timeline().of(track, hop) == moment();
  }

  /** How many hops the journey to look at has. */
  int hops() {
    return current(moment()).map(track -> track.stops().size()).orElse(0);
  }

  /** Where the playback stands, also while those who watch it are being told. */
  private double moment() {
    return Math.min(get().position(), get().timeline().length());
  }
}
