package org.flannelgraph.session;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.flannelgraph.linux.operation.Operation;

/** What a session did to the kernel; the newest {@link #MOST} operations are kept. */
public final class OperationLog {
  /** How many are kept. */
  public static final int MOST = 10_000;

  /**
   * An operation that was done.
   *
   * @param number from 1, in order
   * @param time when
   */
  public record Done(long number, Instant time, Operation operation) {}

  private final Deque<Done> kept = new ArrayDeque<>();
  private final List<Consumer<Done>> listeners = new ArrayList<>();
  private long count;

  OperationLog() {}

  synchronized void add(Operation operation) {
    Done done = new Done(++count, Instant.now(), operation);
    if (kept.size() == MOST) {
      kept.removeFirst();
    }
    kept.addLast(done);
    listeners.forEach(listener -> listener.accept(done));
  }

  /**
   * Tells of all that are kept, and from then on of each when it is done.
   *
   * @param listener is called on the thread that changes the lab: hand over and return
   */
  public synchronized void listen(Consumer<Done> listener) {
    kept.forEach(listener);
    listeners.add(listener);
  }
}
