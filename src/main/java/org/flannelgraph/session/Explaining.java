package org.flannelgraph.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.flannelgraph.journey.Cause;
import org.flannelgraph.journey.Journey;
import org.flannelgraph.journey.Place;
import org.flannelgraph.journey.path.Explainer;
import org.flannelgraph.journey.path.KnownHops;
import org.flannelgraph.journey.path.Oracle;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.operation.Kernel;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.topology.Difference;
import org.flannelgraph.topology.LiveTopology;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reasons of journeys beside the traffic, on a thread of its own: of few, the kernel is
 * asked; if many wait, the tables that held when each passed; of more, nobody.
 */
final class Explaining implements AutoCloseable {
  /** So many wait for a second or less; then the kernel's answers would be late ones. */
  static final int KERNEL_MOST = 500;

  private static final int MOST = 20_000;

  /**
   * A journey to be explained.
   *
   * @param earlier what was found of it before; null if nothing was
   */
  record Question(Journey journey, @Nullable Answer earlier) {
    @Nullable Journey explainedEarlier() {
      return earlier == null ? null : earlier.journey;
    }
  }

  /** The reasons that were found. */
  record Answer(Journey journey, Explanation explanation) {}

  private final Kernel kernel;
  private final LiveTopology topology;
  private final @Nullable RuleTrace rules;
  private final DropCounters counters;
  private final Ports ports;
  private final Consumer<RuntimeException> failed;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  /** By the journey's id, of each its newest version. Guarded by this object, as all below. */
  private final LinkedHashMap<Long, Question> waiting = new LinkedHashMap<>();

  private boolean isAsking;
  private boolean closed;

  /**
   * Begins.
   *
   * @param failed hears why nothing is explained any more
   */
  Explaining(
      Kernel kernel,
      LiveTopology topology,
      @Nullable RuleTrace rules,
      DropCounters counters,
      Ports ports,
      Consumer<RuntimeException> failed) {
    this.kernel = kernel;
    this.topology = topology;
    this.rules = rules;
    this.counters = counters;
    this.ports = ports;
    this.failed = failed;
    thread = Thread.ofPlatform().daemon().name("explaining").start(this::run);
  }

  /**
   * Asks for the reasons of a journey; of one that waits already, the newer version is asked about.
   *
   * @param first whether somebody waits for it: it goes before the others
   */
  synchronized void ask(Question question, boolean first) {
    long id = question.journey().id();
    if (waiting.size() >= MOST && !waiting.containsKey(id) && !first) {
      String full = "%,d journeys were waiting for their reasons".formatted(MOST);
      answers.add(nobody(question.journey(), full));
      return;
    }
    if (first) {
      waiting.putFirst(id, question);
    } else {
      waiting.put(id, question);
    }
    notifyAll();
  }

  /** The next answer that nobody has taken; null if there is none. */
  @Nullable Answer poll() {
    return answers.poll();
  }

  /** How many journeys wait. */
  synchronized int waiting() {
    return waiting.size() + (isAsking ? 1 : 0);
  }

  private void run() {
    try {
      while (true) {
        Question next;
        boolean isBusy;
        synchronized (this) {
          isAsking = false;
          while (waiting.isEmpty() && !closed) {
            wait();
          }
          if (closed) {
            return;
          }
          isBusy = waiting.size() > KERNEL_MOST;
          next = waiting.pollFirstEntry().getValue();
          isAsking = true;
        }
        answers.add(answer(next, isBusy));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      failed.accept(failure);
    }
  }

  private Answer answer(Question question, boolean isBusy) {
    Journey journey = question.journey();
    try {
      Topology then = then(journey);
      Oracle oracle =
          isBusy ? new TablesOracle(then, rules) : new KernelOracle(kernel, topology.sync(), rules);
      Journey explained = explain(oracle, question);
      List<Difference> changes = isBusy ? List.of() : changesSince(then, question, explained);
      Explanation.Source source = isBusy ? Explanation.Source.TABLES : Explanation.Source.KERNEL;
      return new Answer(explained, new Explanation(source, journey.settled(), changes, ""));
    } catch (KernelException refused) { // as of a namespace that is gone
      return nobody(journey, String.valueOf(refused.getMessage()));
    }
  }

  private Journey explain(Oracle oracle, Question question) {
    Journey earlier = question.explainedEarlier();
    Explainer explainer = explainer(oracle);
    Journey explained = explainer.explain(question.journey(), earlier);
    List<Place> promised =
        earlier != null && earlier.first().place().equals(explained.first().place())
            ? earlier.expected()
            : List.of();
    explained =
        explained.withExpected(promised.isEmpty() ? explainer.expected(explained) : promised);
    Cause cause = explained.cause();
    return cause == null ? explained : explained.lost(counters.with(cause));
  }

  /** In what the tables differ from those that held when it passed, if they were asked just now. */
  private List<Difference> changesSince(Topology then, Question question, Journey explained) {
    Answer earlier = question.earlier();
    if (earlier != null
        && explained.cause() == null
        && KnownHops.areAllOf(question.journey(), earlier.journey())) {
      return earlier.explanation().changes();
    }
    return TableChanges.between(then, topology.current());
  }

  /** What explains with the answers of an oracle. */
  Explainer explainer(Oracle oracle) {
    return new Explainer(oracle, ports, place -> true);
  }

  /** The tables that held when it was first seen; the oldest that are kept, if it was before. */
  private Topology then(Journey journey) {
    Instant time = Instant.EPOCH.plus(Duration.ofNanos(journey.first().time()));
    return topology.at(time).orElseGet(() -> topology.versions().getFirst());
  }

  private static Answer nobody(Journey journey, String why) {
    Explanation none =
        new Explanation(Explanation.Source.NOBODY, journey.settled(), List.of(), why);
    return new Answer(journey, none);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
