package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ring with room for few frames loses none, mixes up none, and refuses what does not fit. */
class FrameRingTest {
  private static final CaptureInterface PLACE = CaptureInterface.ethernet("red", "eth0", 2);

  private record Put(long time, int length) {}

  /** Puts a frame whose bytes all follow from its time and length; false if there is no room. */
  private static boolean put(FrameRing ring, long time, int length) {
    int room = ring.room(length);
    if (room < 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      ring.bytes()[room + i] = (byte) (time * 31 + i);
    }
    ring.put(PLACE, time, time % 2 == 0, time % 3 == 0, time % 5, length, length + 1);
    return true;
  }

  private static void check(Frame frame, long time, int length) {
    assertThat(frame.time()).isEqualTo(time);
    assertThat(frame.capturedLength()).isEqualTo(length);
    assertThat(frame.wireLength()).isEqualTo(length + 1);
    assertThat(frame.direction()).isEqualTo(time % 2 == 0 ? Direction.OUT : Direction.IN);
    assertThat(frame.checksumNotReady()).isEqualTo(time % 3 == 0);
    assertThat(frame.droppedBefore()).isEqualTo(time % 5);
    for (int i = 0; i < length; i++) {
      if (frame.bytes()[frame.offset() + i] != (byte) (time * 31 + i)) {
        throw new AssertionError(
            "byte %d of the frame of %d bytes at %d".formatted(i, length, time));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithAQueueThatSortsWhatIsPublishedTogether(long seed) {
    Random random = new Random(seed);
    FrameRing ring = new FrameRing(16, 400);
    FrameCursor frame = new FrameCursor(PLACE);
    List<Put> round = new ArrayList<>();
    Queue<Put> expected = new ArrayDeque<>();
    int refused = 0;
    int taken = 0;
    for (int step = 0; step < 100_000; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          Put next = new Put(1_000 + step + random.nextInt(20), random.nextInt(80));
          if (put(ring, next.time, next.length)) {
            round.add(next);
          } else {
            refused++;
          }
        }
        case 2 -> {
          round.sort(Comparator.comparingLong(Put::time));
          expected.addAll(round);
          round.clear();
          ring.publish();
        }
        default -> {
          Put next = expected.poll();
          assertThat(ring.take(frame, 0)).isEqualTo(next != null);
          if (next != null) {
            check(frame, next.time, next.length);
            assertThat(frame.ordinal()).isEqualTo(++taken);
          }
        }
      }
    }
    assertThat(taken).isGreaterThan(10_000);
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void fillsUpWhollyAndIsEmptiedWholly() {
    FrameRing ring = new FrameRing(4, 1_000);
    FrameCursor frame = new FrameCursor(PLACE);
    for (int round = 0; round < 100; round++) {
      for (int i = 4; i > 0; i--) { // each earlier than the one before
        assertThat(put(ring, round * 10L + i, 100)).isTrue();
      }
      assertThat(put(ring, 0, 100)).isFalse();
      ring.publish();
      for (int i = 1; i <= 4; i++) {
        assertThat(ring.take(frame, 0)).isTrue();
        check(frame, round * 10L + i, 100);
      }
      assertThat(ring.take(frame, 0)).isFalse();
    }
  }

  @Test
  void fillsOneSegmentAfterTheOther() {
    FrameRing ring = new FrameRing(256, 5 << 20);
    FrameCursor frame = new FrameCursor(PLACE);
    long last = 0;
    long taken = 0;
    for (int round = 0; round < 10; round++) {
      while (put(ring, last + 1, 60_000 + (int) last % 100)) {
        last++;
      }
      assertThat(last - taken).isGreaterThan(75);
      ring.publish();
      for (int half = (int) (last - taken) / 2; half > 0; half--) {
        assertThat(ring.take(frame, 0)).isTrue();
        check(frame, ++taken, 60_000 + (int) (taken - 1) % 100);
      }
    }
  }

  @Test
  void staysInItsFirstSegmentWhileItIsEmptiedInTime() {
    FrameRing ring = new FrameRing(256, 5 << 20);
    FrameCursor frame = new FrameCursor(PLACE);
    byte[] first = ring.bytes();
    for (int i = 1; i <= 100; i++) {
      assertThat(put(ring, i, 60_000)).isTrue();
      assertThat(ring.bytes()).isSameAs(first);
      ring.publish();
      assertThat(ring.take(frame, 0)).isTrue();
      check(frame, i, 60_000);
      assertThat(ring.take(frame, 0)).isFalse();
    }
  }

  @Test
  void keepsAFrameUntilTheNextIsTaken() {
    FrameRing ring = new FrameRing(4, 150);
    FrameCursor frame = new FrameCursor(PLACE);
    assertThat(put(ring, 1, 100)).isTrue();
    ring.publish();
    assertThat(ring.take(frame, 0)).isTrue();
    assertThat(put(ring, 2, 100)).isFalse();
    check(frame, 1, 100);
    assertThat(ring.take(frame, 0)).isFalse();
    assertThat(put(ring, 2, 100)).isTrue();
  }

  @Test
  void twoThreadsLoseNothing() throws InterruptedException {
    FrameRing ring = new FrameRing(64, 5_000);
    FrameCursor frame = new FrameCursor(PLACE);
    int count = 300_000;
    Thread putter =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 1; i <= count; i++) {
                    while (!put(ring, i, i % 97)) {
                      ring.publish();
                      Thread.onSpinWait();
                    }
                    if (i % 5 == 0) {
                      ring.publish();
                    }
                  }
                  ring.close();
                });
    for (int i = 1; i <= count; i++) {
      assertThat(ring.take(frame, Duration.ofSeconds(30).toNanos())).isTrue();
      check(frame, i, i % 97);
    }
    putter.join();
    assertThat(ring.take(frame, Duration.ofDays(10_000).toNanos())).isFalse();
  }
}
