package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.flannelgraph.capture.ClockOffset.Basis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real capture is taken apart into one file a node, with clocks apart, and put together again.
 */
class CaptureFilesTest {
  private static final CaptureInterface FIRST = CaptureInterface.ethernet("a", "eth0", 2);
  private static final CaptureInterface SECOND = CaptureInterface.ethernet("b", "eth0", 2);

  @TempDir Path folder;

  /** Writes some of the golden capture's frames, by another clock. */
  private Path part(String name, Predicate<String> namespaces, LongUnaryOperator clock)
      throws IOException {
    List<CapturedFrame> frames = new ArrayList<>();
    for (CapturedFrame frame : golden()) {
      if (namespaces.test(frame.where().namespace())) {
        frames.add(at(frame, clock.applyAsLong(frame.time())));
      }
    }
    return write(name, frames);
  }

  private static CapturedFrame at(CapturedFrame frame, long time) {
    return new CapturedFrame(
        frame.ordinal(),
        frame.where(),
        time,
        null,
        frame.bytes(),
        frame.wireLength(),
        0,
        false,
        null);
  }

  private Path write(String name, List<CapturedFrame> frames) throws IOException {
    Path file = folder.resolve(name);
    try (PcapngWriter writer =
        new PcapngWriter(Files.newOutputStream(file), CaptureOrigin.UNKNOWN)) {
      for (CapturedFrame frame : frames) {
        writer.write(frame);
      }
    }
    return file;
  }

  private static List<CapturedFrame> golden() throws IOException {
    List<CapturedFrame> frames = new ArrayList<>();
    try (CaptureFile file = CaptureFile.open(Tools.golden("cross-node-http.pcapng"))) {
      while (file.next()) {
        frames.add(file.frame().copy());
      }
    }
    return frames;
  }

  @Test
  void findsHowFarClocksAreApartAndPutsTheFramesBackInOrder() throws Exception {
    long behind = 3_600_000_000_000L;
    long ahead = -1_234_567_891L;
    Path first = part("n1.pcapng", name -> name.matches("n1|pod1."), time -> time);
    Path second = part("n2.pcapng", name -> name.matches("n2|pod2."), time -> time - behind);
    Path third = part("sw.pcapng", name -> name.equals("sw"), time -> time - ahead);
    try (CaptureFiles files = CaptureFiles.open(List.of(first, second, third))) {
      List<ClockOffset> clocks = files.clocks();
      assertThat(clocks)
          .extracting(ClockOffset::basis)
          .containsExactly(Basis.REFERENCE, Basis.BOTH_WAYS, Basis.BOTH_WAYS);
      assertThat(clocks.get(1).nanoseconds())
          .isCloseTo(behind, within(clocks.get(1).uncertainty()));
      assertThat(clocks.get(2).nanoseconds()).isCloseTo(ahead, within(clocks.get(2).uncertainty()));
      assertThat(clocks).allSatisfy(each -> assertThat(each.uncertainty()).isLessThan(50_000));
      assertThat(clocks.get(1).text())
          .startsWith(second + ": its clock is 3600.0000")
          .contains(" s behind " + first + "'s, give or take ")
          .contains(" us, from ");
      assertThat(clocks.get(2).text()).contains(": its clock is 1.2345").contains(" s ahead of ");

      Map<String, Long> truth = new HashMap<>();
      for (CapturedFrame frame : golden()) {
        truth.put(key(frame), frame.time());
      }
      long last = 0;
      int count = 0;
      Map<String, Long> ordinals = new HashMap<>();
      while (files.next()) {
        Frame frame = files.frame();
        count++;
        assertThat(frame.time()).isGreaterThanOrEqualTo(last - 50_000);
        last = frame.time();
        assertThat(frame.ordinal())
            .isEqualTo(ordinals.merge(frame.where().source(), 1L, Long::sum));
        assertThat(truth.remove(key(frame))).isCloseTo(frame.time(), within(50_000L));
      }
      assertThat(count).isEqualTo(200);
      assertThat(ordinals).containsOnlyKeys(first.toString(), second.toString(), third.toString());
      assertThat(files.interfaces()).hasSizeGreaterThan(10);
      assertThat(files.cuts()).isEmpty();
    }
  }

  private static String key(Frame frame) {
    byte[] bytes = frame.copy().bytes();
    return frame.where().name() + " " + ByteBuffer.wrap(bytes).hashCode();
  }

  @Test
  void changesNoTimeWhereClocksAgree() throws Exception {
    Path first = part("n1.pcapng", name -> name.matches("n1|pod1."), time -> time);
    Path second = part("n2.pcapng", name -> name.matches("n2|pod2."), time -> time);
    try (CaptureFiles files = CaptureFiles.open(List.of(first, second))) {
      ClockOffset clock = files.clocks().get(1);
      assertThat(clock.nanoseconds()).isZero();
      assertThat(clock.basis()).isEqualTo(Basis.EQUAL);
      assertThat(clock.text()).contains("agrees with " + first);
    }
  }

  @Test
  void saysThatNothingIsKnownWhereNoPacketIsInBoth() throws Exception {
    Path first = part("pod1a.pcapng", name -> name.equals("pod1a"), time -> time);
    Path second = write("other.pcapng", List.of(packet(SECOND, 1, 1_000, true)));
    try (CaptureFiles files = CaptureFiles.open(List.of(first, second))) {
      ClockOffset clock = files.clocks().get(1);
      assertThat(clock.basis()).isEqualTo(Basis.NOTHING);
      assertThat(clock.text()).contains("no packet is both in it and in " + first);
      assertThat(files.next()).isTrue();
      assertThat(files.frame().time()).isEqualTo(1_000);
    }
  }

  @Test
  void tellsADriftingClockAndATrafficOfOneWay() throws Exception {
    Random random = new Random(7);
    List<CapturedFrame> first = new ArrayList<>();
    List<CapturedFrame> second = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      long sent = 1_700_000_000_000_000_000L + i * 100_000_000L;
      long arrived = sent + 30_000 + random.nextInt(40_000);
      long drift = i * 10_000L; // 100 parts in a million: 5 ms in the end
      boolean up = i % 2 == 0;
      first.add(packet(FIRST, i, up ? sent : arrived, up));
      second.add(packet(SECOND, i, (up ? arrived : sent) - 2_000_000_000L - drift, up));
    }
    Path one = write("one.pcapng", first);
    try (CaptureFiles files = CaptureFiles.open(List.of(one, write("two.pcapng", second)))) {
      ClockOffset clock = files.clocks().get(1);
      assertThat(clock.basis()).isEqualTo(Basis.DRIFTING);
      assertThat(clock.nanoseconds()).isCloseTo(2_002_500_000L, within(100_000L));
      assertThat(clock.uncertainty()).isBetween(2_400_000L, 2_600_000L);
      assertThat(clock.text()).contains("drifts, by 2.").contains("from 500 packets");
    }
    second.removeIf(frame -> frame.bytes()[29] == 1);
    try (CaptureFiles files = CaptureFiles.open(List.of(one, write("two.pcapng", second)))) {
      ClockOffset clock = files.clocks().get(1);
      assertThat(clock.basis()).isEqualTo(Basis.ONE_WAY);
      assertThat(clock.nanoseconds()).isCloseTo(2_002_500_000L, within(200_000L));
      assertThat(clock.text()).contains("the packets' way included");
    }
  }

  @Test
  void aPacketThatCameTwiceTellsNothing() throws Exception {
    List<CapturedFrame> first = new ArrayList<>();
    List<CapturedFrame> second = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      boolean up = i % 2 == 0;
      first.add(packet(FIRST, i, 1_000_000 + i * 1_000L, up));
      second.add(packet(SECOND, i, 5_000_000 + i * 1_000L + (up ? 100 : -100), up));
    }
    first.add(packet(FIRST, 3, 900_000_000, false)); // as if sent again, and lost that time
    try (CaptureFiles files =
        CaptureFiles.open(List.of(write("one.pcapng", first), write("two.pcapng", second)))) {
      ClockOffset clock = files.clocks().get(1);
      assertThat(clock.packets()).isEqualTo(19);
      assertThat(clock.nanoseconds()).isEqualTo(-4_000_000);
      assertThat(clock.uncertainty()).isEqualTo(100);
    }
  }

  /** An IPv4 packet from 10.0.0.1 to .2, or back; the TTL says how many routers it passed. */
  private static CapturedFrame packet(CaptureInterface where, int id, long time, boolean up) {
    byte[] bytes = new byte[60];
    ByteBuffer packet = ByteBuffer.wrap(bytes);
    packet.putShort(12, (short) 0x0800);
    packet.put(14, (byte) 0x45).putShort(16, (short) 46).putShort(18, (short) id);
    packet.put(22, (byte) (where.equals(FIRST) ? 64 : 63)).put(23, (byte) 17).putShort(24, (short) time);
    packet.putInt(26, up ? 0x0a000001 : 0x0a000002).putInt(30, up ? 0x0a000002 : 0x0a000001);
    return CapturedFrame.of(1, where, time, null, bytes);
  }

  @Test
  void readsOneFileAsItIs() throws Exception {
    Path file = Tools.golden("same-node-http.pcapng");
    try (CaptureFiles files = CaptureFiles.open(List.of(file));
        CaptureFile alone = CaptureFile.open(file)) {
      assertThat(files.clocks()).extracting(ClockOffset::basis).containsExactly(Basis.REFERENCE);
      while (alone.next()) {
        assertThat(files.next()).isTrue();
        assertThat(files.frame().copy()).usingRecursiveComparison().isEqualTo(alone.frame().copy());
      }
      assertThat(files.next()).isFalse();
    }
  }
}
