package org.flannelgraph.session;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.JourneyTracker;
import org.flannelgraph.journey.Place;
import org.flannelgraph.journey.TrackerOptions;
import org.flannelgraph.journey.TrackerStatistics;
import org.flannelgraph.journey.path.Explainer;
import org.flannelgraph.journey.path.KnownHops;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.operation.Kernel;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.topology.LiveTopology;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * The packets of a running lab while they pass: frames of every interface are joined as they are
 * captured, and each journey is handed out at once and grows in place. {@link Session#watch} starts
 * it, {@link #close} ends it; in between it may run for as long as anybody looks.
 *
 * <p>What happens is told to a {@link Listener} in batches, some milliseconds after the fact, as
 * {@link JourneyUpdate}s whose journeys are finished, immutable values. The kernel is asked for
 * reasons beside the traffic: of all journeys if {@link LiveOptions#explainsAll}, else of those
 * that {@link #explain} is told, as one that a user selected. One that is asked about while it
 * grows is asked about again until it has settled, and only for what is new, so that each answer is
 * of shortly after its hop.
 *
 * <p>Memory is bounded: what is held here by {@link LiveOptions#memory}, and who keeps what was
 * handed out lets go of it when told that it {@link JourneyUpdate.Left left}. What could not be
 * taken, or explained, is counted in {@link #statistics}.
 *
 * <p>All methods may be called by any thread.
 */
public final class LiveJourneys implements AutoCloseable {
  /** Who is told. One thread calls it, one call at a time. */
  public interface Listener {
    /**
     * Something became of journeys, in this order. While this runs, frames wait; if it takes long,
     * they are dropped and counted: hand over and return.
     */
    void heard(List<JourneyUpdate> updates);

    /**
     * The lab was changed, and this is what the kernel holds of it now. It is told by the thread
     * that changed the lab.
     */
    default void changed(Topology now) {}

    /**
     * Nothing more, or nothing right, will be heard: the kernel ended the capture, or a tap failed.
     * It is told by the thread that found out.
     */
    default void failed(RuntimeException failure) {}
  }

  private final JourneyTracker tracker;
  private final LiveOptions options;
  private final Listener listener;
  private final DropCounters counters = new DropCounters();
  private final @Nullable RuleTrace rules;
  private final Observation observation;
  private final Explaining explaining;
  private final Kernel kernel;
  private final Queue<Journey> asked = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<Boolean>> ends = new ConcurrentLinkedQueue<>();
  private volatile PodNames names;
  private volatile TrackerStatistics joined;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean closed;

  /** By id, what is explained until it has settled. The watching thread's, as all below. */
  private final Map<Long, Reasons> reasons = new HashMap<>();

  private long lastId;

  /**
   * A journey of which the reasons are asked: its newest version, and what was found of it last.
   */
  private record Reasons(Journey newest, Explaining.@Nullable Answer found) {}

  /** Begins to watch these namespaces of a cluster. */
  LiveJourneys(
      Kernel kernel,
      Cluster cluster,
      Collection<NetworkNamespace> namespaces,
      LiveOptions options,
      Listener listener) {
    this.kernel = kernel;
    this.options = options;
    this.listener = listener;
    Ports ports = LabPorts.of(cluster);
    names = new PodNames(cluster);
    tracker =
        new JourneyTracker(new TrackerOptions(ports, options.quiet().toNanos(), options.memory()));
    joined = tracker.statistics();
    counters.watch(namespaces);
    rules = options.rules() ? new RuleTrace(namespaces) : null;
    try {
      observation = new Observation(namespaces, options.capture(), new Joining());
    } catch (RuntimeException refused) {
      closeRules();
      throw refused;
    }
    explaining = new Explaining(kernel, observation.topology(), rules, counters, ports, this::fail);
    observation.start();
  }

  /** The lab's links, addresses and tables, as they are followed; it closes with this. */
  public LiveTopology topology() {
    return observation.topology();
  }

  /** What was seen, and what could not be taken, up to now. */
  public LiveStatistics statistics() {
    return new LiveStatistics(joined, observation.dropped(), explaining.waiting());
  }

  /**
   * Asks for the reasons of a journey, as one that a user selected; it goes before all that wait.
   * The answer is heard as {@link JourneyUpdate.Explained}; while the journey grows, one after the
   * other, until it has settled. To ask again is harmless; of one that settled long ago, it asks
   * what holds now, and the answer tells what has changed since.
   *
   * @param journey its newest version
   */
  public void explain(Journey journey) {
    asked.add(journey);
  }

  /**
   * Waits for the end of what is under way, as after the last answer to what was sent, and takes
   * all that was seen to be complete; returns when it was handed out as settled, and explained if
   * it was to be.
   *
   * @param quiet for how long no frame may have been seen
   * @param most the longest wait for that: some networks never rest
   * @throws RuntimeException why nothing is heard any more, if that is so
   */
  public void settle(Duration quiet, Duration most) {
    observation.awaitQuiet(quiet, most);
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    ends.add(end);
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    try {
      end.join();
    } catch (CompletionException ended) {
      throw ended.getCause() instanceof RuntimeException cause ? cause : ended;
    }
  }

  /** Waits until IPv6 addresses can be used, or for so long. */
  void awaitAddresses(Duration most) {
    observation.awaitAddresses(most);
  }

  /** What answers questions about packets that were not sent yet. */
  Explainer explainer() {
    return explaining.explainer(new KernelOracle(kernel, topology().sync(), rules));
  }

  /**
   * Where the kernel's tables promise to lead a packet that a namespace would send now; empty if
   * they do not let it out.
   *
   * @param protocol the number of the protocol above IP
   * @param port the destination's, or 0
   */
  public List<Place> promised(String namespace, InetAddress to, int protocol, int port) {
    return explainer().promised(namespace, to, protocol, port);
  }

  /**
   * Why a namespace would not even send such a packet now; empty if it would. For the rest, as
   * {@link #promised}.
   */
  public Optional<Cause> refusal(String namespace, InetAddress to, int protocol, int port) {
    return explainer().refusal(namespace, to, protocol, port);
  }

  /** The cluster was changed: these are its namespaces now. */
  void follow(Cluster cluster, Collection<NetworkNamespace> namespaces) {
    names = new PodNames(cluster);
    try {
      counters.watch(namespaces);
      observation.watch(namespaces);
      listener.changed(topology().sync());
    } catch (KernelException refused) {
      fail(refused);
    }
  }

  /** Whether it watches no more. */
  boolean isClosed() {
    return closed;
  }

  private void closeRules() {
    if (rules != null) {
      rules.close();
    }
  }

  /** Stops to watch. What was handed out stays as it is; nothing more is heard. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    observation.close();
    explaining.close();
    closeRules();
    end(new IllegalStateException("these journeys are watched no more"));
  }

  private void fail(RuntimeException why) {
    end(why);
    listener.failed(why);
  }

  private void end(RuntimeException why) {
    if (failure == null) {
      failure = why;
    }
    for (CompletableFuture<Boolean> end = ends.poll(); end != null; end = ends.poll()) {
      end.completeExceptionally(why);
    }
  }

  /** What the watching thread does. */
  private final class Joining implements Observation.Taker {
    @Override
    public void take(Frame frame) {
      tracker.add(frame);
      options.tap().accept(frame);
    }

    @Override
    public void pause(boolean isEmpty) {
      tracker.follow(topology().current());
      boolean isEnd = !ends.isEmpty();
      if (isEnd) {
        tracker.settleAll();
      } else if (isEmpty) {
        tracker.advance(now());
      }
      List<JourneyUpdate> updates = new ArrayList<>();
      tracker.changed().forEach(journey -> changed(names.name(journey), updates));
      tracker.joined().forEach((id, into) -> joined(id, into, updates));
      tracker.gone().forEach(id -> updates.add(new JourneyUpdate.Left(id)));
      for (Journey journey = asked.poll(); journey != null; journey = asked.poll()) {
        asked(journey);
      }
      boolean isAllAnswered = explaining.waiting() == 0;
      for (Explaining.Answer it = explaining.poll(); it != null; it = explaining.poll()) {
        answered(it, updates);
      }
      joined = tracker.statistics();
      if (!updates.isEmpty()) {
        listener.heard(updates);
      }
      if (isEnd && isAllAnswered) {
        for (CompletableFuture<Boolean> end = ends.poll(); end != null; end = ends.poll()) {
          end.complete(true);
        }
      }
    }

    private static long now() {
      Instant now = Instant.now();
      return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    private void changed(Journey journey, List<JourneyUpdate> updates) {
      long id = journey.id();
      Reasons known = reasons.get(id);
      Explaining.Answer found = known == null ? null : known.found;
      Journey newest = found == null ? journey : KnownHops.keep(journey, found.journey());
      if (id > lastId) {
        lastId = id;
        updates.add(new JourneyUpdate.Opened(newest));
      } else if (!journey.settled()) {
        updates.add(new JourneyUpdate.Grew(newest));
      }
      if (journey.settled()) {
        updates.add(new JourneyUpdate.Settled(newest));
      }
      if (known != null || options.explainsAll()) {
        reasons.put(id, new Reasons(journey, found));
        explaining.ask(new Explaining.Question(journey, found), !options.explainsAll());
      }
    }

    private void joined(long id, long into, List<JourneyUpdate> updates) {
      reasons.remove(id);
      if (id <= lastId) {
        updates.add(new JourneyUpdate.Joined(id, into));
      }
    }

    private void asked(Journey journey) {
      Reasons known = reasons.computeIfAbsent(journey.id(), any -> new Reasons(journey, null));
      explaining.ask(new Explaining.Question(known.newest, known.found), true);
    }

    private void answered(Explaining.Answer answer, List<JourneyUpdate> updates) {
      Journey explained = answer.journey();
      Reasons known = reasons.remove(explained.id());
      if (known == null) {
        return; // it is a part of another by now
      }
      Explanation explanation = answer.explanation();
      if (explanation.isFinal()) {
        updates.add(new JourneyUpdate.Explained(explained, explanation));
      } else {
        reasons.put(explained.id(), new Reasons(known.newest, answer));
        Journey newest = KnownHops.keep(known.newest, explained);
        updates.add(new JourneyUpdate.Explained(newest, explanation));
      }
    }

    @Override
    public void failed(RuntimeException why) {
      fail(why);
    }
  }
}
