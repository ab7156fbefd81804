package org.flannelgraph.packet;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Good frames made bad, always the same ones: nothing throws, nothing reads what it should not. */
class MutationTest {
  private static final int ROUNDS = 800;
  private static final byte[] EDGES = {0, 1, 2, 0x3f, 0x40, 0x7f, (byte) 0x80, (byte) 0xc0, -1};

  private final Exercise exercise = new Exercise();
  private final SplittableRandom random = new SplittableRandom(8472);

  @Test
  void everyLengthOfEverySample() {
    for (CapturedFrame frame : Samples.all().values()) {
      for (int length = 0; length <= Math.min(400, frame.bytes().length); length++) {
        run(Arrays.copyOf(frame.bytes(), length), frame.wireLength(), frame.link());
        run(Arrays.copyOf(frame.bytes(), length), length, frame.link());
      }
    }
  }

  @Test
  void everyByteOfEverySampleAtItsEdges() {
    for (CapturedFrame frame : Samples.all().values()) {
      byte[] bytes = frame.bytes();
      for (int i = 0; i < Math.min(200, bytes.length); i++) {
        for (byte edge : EDGES) {
          byte[] mutant = bytes.clone();
          mutant[i] = edge;
          run(mutant, frame.wireLength(), frame.link());
        }
      }
    }
  }

  @Test
  void randomChangesToEverySample() {
    List<CapturedFrame> samples = new ArrayList<>(Samples.all().values());
    for (int round = 0; round < ROUNDS; round++) {
      for (CapturedFrame frame : samples) {
        run(mutate(frame.bytes(), samples), frame.wireLength(), frame.link());
      }
    }
  }

  @Test
  void noise() {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      LinkType[] links = LinkType.values();
      run(bytes, random.nextInt(-10, 400), links[random.nextInt(links.length)]);
    }
  }

  private byte[] mutate(byte[] original, List<CapturedFrame> samples) {
    byte[] bytes = original.clone();
    for (int changes = random.nextInt(1, 6); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          byte[] other = samples.get(random.nextInt(samples.size())).bytes();
          int from = random.nextInt(other.length);
          int count = Math.min(other.length - from, bytes.length - at);
          System.arraycopy(other, from, bytes, at, count);
        }
      }
    }
    return bytes;
  }

  private void run(byte[] frame, int wire, LinkType link) {
    assertThatCode(() -> exercise.run(frame, wire, link))
        .as(() -> link + " " + wire + " " + HexFormat.of().formatHex(frame))
        .doesNotThrowAnyException();
  }
}
