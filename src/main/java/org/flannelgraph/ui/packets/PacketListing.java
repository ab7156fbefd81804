package org.flannelgraph.ui.packets;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.flannelgraph.packet.Ports;
import org.flannelgraph.ui.model.Pulse;

/**
 * Keeps a {@link PacketTable} on a thread of its own. Orders come from the FX thread and pages go
 * back to it, at most {@value #PAGES_A_SECOND} a second however fast packets come.
 */
final class PacketListing {
  private static final int PAGES_A_SECOND = 10;
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1) / PAGES_A_SECOND;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("packet-list").factory());
  private final PacketTable table;
  private final Pulse<PacketPage> pages;

  /** Whether a page is due. The thread's, as the table is. */
  private boolean isDue;

  private boolean isLookedAt = true;

  /** Whether the table has changed while nobody looked. */
  private boolean isOld;

  private long lastPage = System.nanoTime() - INTERVAL;

  /**
   * @param fx runs a task on the FX thread
   * @param taker is given each newest page there
   */
  PacketListing(Ports ports, Executor fx, Consumer<PacketPage> taker) {
    table = new PacketTable(ports);
    pages = new Pulse<>(fx, batch -> taker.accept(batch.getLast()));
  }

  /** Has something done to the table, and then a page made. */
  void order(Consumer<PacketTable> change) {
    thread.execute(
        handingOn(
            () -> {
              change.accept(table);
              isOld = true;
              due();
            }));
  }

  /** Whether anybody looks; else no pages are made. */
  void look(boolean looks) {
    thread.execute(
        handingOn(
            () -> {
              isLookedAt = looks;
              due();
            }));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // handingOn tells what fails
  private void due() {
    if (isOld && isLookedAt && !isDue) {
      isDue = true;
      long wait = lastPage + INTERVAL - System.nanoTime();
      thread.schedule(handingOn(this::page), Math.max(0, wait), TimeUnit.NANOSECONDS);
    }
  }

  /** A scheduled executor keeps failures to itself; this hands them on as a thread would. */
  private static Runnable handingOn(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException failed) {
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, failed);
      }
    };
  }

  private void page() {
    isDue = false;
    isOld = false;
    pages.offer(table.page());
    lastPage = System.nanoTime();
  }
}
