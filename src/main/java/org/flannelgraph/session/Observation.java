package org.flannelgraph.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.flannelgraph.capture.CaptureOptions;
import org.flannelgraph.capture.CaptureStatistics;
import org.flannelgraph.capture.CapturedFrame;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.capture.LiveCapture;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.topology.LiveTopology;
import org.flannelgraph.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Watches a running lab: its topology, and the frames on every interface of every namespace.
 * Watching alters nothing.
 */
final class Observation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final LiveTopology topology = LiveTopology.start();
  private final LiveCapture capture;
  private final Consumer<Frame> tap;
  private final List<CapturedFrame> frames = new ArrayList<>();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong last = new AtomicLong(System.nanoTime());
  private final Thread taker;
  private volatile @Nullable KernelException failure;

  /**
   * Begins to watch.
   *
   * @param tap hears each frame as it is taken, on the taking thread; valid until it returns
   */
  Observation(
      Collection<NetworkNamespace> namespaces, CaptureOptions options, Consumer<Frame> tap) {
    this.tap = tap;
    try {
      topology.watch(namespaces);
      capture = LiveCapture.start(namespaces, options);
    } catch (RuntimeException refused) {
      topology.close();
      throw refused;
    }
    taker = Thread.ofPlatform().daemon().name("observation").start(this::take);
  }

  private void take() {
    try {
      while (true) {
        if (capture.next(PATIENCE)) {
          keep(capture.frame());
        } else if (!capture.isOpen()) {
          return;
        }
      }
    } catch (KernelException broken) {
      failure = broken;
    }
  }

  private void keep(Frame frame) {
    synchronized (frames) {
      frames.add(frame.copy());
    }
    taken.incrementAndGet();
    last.set(System.nanoTime());
    tap.accept(frame);
  }

  /** The topology of now. */
  Topology topology() {
    return topology.sync();
  }

  /**
   * Waits until every IPv6 address is known to be unique (RFC 4862, section 5.4): for a second
   * after a lab is built none can be used.
   *
   * @param most the longest wait
   */
  void awaitAddresses(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    while (hasTentative(topology()) && System.nanoTime() < deadline) {
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

  /**
   * The frames so far.
   *
   * @throws KernelException if the kernel has ended the capture
   */
  List<CapturedFrame> frames() {
    KernelException broken = failure;
    if (broken != null) {
      throw broken;
    }
    synchronized (frames) {
      return List.copyOf(frames);
    }
  }

  /** How many frames were lost, by the kernel or for want of room. */
  long dropped() {
    return capture.statistics().stream().mapToLong(CaptureStatistics::dropped).sum();
  }

  @Override
  public void close() {
    capture.close();
    try {
      taker.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    topology.close();
  }
}
