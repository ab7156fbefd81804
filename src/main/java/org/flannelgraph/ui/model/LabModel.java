package org.flannelgraph.ui.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.sandbox.Finding;
import org.flannelgraph.scene.ArrangementFile;
import org.flannelgraph.session.JourneyUpdate;
import org.flannelgraph.session.LiveJourneys;
import org.flannelgraph.session.LiveOptions;
import org.flannelgraph.session.Session;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * The lab of a window: what became of it, what the kernel holds of it, and the packets in it. The
 * FX thread's; what other threads tell comes through {@link Pulse}s.
 */
public final class LabModel {
  /** What became of the lab. */
  public sealed interface State {
    /** It is being built. */
    record Building() implements State {}

    /**
     * It runs, and is watched.
     *
     * @param kept what was dragged when it was open last
     */
    record Running(OpenedLab lab, LiveJourneys live, ArrangementFile.Kept kept) implements State {}

    /**
     * It could not be built, or can't be watched any more.
     *
     * @param findings what doctor found, if it is the machine that can't
     */
    record Failed(String why, List<Finding> findings) implements State {}
  }

  /**
   * What the journeys may take, in bytes: ten thousand or so, so that what looks at all of them,
   * and the garbage collector, are done with them in the time of a frame or two.
   */
  private static final long MEMORY = 64L << 20;

  private static final LiveOptions WATCHING =
      new LiveOptions(
          LiveOptions.DEFAULT.capture(),
          LiveOptions.DEFAULT.quiet(),
          MEMORY,
          LiveOptions.DEFAULT.rules(),
          LiveOptions.DEFAULT.explainsAll(),
          LiveOptions.DEFAULT.tap());

  private final Executor fx;
  private final Journeys journeys = new Journeys();
  private final Selection selection = new Selection(journeys);
  private final ObjectProperty<State> state = new SimpleObjectProperty<>(new State.Building());
  private final ObjectProperty<Topology> topology = new SimpleObjectProperty<>(Topology.EMPTY);
  private final ObjectProperty<Topology> wanted = new SimpleObjectProperty<>(Topology.EMPTY);
  private final ObjectProperty<@Nullable LinkCounters> counters = new SimpleObjectProperty<>();
  private final ObjectProperty<Map<LinkId, String>> rates = new SimpleObjectProperty<>(Map.of());
  private final LinkRates linkRates = new LinkRates();
  private final Mender mender;
  private final Flows flows = new Flows();
  private final ObjectProperty<Load> load = new SimpleObjectProperty<>(Load.NONE);
  private @Nullable Counting counting;
  private boolean isLookedAt;
  private long explained;
  private final Pulse<JourneyUpdate> updates;
  private final Pulse<Topology> versions;

  /**
   * @param fx runs a task on the FX thread
   */
  public LabModel(Executor fx) {
    this.fx = fx;
    mender = new Mender(this::session, Workers.named("mending"), fx);
    updates = new Pulse<>(fx, journeys::take);
    versions = new Pulse<>(fx, this::follow);
    selection.journey().subscribe(this::explain);
    journeys.listen((changed, gone) -> flows.take(changed));
  }

  /** Waits for a lab elsewhere, and shows it when it runs. */
  public void open(CompletableFuture<OpenedLab> lab) {
    var unused =
        lab.thenApplyAsync(this::watch)
            .whenComplete((running, failure) -> fx.execute(() -> become(running, failure)));
  }

  private State.Running watch(OpenedLab lab) {
    LiveJourneys live =
        lab.session()
            .watch(
                WATCHING,
                new LiveJourneys.Listener() {
                  @Override
                  public void heard(List<JourneyUpdate> heard) {
                    heard.forEach(updates::offer);
                  }

                  @Override
                  public void changed(Topology now) {
                    fx.execute(() -> wanted.set(now));
                  }

                  @Override
                  public void failed(RuntimeException failure) {
                    fx.execute(() -> become(null, failure));
                  }
                });
    live.topology().listen((before, now) -> versions.offer(now));
    Topology first = live.topology().sync();
    fx.execute(() -> wanted.set(first));
    versions.offer(first);
    return new State.Running(lab, live, lab.arrangement().read());
  }

  private void become(State.@Nullable Running running, @Nullable Throwable failure) {
    if (running != null) {
      flows.read(running.lab().session().ports());
      state.set(running);
      counting =
          new Counting(
              running.lab().session()::statistics,
              read -> fx.execute(() -> counted(read)),
              Counting.BEAT);
      counting.look(isLookedAt);
    } else if (failure != null) {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      String message = cause.getMessage();
      state.set(
          new State.Failed(
              message == null ? cause.toString() : message,
              cause instanceof CannotBuildException cannot ? cannot.findings() : List.of()));
    }
  }

  private void counted(LinkCounters read) {
    counters.set(read);
    rates.set(linkRates.take(read));
    load.set(flows.look(read.time()));
  }

  private Optional<Session> session() {
    return state.get() instanceof State.Running running
        ? Optional.of(running.lab().session())
        : Optional.empty();
  }

  private void follow(List<Topology> batch) {
    Topology now = batch.getLast();
    Topology before = topology.get();
    if (now.version() <= before.version() && before != Topology.EMPTY) {
      return;
    }
    topology.set(now);
  }

  /** The reasons of a selected journey are asked for; while it grows they follow by themselves. */
  private void explain(@Nullable Journey selected) {
    if (selected != null
        && selected.id() != explained
        && state.get() instanceof State.Running running) {
      explained = selected.id();
      running.live().explain(selected);
    }
  }

  public ReadOnlyObjectProperty<State> state() {
    return state;
  }

  /** What the kernel holds now. */
  public ReadOnlyObjectProperty<Topology> topology() {
    return topology;
  }

  /** What the kernel held when the lab was built, or changed: what the lab wants. */
  public ReadOnlyObjectProperty<Topology> wanted() {
    return wanted;
  }

  /** What brings back what is missing. */
  public Mender mender() {
    return mender;
  }

  /** What links have counted; null before the lab runs. It comes while {@link #look} says so. */
  public ReadOnlyObjectProperty<@Nullable LinkCounters> counters() {
    return counters;
  }

  /** How much links carry, in words; none of what rests. */
  public ReadOnlyObjectProperty<Map<LinkId, String>> rates() {
    return rates;
  }

  /** What there is of packets while they are too many to be followed one by one. */
  public ReadOnlyObjectProperty<Load> load() {
    return load;
  }

  /** Whether anybody sees the window: what only eyes are for rests while nobody does. */
  public void look(boolean looks) {
    isLookedAt = looks;
    if (counting != null) {
      counting.look(looks);
    }
  }

  public Journeys journeys() {
    return journeys;
  }

  public Selection selection() {
    return selection;
  }
}
