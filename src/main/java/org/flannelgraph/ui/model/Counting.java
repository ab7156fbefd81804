package org.flannelgraph.ui.model;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.flannelgraph.linux.route.LinkStatistics;
import org.flannelgraph.topology.LinkId;
import org.jspecify.annotations.Nullable;

/**
 * Reads the counters of a lab's links on a thread of its own, about once a second and only while
 * somebody looks. In a lab so large that this would cost more than it is worth, it reads less
 * often.
 */
final class Counting implements AutoCloseable {
  /** From one reading to the next, unless readings take long. */
  static final Duration BEAT = Duration.ofSeconds(1);

  /** Reading takes at most one part in so many of the time. */
  private static final long SHARE = 100;

  private final Supplier<Map<LinkId, LinkStatistics>> reading;
  private final Consumer<LinkCounters> taker;
  private final Duration beat;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("counters").factory());
  private boolean isLookedAt;
  private @Nullable Future<?> next;

  /**
   * @param reading what all links have counted; called on this thread
   * @param taker gets what was read, on this thread: hand over and return
   */
  Counting(
      Supplier<Map<LinkId, LinkStatistics>> reading, Consumer<LinkCounters> taker, Duration beat) {
    this.reading = reading;
    this.taker = taker;
    this.beat = beat;
  }

  /** Whether somebody looks from now on. */
  synchronized void look(boolean looks) {
    if (looks == isLookedAt || thread.isShutdown()) {
      return;
    }
    isLookedAt = looks;
    if (looks) {
      next = thread.schedule(this::read, 0, TimeUnit.NANOSECONDS);
    } else if (next != null) {
      next.cancel(false);
    }
  }

  private void read() {
    long start = System.nanoTime();
    try {
      taker.accept(new LinkCounters(start, reading.get()));
    } catch (RuntimeException failed) { // the executor would keep it to itself
      Thread current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, failed);
      look(false);
    }
    again(pause(beat.toNanos(), System.nanoTime() - start));
  }

  private synchronized void again(long pause) {
    if (isLookedAt && !thread.isShutdown()) {
      next = thread.schedule(this::read, pause, TimeUnit.NANOSECONDS);
    }
  }

  /** How long to wait after a reading that took so long; in nanoseconds, as all. */
  static long pause(long beat, long took) {
    return Math.max(beat - took, took * (SHARE - 1));
  }

  @Override
  public synchronized void close() {
    isLookedAt = false;
    thread.shutdownNow();
  }
}
