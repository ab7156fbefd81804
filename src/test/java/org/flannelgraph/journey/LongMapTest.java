package org.flannelgraph.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongMapTest {
  @Test
  void itAgreesWithAHashMapWhateverIsPutAndRemoved() {
    Random random = new Random(1);
    LongMap<String> map = new LongMap<>();
    Map<Long, String> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      long key = random.nextInt(300) * 64L; // many that want the same place
      if (random.nextInt(3) == 0) {
        String value = expected.remove(key);
        if (value != null) {
          map.remove(key, value);
        }
      } else {
        String value = "value " + i;
        map.put(key, value);
        expected.put(key, value);
      }
      assertThat(map.get(key)).isEqualTo(expected.get(key));
    }
    assertThat(map.size()).isEqualTo(expected.size());
    for (long key = 0; key < 300 * 64; key += 64) {
      assertThat(map.get(key)).isEqualTo(expected.get(key));
    }
  }

  @Test
  void itRemovesOnlyWhatItIsToldTo() {
    LongMap<String> map = new LongMap<>();
    map.put(0, "one");
    map.remove(0, "another");
    assertThat(map.get(0)).isEqualTo("one");
  }
}
