package org.flannelgraph.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Hands values of other threads to the FX thread, all that came since the last time in one go. Who
 * offers never waits, and the FX thread gets one task a batch however fast they come.
 *
 * @param <T> what is handed over
 */
public final class Pulse<T> {
  private final Executor fx;
  private final Consumer<List<T>> taker;
  private List<T> waiting = new ArrayList<>();

  /**
   * @param fx runs a task on the FX thread, some time soon: {@code Platform::runLater}
   * @param taker is called there, with what was offered, in order
   */
  public Pulse(Executor fx, Consumer<List<T>> taker) {
    this.fx = fx;
    this.taker = taker;
  }

  /** Any thread's: hands over a value. */
  public void offer(T value) {
    boolean isFirst;
    synchronized (this) {
      isFirst = waiting.isEmpty();
      waiting.add(value);
    }
    if (isFirst) {
      fx.execute(this::hand);
    }
  }

  private void hand() {
    List<T> batch;
    synchronized (this) {
      batch = waiting;
      waiting = new ArrayList<>();
    }
    taker.accept(batch);
  }
}
