package org.flannelgraph.ui.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.flannelgraph.ui.model.Microseconds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The axis of the lanes. */
class TimeScaleTest {
  @Test
  void allOfAJourneyFits() {
    TimeScale scale = TimeScale.fit(168_000, 600);
    assertThat(scale.x(0)).isBetween(0.0, 30.0);
    assertThat(scale.x(168_000)).isBetween(570.0, 600.0);
    assertThat(TimeScale.fit(0, 600).x(0)).isBetween(0.0, 30.0);
  }

  @Test
  void zoomingLeavesInPlaceWhatIsUnderTheMouse() {
    TimeScale scale = TimeScale.fit(168_000, 600);
    double nanos = scale.nanos(200);
    TimeScale closer = scale.zoom(8, 200);
    assertThat(closer.nanos(200)).isCloseTo(nanos, within(1e-6));
    assertThat(closer.nanosPerPixel()).isCloseTo(scale.nanosPerPixel() / 8, within(1e-9));
  }

  @Test
  void itGoesFromMicrosecondsToSeconds() {
    TimeScale scale = TimeScale.fit(168_000, 1000);
    assertThat(scale.zoom(1e12, 0).nanosPerPixel() * 1000).isEqualTo(1_000);
    assertThat(scale.zoom(1e-12, 0).nanosPerPixel() * 1000).isEqualTo(10_000_000_000.0);
  }

  @Test
  void theJourneyIsNeverLost() {
    TimeScale far = TimeScale.fit(168_000, 600).zoom(20, 0).pan(1e9);
    TimeScale held = far.within(168_000, 600);
    assertThat(held.x(168_000)).isBetween(0.0, 600.0);
    TimeScale before = TimeScale.fit(168_000, 600).zoom(20, 0).pan(-1e9).within(168_000, 600);
    assertThat(before.x(0)).isBetween(0.0, 600.0);
  }

  @Test
  void aMomentIsBroughtIntoSight() {
    TimeScale closer = TimeScale.fit(168_000, 600).zoom(20, 0);
    assertThat(closer.x(160_000)).isGreaterThan(600);
    assertThat(closer.show(160_000, 600).x(160_000)).isBetween(0.0, 600.0);
    assertThat(closer.show(100, 600)).isEqualTo(closer);
  }

  @ParameterizedTest
  @CsvSource({"1, 100, 100", "1, 90, 100", "168.4, 90, 20000", "1e7, 90, 1000000000"})
  void ticksAreRoundNumbers(double nanosPerPixel, double pixels, long step) {
    assertThat(new TimeScale(0, nanosPerPixel).step(pixels)).isEqualTo(step);
  }

  @Test
  void ticksCoverTheAxis() {
    TimeScale scale = new TimeScale(-1600, 100);
    List<Long> ticks = scale.ticks(600, 10_000);
    assertThat(ticks).containsExactly(0L, 10_000L, 20_000L, 30_000L, 40_000L, 50_000L);
    assertThat(ticks.stream().map(tick -> Microseconds.tick(tick, 10_000)))
        .containsExactly("0 µs", "10 µs", "20 µs", "30 µs", "40 µs", "50 µs");
    assertThat(Microseconds.tick(500, 500)).isEqualTo("0.5 µs");
    assertThat(Microseconds.tick(1_500_000, 500_000)).isEqualTo("1.5 ms");
    assertThat(Microseconds.tick(3_000_000_000L, 1_000_000_000)).isEqualTo("3 s");
  }
}
