package org.flannelgraph.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CountingTest {
  private final BlockingQueue<LinkCounters> taken = new LinkedBlockingQueue<>();

  private Counting counting() {
    return new Counting(Map::of, taken::add, Duration.ofMillis(1));
  }

  @Test
  void readsAgainAndAgainWhileSomebodyLooks() throws InterruptedException {
    try (Counting counting = counting()) {
      counting.look(true);
      LinkCounters first = taken.poll(10, TimeUnit.SECONDS);
      LinkCounters second = taken.poll(10, TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      assertThat(second).isNotNull();
      assertThat(second.time()).isGreaterThan(first.time());
    }
  }

  @Test
  void beginsAgainWhenSomebodyLooksAgain() throws InterruptedException {
    try (Counting counting = counting()) {
      counting.look(true);
      assertThat(taken.poll(10, TimeUnit.SECONDS)).isNotNull();
      counting.look(false);
      counting.look(true);
      taken.clear();
      assertThat(taken.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void readsLessOftenWhatTakesLong() {
    long second = 1_000_000_000;
    assertThat(Counting.pause(second, 1_000_000)).isEqualTo(999_000_000);
    assertThat(Counting.pause(second, 50_000_000)).isEqualTo(4_950_000_000L);
  }
}
