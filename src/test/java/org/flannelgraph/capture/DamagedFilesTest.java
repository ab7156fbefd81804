package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Captures are damaged at random, the same way at each run: reading them ends in good order. */
class DamagedFilesTest {
  private static final Path SEEDS = Path.of("src/test/fuzz/capture");
  private static final int ROUNDS = 3_000;

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(SEEDS)) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return seeds;
  }

  @Test
  void noDamageLeadsAstray() throws IOException {
    List<byte[]> seeds = seeds();
    assertThat(seeds).hasSizeGreaterThanOrEqualTo(6);
    Random random = new Random(42);
    for (byte[] seed : seeds) {
      CaptureFileFuzzer.fuzzerTestOneInput(seed);
      for (int round = 0; round < ROUNDS; round++) {
        CaptureFileFuzzer.fuzzerTestOneInput(damage(seed, random));
      }
    }
  }

  private static byte[] damage(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 3 -> integer(bytes, at & ~3, random);
        default -> {
          int length = random.nextInt(bytes.length - at);
          System.arraycopy(seed, random.nextInt(seed.length - length), bytes, at, length);
        }
      }
      seed = bytes.length == seed.length ? seed : bytes;
    }
    return bytes;
  }

  private static void integer(byte[] bytes, int at, Random random) {
    int[] values = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 12, 16, 28, 32, 0xfffffffc};
    if (at + 4 <= bytes.length) {
      ByteBuffer.wrap(bytes)
          .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
          .putInt(at, values[random.nextInt(values.length)]);
    }
  }
}
