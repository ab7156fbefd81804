package org.flannelgraph.program;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what is to come true, as long as a slow machine may take and no longer. */
final class Until {
  /** Far more than anything here takes; it is only ever waited in full by a test that fails. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final long TURN_NANOS = Duration.ofMillis(5).toNanos();

  private Until() {}

  /**
   * Waits.
   *
   * @param otherwise what to say if it does not come true
   */
  static void holds(BooleanSupplier condition, Supplier<String> otherwise) {
    if (!within(PATIENCE, condition)) {
      throw new AssertionError("after " + PATIENCE.toSeconds() + " s: " + otherwise.get());
    }
  }

  /** Waits; whether it came true in time. */
  static boolean within(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(TURN_NANOS);
    }
    return true;
  }
}
