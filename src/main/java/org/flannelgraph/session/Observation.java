package org.flannelgraph.session;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.capture.CaptureStatistics;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.capture.LiveCapture;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.topology.LiveTopology;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/**
 * Watches a running lab: its topology, and the frames on every interface of every namespace, as
 * they come and go. Watching alters nothing.
 */
final class Observation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(10);

  /** While nothing is seen there is nothing to settle, and processors are let sleep longer. */
  private static final Duration PATIENCE_AT_REST = Duration.ofMillis(100);

  private static final long REST = Duration.ofSeconds(2).toNanos();
  private static final long PAUSE = PATIENCE.toNanos();

  /** Who takes the frames, on a thread of the observation's own. */
  interface Taker {
    /** A frame; valid until this returns. */
    void take(Frame frame);

    /**
     * Some milliseconds have passed.
     *
     * @param isEmpty whether all that was captured so far was taken
     */
    void pause(boolean isEmpty);

    /** Nothing comes any more, since something failed. */
    void failed(RuntimeException failure);
  }

  private final LiveTopology topology = LiveTopology.start();
  private final LiveCapture capture;
  private final Map<String, NetworkNamespace> namespaces = new HashMap<>();
  private final Semaphore changes = new Semaphore(0);
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong last = new AtomicLong(System.nanoTime());
  private final Thread taking;
  private final Thread following;
  private volatile boolean closed;

  /** Begins to watch; frames are kept for {@link #start}, as many as there is room for. */
  Observation(Collection<NetworkNamespace> watched, CaptureOptions options, Taker taker) {
    watched.forEach(namespace -> namespaces.put(namespace.name(), namespace));
    try {
      topology.watch(watched);
      topology.listen((before, now) -> changes.release());
      capture = LiveCapture.start(watched, options);
    } catch (RuntimeException refused) {
      topology.close();
      throw refused;
    }
    Thread.Builder threads = Thread.ofPlatform().daemon();
    taking = threads.name("observation").unstarted(() -> take(taker));
    following = threads.name("interfaces").unstarted(() -> followInterfaces(taker));
  }

  /** Hands out frames from now on. */
  void start() {
    taking.start();
    following.start();
  }

  private void take(Taker taker) {
    try {
      long paused = System.nanoTime();
      while (true) {
        boolean isAtRest = System.nanoTime() - last.get() > REST;
        boolean isThere = capture.next(isAtRest ? PATIENCE_AT_REST : PATIENCE);
        if (isThere) {
          taker.take(capture.frame());
          taken.incrementAndGet();
          last.set(System.nanoTime());
        } else if (!capture.isOpen()) {
          return;
        }
        if (!isThere || System.nanoTime() - paused >= PAUSE) {
          taker.pause(!isThere);
          paused = System.nanoTime();
        }
      }
    } catch (RuntimeException failure) {
      taker.failed(failure);
    }
  }

  /** Captures on interfaces that have come: sockets are opened by entering, no monitor may wait. */
  private void followInterfaces(Taker taker) {
    Topology known = topology.current();
    try {
      for (changes.acquire(); !closed; changes.acquire()) {
        changes.drainPermits();
        Topology now = topology.current();
        for (Namespace namespace : now.namespaces().values()) {
          boolean isSame =
              known.namespace(namespace.name()).stream()
                  .anyMatch(it -> it.links().equals(namespace.links()));
          if (!isSame) {
            follow(namespace.name());
          }
        }
        known = now;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (KernelException refused) {
      taker.failed(refused);
    }
  }

  private void follow(String name) {
    namespace(name).ifPresent(this::follow);
  }

  private void follow(NetworkNamespace namespace) {
    try {
      capture.follow(namespace);
    } catch (KernelException refused) {
      if (namespace.isOpen()) {
        throw refused;
      }
    }
  }

  /**
   * Watches these namespaces from now on, and no others.
   *
   * @param wanted all of them, those watched before too
   */
  void watch(Collection<NetworkNamespace> wanted) {
    Map<String, NetworkNamespace> old;
    Map<String, NetworkNamespace> now = new HashMap<>();
    wanted.forEach(namespace -> now.put(namespace.name(), namespace));
    synchronized (namespaces) {
      old = Map.copyOf(namespaces);
      namespaces.clear();
      namespaces.putAll(now);
    }
    old.forEach(
        (name, namespace) -> {
          if (now.get(name) != namespace) {
            capture.namespaceRemoved(name);
            topology.forget(name);
          }
        });
    Collection<NetworkNamespace> added =
        wanted.stream().filter(it -> old.get(it.name()) != it).toList();
    topology.watch(added);
    added.forEach(this::follow);
  }

  private Optional<NetworkNamespace> namespace(String name) {
    synchronized (namespaces) {
      return Optional.ofNullable(namespaces.get(name));
    }
  }

  /** The topology, as it is followed. */
  LiveTopology topology() {
    return topology;
  }

  /**
   * Waits until every IPv6 address is known to be unique (RFC 4862, section 5.4): for a second
   * after a lab is built none can be used.
   *
   * @param most the longest wait
   */
  void awaitAddresses(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    while (hasTentative(topology.sync()) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PATIENCE.toNanos());
    }
  }

  private static boolean hasTentative(Topology now) {
    return now.namespaces().values().stream()
        .flatMap(namespace -> namespace.addresses().stream())
        .anyMatch(address -> (address.flags() & Address.IFA_F_TENTATIVE) != 0);
  }

  /**
   * Waits until no frame was seen for some time, and all that the kernel has seen were taken.
   *
   * @param quiet that time
   * @param most the longest wait: some networks never rest
   */
  void awaitQuiet(Duration quiet, Duration most) {
    long start = System.nanoTime();
    long deadline = start + most.toNanos();
    for (long now = start; now < deadline; now = System.nanoTime()) {
      long rest = quiet.toNanos() - (now - Math.max(last.get(), start));
      if (rest <= 0 && isAllTaken()) {
        return;
      }
      LockSupport.parkNanos(Math.clamp(rest, 1_000_000, deadline - now + 1_000_000));
    }
  }

  private boolean isAllTaken() {
    long received = 0;
    long dropped = 0;
    for (CaptureStatistics counted : capture.statistics()) {
      received += counted.received();
      dropped += counted.dropped();
    }
    return taken.get() + dropped >= received;
  }

  /** How many frames were lost, by the kernel or for want of room. */
  long dropped() {
    return capture.statistics().stream().mapToLong(CaptureStatistics::dropped).sum();
  }

  @Override
  public void close() {
    closed = true;
    changes.release();
    capture.close();
    try {
      taking.join();
      following.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    topology.close();
  }
}
