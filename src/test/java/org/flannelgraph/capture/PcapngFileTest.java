package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** pcapng as its specification allows it, and as it does not. */
class PcapngFileTest {
  private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  private static final long TIME = 1_700_000_000_123_456_789L;
  private static final byte[] FRAME = frame(60);

  @TempDir Path folder;

  private static byte[] frame(int length) {
    byte[] frame = new byte[length];
    for (int i = 0; i < length; i++) {
      frame[i] = (byte) (i * 7);
    }
    return frame;
  }

  private Path write(PcapngBytes bytes) throws IOException {
    return Files.write(folder.resolve("node1.pcapng"), bytes.toArray());
  }

  private static CaptureFile open(PcapngBytes bytes) throws IOException {
    return CaptureFile.open(new ByteArrayInputStream(bytes.toArray()), "node1.pcapng");
  }

  private static byte[] nanoseconds(PcapngBytes b) {
    return b.option(9, new byte[] {9});
  }

  @Test
  void readsSeveralSectionsOfBothByteOrders() throws Exception {
    PcapngBytes b = new PcapngBytes(BIG);
    b.section(b.option(4, "first"))
        .link(1, 0, b.option(2, "red/eth0"), nanoseconds(b))
        .link(1, 96, b.option(2, "red/lo"))
        .enhanced(0, TIME, 60, FRAME)
        .enhanced(1, TIME / 1000, 1500, frame(96))
        .order(LITTLE);
    b.section()
        .link(1, 0, b.option(2, "green/eth0"), nanoseconds(b))
        .enhanced(0, TIME + 5, 61, frame(61), b.option(2, b.integers(2)))
        .order(BIG);
    b.section()
        .link(1, 0, b.option(2, "red/eth0"), nanoseconds(b))
        .enhanced(0, TIME + 9, 60, FRAME);
    Path file = write(b);
    // tshark 4.0 names interfaces of later sections by those of the first: leave that column out.
    assertThat(Tools.ours(file))
        .map(line -> line.replaceFirst("\\|[^|]*", ""))
        .isEqualTo(Tools.frames(file).stream().map(l -> l.replaceFirst("\\|[^|]*", "")).toList());
    assertThat(Tools.ours(file))
        .map(line -> line.split("\\|", -1)[1])
        .containsExactly("red/eth0", "red/lo", "green/eth0", "red/eth0");
    try (CaptureFile capture = CaptureFile.open(file)) {
      List<CaptureInterface> seen = new ArrayList<>();
      while (capture.next()) {
        seen.add(capture.frame().where());
      }
      assertThat(seen.get(3)).isEqualTo(seen.get(0));
      assertThat(capture.interfaces()).hasSize(3);
    }
  }

  @Test
  void readsTimesOfAnyResolution() throws Exception {
    int[] resolutions = {0, 3, 6, 9, 10, 12, 128, 138, 160, 168};
    for (ByteOrder order : List.of(BIG, LITTLE)) {
      PcapngBytes b = new PcapngBytes(order).section();
      for (int i = 0; i < resolutions.length; i++) {
        long ticks = 1_700_000_001L;
        b.link(1, 0, b.option(2, "a/b" + i), b.option(9, new byte[] {(byte) resolutions[i]}))
            .enhanced(i, ticks, 60, FRAME)
            .enhanced(i, ticks << 2, 60, FRAME);
      }
      Path file = write(b);
      assertThat(Tools.ours(file)).hasSize(20).isEqualTo(Tools.frames(file));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9, -1", // later than a long of nanoseconds
    "6, 9300000000000000",
    "0, 9300000000",
    "128, 9300000000"
  })
  void holdsTimesThatAreTooLateForNanoseconds(int resolution, long ticks) throws Exception {
    PcapngBytes b = new PcapngBytes(BIG);
    b.section()
        .link(1, 0, b.option(9, new byte[] {(byte) resolution}))
        .enhanced(0, ticks, 60, FRAME);
    try (CaptureFile capture = open(b)) {
      assertThat(capture.next()).isTrue();
      assertThat(capture.frame().time()).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void addsTheOffsetOfTime() throws Exception {
    PcapngBytes b = new PcapngBytes(LITTLE);
    b.section()
        .link(1, 0, b.option(2, "a/b"), b.option(14, b.number(1_600_000_000)), nanoseconds(b))
        .enhanced(0, 123_456_789, 60, FRAME)
        .link(1, 0, b.option(2, "a/c"), b.option(14, b.number(-100)))
        .enhanced(1, 250_000_000, 60, FRAME);
    Path file = write(b);
    assertThat(Tools.ours(file)).isEqualTo(Tools.frames(file));
  }

  @Test
  void readsWhatOptionsTellOfAFrame() throws Exception {
    PcapngBytes b = new PcapngBytes(LITTLE);
    b.section()
        .link(1, 0, b.option(2, "a/b"), nanoseconds(b))
        .enhanced(0, TIME, 60, FRAME, b.option(1, "one"), b.option(2, b.integers(1)), b.integers(0))
        .enhanced(0, TIME, 60, FRAME, b.option(2, b.integers(2 | 1 << 9)), b.option(1, "zwölf"))
        .enhanced(0, TIME, 60, FRAME, b.option(4, b.number(7)), b.integers(0, 99, 99))
        .enhanced(0, TIME, 60, FRAME, b.option(1, "a"), b.option(0x8001, "?"), b.option(1, "b"));
    Path file = write(b);
    try (CaptureFile capture = CaptureFile.open(file)) {
      assertThat(capture.next()).isTrue();
      assertThat(capture.frame().direction()).isEqualTo(Direction.IN);
      assertThat(capture.frame().comment()).isEqualTo("one");
      assertThat(capture.next()).isTrue();
      assertThat(capture.frame().direction()).isEqualTo(Direction.OUT);
      assertThat(capture.frame().checksumNotReady()).isTrue();
      assertThat(capture.frame().comment()).isEqualTo("zwölf");
      assertThat(capture.next()).isTrue();
      assertThat(capture.frame().direction()).isNull();
      assertThat(capture.frame().checksumNotReady()).isFalse();
      assertThat(capture.frame().comment()).isNull();
      assertThat(capture.frame().droppedBefore()).isEqualTo(7);
      assertThat(capture.next()).isTrue();
      assertThat(capture.frame().droppedBefore()).isZero();
      assertThat(capture.frame().comment()).isEqualTo("a\nb");
      assertThat(capture.next()).isFalse();
      assertThat(capture.statistics())
          .containsExactly(new CaptureStatistics(capture.interfaces().getFirst(), -1, 7));
    }
  }

  @Test
  void readsSimpleAndObsoletePackets() throws Exception {
    PcapngBytes b = new PcapngBytes(BIG);
    b.section()
        .link(1, 50, b.option(2, "a/b"))
        .block(3, b.integers(60), Arrays.copyOf(FRAME, 50))
        .block(3, b.integers(42), Arrays.copyOf(FRAME, 42))
        .block(
            2,
            b.shorts(0, 3),
            b.integers((int) ((TIME / 1000) >>> 32), (int) (TIME / 1000), 50, 60),
            Arrays.copyOf(FRAME, 50),
            b.option(2, b.integers(1)));
    Path file = write(b);
    List<String> ours = Tools.ours(file);
    // tshark has no time for a simple packet; we say 0.
    assertThat(ours.get(0)).isEqualTo("1|a/b|0.000000000|50|60||");
    assertThat(ours.get(1)).isEqualTo("2|a/b|0.000000000|42|42||");
    assertThat(ours.get(2)).isEqualTo(Tools.frames(file).get(2));
    try (CaptureFile capture = CaptureFile.open(file)) {
      while (capture.next()) {
        assertThat(capture.frame().copy().bytes())
            .isEqualTo(Arrays.copyOf(FRAME, capture.frame().capturedLength()));
      }
      assertThat(capture.frame().droppedBefore()).isEqualTo(3);
    }
  }

  @Test
  void passesOverBlocksThatHoldNoFrame() throws Exception {
    PcapngBytes b = new PcapngBytes(LITTLE);
    b.section()
        .block(0xbad, b.integers(32473), frame(40))
        .block(0x40000bad, b.integers(32473), frame(400))
        .block(4, b.integers(0))
        .block(10, b.integers(0x544c534b, 4), frame(4))
        .block(0x7fff_fff0, frame(8000))
        .link(1, 0, b.option(2, "a/b"), nanoseconds(b))
        .block(0x8000_0001)
        .enhanced(0, TIME, 60, FRAME);
    Path file = write(b);
    // tshark shows a custom block as a record of its own, without an interface.
    String theirs = Tools.frames(file).getLast();
    assertThat(Tools.ours(file)).containsExactly(theirs.replaceFirst("^3", "1"));
  }

  @Test
  void readsCountsOfEachSectionAndAddsThem() throws Exception {
    PcapngBytes b = new PcapngBytes(LITTLE);
    for (int section = 0; section < 2; section++) {
      b.section(b.option(2, "a machine"), b.option(3, "an OS"), b.option(4, "a program"))
          .link(1, 0, b.option(2, "a/b"), b.option(3, "words"), b.option(11, "\0tcp"))
          .link(1, 0, b.option(2, "a/c"), b.option(11, "\1...."))
          .block(5, b.integers(0, 0, 0), b.option(4, b.number(1)), b.option(5, b.number(2)))
          .block(
              5,
              b.integers(0, 0, 0),
              b.option(4, b.number(10)),
              b.option(5, b.number(3)),
              b.option(7, b.number(4)));
    }
    try (CaptureFile capture = open(b)) {
      assertThat(capture.next()).isFalse();
      assertThat(capture.cut()).isEmpty();
      CaptureInterface first =
          new CaptureInterface("node1.pcapng", "a", "b", 0, 1, 0, "words", "tcp");
      assertThat(capture.interfaces().getFirst()).isEqualTo(first);
      assertThat(capture.interfaces().get(1).filter()).isEqualTo("(compiled)");
      assertThat(capture.statistics()).containsExactly(new CaptureStatistics(first, 20, 14));
      assertThat(capture.origin())
          .isEqualTo(new CaptureOrigin("a machine", "an OS", "a program", ""));
    }
  }

  @Test
  void namesInterfacesThatHaveNoNamespaceAfterTheFile() throws Exception {
    PcapngBytes b = new PcapngBytes(LITTLE);
    b.section().link(1, 0, b.option(2, "eth0")).link(113, 0).link(1, 0, b.option(2, "a.b/c@d"));
    try (CaptureFile capture = open(b)) {
      assertThat(capture.next()).isFalse();
      assertThat(capture.interfaces())
          .extracting(CaptureInterface::name)
          .containsExactly("node1/eth0", "node1/if1", "a.b/c@d");
      assertThat(capture.interfaces().get(1).linkType()).isEqualTo(LinkType.LINUX_SLL);
    }
  }

  @Test
  void readsAFileUpToWhereItIsCutOff() throws Exception {
    PcapngBytes b = new PcapngBytes(LITTLE);
    b.section().link(1, 0, b.option(2, "a/b"));
    int start = b.toArray().length;
    b.enhanced(0, TIME, 60, FRAME);
    int second = b.toArray().length;
    b.enhanced(0, TIME, 60, FRAME);
    byte[] whole = b.toArray();
    for (int length = 4; length < whole.length; length++) {
      PcapngBytes cut = new PcapngBytes(LITTLE).raw(Arrays.copyOf(whole, length));
      try (CaptureFile capture = open(cut)) {
        int frames = 0;
        while (capture.next()) {
          frames++;
        }
        assertThat(frames).as("frames of %d bytes", length).isEqualTo(length < second ? 0 : 1);
        assertThat(capture.next()).isFalse();
        boolean atBoundary = length == start || length == second || length == 28;
        if (!atBoundary) {
          assertThat(capture.cut().orElse(""))
              .startsWith("node1.pcapng is cut off at byte " + length + ", in the middle of a ");
        } else {
          assertThat(capture.cut()).isEmpty();
        }
      }
    }
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    PcapngBytes b = new PcapngBytes(LITTLE);
    byte[] name = b.option(2, "a/b");
    assertThatThrownBy(() -> readAll(new PcapngBytes(LITTLE).section().enhanced(0, 0, 60, FRAME)))
        .hasMessage(
            "node1.pcapng, byte 28: a block speaks of interface 0, and its section has described 0;"
                + " the file is damaged here");
    assertThatThrownBy(
            () ->
                readAll(new PcapngBytes(LITTLE).section().raw(b.integers(6, 33, 0, 0, 0, 0, 0, 0))))
        .hasMessageStartingWith(
            "node1.pcapng, byte 28: a block of type 0x00000006 claims 33 bytes");
    assertThatThrownBy(
            () -> readAll(new PcapngBytes(LITTLE).section().raw(b.integers(6, 0x7ffffff0))))
        .hasMessageContaining("byte 28: a block of type 0x00000006 claims 2147483632 bytes");
    assertThatThrownBy(
            () -> readAll(new PcapngBytes(LITTLE).section().raw(b.integers(1, 20, 1, 0, 24))))
        .hasMessageContaining("byte 44: a block of type 0x00000001 ends with length 24");
    assertThatThrownBy(
            () ->
                readAll(
                    new PcapngBytes(LITTLE).section().link(1, 0, b.shorts(2, 9), b.integers(0))))
        .hasMessageContaining("byte 44: option 2 claims 9 bytes, and its block has 4 left");
    assertThatThrownBy(
            () ->
                readAll(
                    new PcapngBytes(LITTLE)
                        .section()
                        .link(1, 0, name)
                        .block(6, b.integers(0, 0, 0, 61, 61), FRAME)))
        .hasMessageContaining("a frame claims 61 captured bytes, and its block has 60");
    assertThatThrownBy(
            () ->
                readAll(new PcapngBytes(LITTLE).raw(b.integers(0x0a0d0d0a, 28, 0x12345678, 0, 0))))
        .hasMessageContaining("byte 8: a section's byte-order magic is 78563412");
    assertThatThrownBy(
            () ->
                readAll(
                    new PcapngBytes(LITTLE).block(0x0a0d0d0a, b.integers(0x1a2b3c4d, 2, -1, -1))))
        .hasMessageContaining("byte 12: pcapng version 2 is not known");
  }

  private static void readAll(PcapngBytes bytes) throws IOException {
    try (CaptureFile capture = open(bytes)) {
      while (capture.next()) {
        assertThat(capture.frame().capturedLength()).isNotNegative();
      }
    }
  }
}
