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
import org.flannelgraph.scene.Layout;
import org.flannelgraph.scene.Timeline;
import org.flannelgraph.scene.Track;
import org.flannelgraph.ui.model.Journeys;
import org.flannelgraph.ui.model.Selection;
import org.flannelgraph.ui.send.SendModel.Sent;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is played: the packets of what was sent last, from the moment the first of them is
 * seen; or the one journey that somebody selected. The FX thread's.
 */
public final class Director {
  /** As many packets of one sending are played; more than that nobody can follow. */
  private static final int MOST = 24;

  private final Journeys journeys;
  private final PlaybackModel playback;
  private final Set<Long> cast = new LinkedHashSet<>();
  private @Nullable Layout layout;
  private Bricks bricks = new Bricks(Ports.DEFAULT);
  private Noise noise = new Noise(Ports.DEFAULT);
  private @Nullable String target;
  private long lastBefore;

  public Director(Journeys journeys, Selection selection, PlaybackModel playback) {
    this.journeys = journeys;
    this.playback = playback;
    journeys.listen(this::changed);
    selection.journey().subscribe(this::selected);
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
      cast.clear();
      cast.add(journey.id());
      playback.show(timeline());
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
