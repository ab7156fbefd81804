package org.flannelgraph.ui.model;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does the newest task on another thread: what was asked for before it, and not begun yet, is not
 * done any more.
 *
 * @param <A> what is to be worked on
 * @param <B> what becomes of it
 */
public final class Latest<A, B> {
  private final Executor worker;
  private final Executor fx;
  private final Function<A, B> work;
  private final Consumer<B> taker;
  private final AtomicReference<@Nullable A> next = new AtomicReference<>();

  /**
   * @param worker runs a task elsewhere, one at a time
   * @param fx runs a task on the FX thread
   * @param work is done by the worker
   * @param taker gets the result, on the FX thread
   */
  public Latest(Executor worker, Executor fx, Function<A, B> work, Consumer<B> taker) {
    this.worker = worker;
    this.fx = fx;
    this.work = work;
    this.taker = taker;
  }

  /** Asks for the work to be done. */
  public void ask(A task) {
    if (next.getAndSet(task) == null) {
      worker.execute(this::run);
    }
  }

  private void run() {
    A task = next.getAndSet(null);
    if (task != null) {
      B done = work.apply(task);
      fx.execute(() -> taker.accept(done));
    }
  }
}
