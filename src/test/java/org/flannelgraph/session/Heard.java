package org.flannelgraph.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.flannelgraph.journey.Journey;

/** What was heard of journeys, to be waited for. */
final class Heard implements LiveJourneys.Listener {
  /** Far more than anything takes; it is waited in full only by a test that fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<JourneyUpdate> updates = new ArrayList<>();

  @Override
  public synchronized void heard(List<JourneyUpdate> more) {
    updates.addAll(more);
    notifyAll();
  }

  @Override
  public void failed(RuntimeException failure) {
    throw failure;
  }

  /** All so far. */
  synchronized List<JourneyUpdate> all() {
    return List.copyOf(updates);
  }

  /** Forgets what was heard so far. */
  synchronized void clear() {
    updates.clear();
  }

  /** The first update for which something is found, as soon as there is one. */
  synchronized <T> T await(String what, Function<JourneyUpdate, Optional<T>> find) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (JourneyUpdate update : updates) {
        Optional<T> found = find.apply(update);
        if (found.isPresent()) {
          return found.get();
        }
      }
      long rest = (deadline - System.nanoTime()) / 1_000_000;
      if (rest <= 0) {
        throw new AssertionError(what + " was not heard of; but " + updates);
      }
      try {
        wait(rest);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  /** The first journey of that kind for which a condition holds, as soon as there is one. */
  <T extends JourneyUpdate.Known> T await(Class<T> kind, Predicate<Journey> condition) {
    return await(
        "a journey " + kind.getSimpleName(),
        update ->
            Optional.of(update)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(it -> condition.test(it.journey())));
  }
}
