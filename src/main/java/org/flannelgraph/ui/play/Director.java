package org.flannelgraph.ui.play;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Noise;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.scene.Bricks;
import org.flannelgraph.scene.ItemId;
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Playback;
import org.flannelgraph.scene.Stream;
import org.flannelgraph.scene.Timeline;
import org.flannelgraph.scene.Track;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Load;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.model.Words;
import org.flannelgraph.ui.send.SendModel.Sent;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is played: the packets of what was sent last, from the moment the first of them is
 * seen; or the one journey that somebody selected; or, while there are more packets than anybody
 * can follow, one of them now and then. The FX thread's.
 */
public final class Director {
  /** As many packets of one sending are played; more than that nobody can follow. */
  private static final int MOST = 24;

  /** Of more flows only the busiest are drawn. */
  private static final int MOST_STREAMS = 8;

  private final Journeys journeys;
  private final PlaybackModel playback;
  private final Set<Long> cast = new LinkedHashSet<>();
  private @Nullable Layout layout;
  private Bricks bricks = new Bricks(Ports.DEFAULT);
  private Noise noise = new Noise(Ports.DEFAULT);
  private final Selection selection;
  private @Nullable String target;
  private long lastBefore;

  /** Whether nobody has chosen what is played: it was sent last, or is a sample. */
  private boolean isOurs = true;

  private boolean isSampling;
  private int samples;

  /** How many packets there were since the sample before was chosen, and how many before that. */
  private long sinceSample;

  /** One in so many packets is played; 0 while all are, or while that is not known yet. */
  private long every;

  public Director(Journeys journeys, Selection selection, PlaybackModel playback) {
    this.journeys = journeys;
    this.selection = selection;
    this.playback = playback;
    journeys.listen(this::changed);
    selection.journey().subscribe(this::selected);
    selection.item().subscribe(this::selected);
  }

  /** Reads packets by a lab's ports. */
  public void read(Ports ports) {
    bricks = new Bricks(ports);
    noise = new Noise(ports);
  }

  /** Takes the way along this layout from now on. */
  public void show(Layout next) {
    boolean isOther = layout != next;
    layout = next;
    if (isOther && !cast.isEmpty()) {
      playback.show(timeline());
    }
  }

  /** Something is about to be sent: its packets are what is played next. */
  public void sent(Sent what) {
    target = Addresses.format(what.to());
    lastBefore = journeys.all().stream().mapToLong(Journey::id).max().orElse(0);
    cast.clear();
    isOurs = true;
    isSampling = false;
  }

  /** Plays a sample if there are too many to play all, and nobody looks at another. */
  public void loaded(Load load) {
    if (load.isNone()) {
      every = 0;
      sinceSample = 0;
      return;
    }
    sinceSample += load.packets();
    Journey sample = load.flows().get(samples % load.flows().size()).sample();
    if (layout != null && isFree() && journeys.byId(sample.id()).isPresent()) {
      every = isSampling ? sinceSample : 0;
      sinceSample = 0;
      samples++;
      target = null;
      cast.clear();
      cast.add(sample.id());
      isOurs = true;
      isSampling = true;
      playback.play(timeline());
    }
  }

  /** Whether what is played may go: it is not what somebody chose, and is over or can't all be. */
  private boolean isFree() {
    Playback now = playback.playback().get();
    boolean isOver = !now.isPlaying() && now.position() >= now.timeline().length();
    boolean isTooMuch = now.isPlaying() && !isSampling && cast.size() > 1;
    return !isLookedElsewhere() && (isOver || isTooMuch);
  }

  /** Whether somebody looks at what a sample would take out of sight. */
  private boolean isLookedElsewhere() {
    return selection.item().get() != null || !isOurs && selection.journey().get() != null;
  }

  /** What there is, and how much of it is played; empty if all is. */
  public String words(Load load) {
    if (load.isNone()) {
      return "";
    }
    return isLookedElsewhere() ? Words.get("load.none", load.words()) : load.words(every);
  }

  /** The busiest flows, where they are seen. */
  public List<Stream> streams(Load load) {
    Layout now = layout;
    return now == null
        ? List.of()
        : load.flows().stream()
            .limit(MOST_STREAMS)
            .map(
                flow -> new Stream(Track.of(flow.sample(), now, bricks), flow.rate(), flow.words()))
            .toList();
  }

  private void changed(Collection<Journey> changed, Collection<Long> gone) {
    boolean isFirst = cast.isEmpty();
    boolean isTouched = false;
    for (Journey journey : changed) {
      if (target != null && cast.size() < MOST && isOfTheSending(journey)) {
        cast.add(journey.id());
      }
      isTouched |= cast.contains(journey.id());
    }
    if (isTouched && layout != null) {
      if (isFirst) {
        playback.play(timeline());
      } else {
        playback.show(timeline());
      }
    }
  }

  private boolean isOfTheSending(Journey journey) {
    if (journey.id() <= lastBefore || noise.is(journey)) {
      return false;
    }
    Long causedBy = journey.causedBy();
    return journey.destination().address().equals(target)
        || journey.source().address().equals(target)
        || causedBy != null && cast.contains(causedBy);
  }

  private void selected(@Nullable Journey journey) {
    if (journey != null && !cast.contains(journey.id()) && layout != null) {
      target = null;
      isOurs = false;
      isSampling = false;
      cast.clear();
      cast.add(journey.id());
      playback.show(timeline());
    }
  }

  /** A thing that is looked at would be taken out of sight by the next hop of a sample. */
  private void selected(@Nullable ItemId item) {
    if (item != null && isSampling) {
      isSampling = false;
      cast.clear();
      playback.show(Timeline.EMPTY);
    }
  }

  private Timeline timeline() {
    List<Track> tracks = new ArrayList<>();
    for (long id : cast) {
      Optional<Journey> journey = journeys.byId(id);
      if (journey.isPresent() && layout != null) {
        tracks.add(Track.of(journey.get(), layout, bricks));
      }
    }
    return Timeline.of(tracks);
  }
}
