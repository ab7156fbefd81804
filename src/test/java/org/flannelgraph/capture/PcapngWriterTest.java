package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written here, Wireshark reads, and we read back as it was. */
class PcapngWriterTest {
  private static final CaptureOrigin ORIGIN =
      new CaptureOrigin("a machine", "Linux 6.18", "flannelgraph", "two\nlines");

  @TempDir Path folder;

  private Path write(List<CapturedFrame> frames, List<CaptureStatistics> statistics)
      throws IOException {
    Path file = folder.resolve("written.pcapng");
    try (PcapngWriter writer = new PcapngWriter(Files.newOutputStream(file), ORIGIN)) {
      for (Frame frame : frames) {
        writer.write(frame);
      }
      writer.write(statistics);
    }
    return file;
  }

  private static List<CapturedFrame> read(Path file) throws IOException {
    List<CapturedFrame> frames = new ArrayList<>();
    try (CaptureFile capture = CaptureFile.open(file)) {
      while (capture.next()) {
        frames.add(capture.frame().copy());
      }
      assertThat(capture.cut()).isEmpty();
    }
    return frames;
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-node-http.pcapng", "same-node-http.pcapng"})
  void aRealCaptureIsTheSameToTshark(String name) throws Exception {
    Path golden = Tools.golden(name);
    Path copy = write(read(golden), List.of());
    assertThat(Tools.frames(copy)).isEqualTo(Tools.frames(golden));
    assertThat(Tools.run("tshark", "-n", "-x", "-r", copy))
        .isEqualTo(Tools.run("tshark", "-n", "-x", "-r", golden));
  }

  @Test
  void tsharkReadsDirectionCommentsLengthsAndNanoseconds() throws Exception {
    Path file = write(madeUp(), List.of());
    assertThat(Tools.frames(file)).isEqualTo(Tools.ours(file));
    String drops = Tools.run("tshark", "-n", "-r", file, "-T", "fields", "-e", "frame.drop_count");
    assertThat(drops.lines().filter(line -> !line.isEmpty())).containsExactly("5");
  }

  @Test
  void capinfosCountsFramesInterfacesAndDrops() throws Exception {
    List<CapturedFrame> frames = madeUp();
    CaptureInterface seen = frames.getFirst().where();
    CaptureInterface silent = CaptureInterface.ethernet("node2", "flannel.1", 9);
    Path file =
        write(
            frames,
            List.of(new CaptureStatistics(seen, 12, 3), new CaptureStatistics(silent, 4, 4)));
    String infos = Tools.run("capinfos", file);
    assertThat(infos.lines().map(String::strip))
        .anyMatch(line -> line.matches("Number of packets: +" + frames.size()))
        .anyMatch(line -> line.matches("File timestamp precision: +nanoseconds \\(9\\)"))
        .anyMatch(line -> line.matches("Capture hardware: +a machine"))
        .anyMatch(line -> line.matches("Capture oper-sys: +Linux 6.18"))
        .anyMatch(line -> line.matches("Capture application: +flannelgraph"))
        .anyMatch(line -> line.equals("Name = node1/eth0"))
        .anyMatch(line -> line.equals("Name = node2/flannel.1"))
        .anyMatch(line -> line.equals("Filter string = udp port 8472"))
        .anyMatch(line -> line.equals("Capture length = 96"))
        .anyMatch(line -> line.equals("Number of stat entries = 1"));
    try (CaptureFile capture = CaptureFile.open(file)) {
      while (capture.next()) {
        assertThat(capture.frame().where().source()).isEqualTo(file.toString());
      }
      assertThat(capture.origin()).isEqualTo(ORIGIN);
      assertThat(capture.statistics())
          .extracting(each -> each.where().name() + " " + each.received() + " " + each.dropped())
          .containsExactly("node1/eth0 12 5", "node2/flannel.1 4 4");
    }
  }

  private static List<CapturedFrame> madeUp() {
    CaptureInterface one =
        new CaptureInterface(
            "", "node1", "eth0", 4, LinkType.ETHERNET, 96, "the uplink", "udp port 8472");
    CaptureInterface other = CaptureInterface.ethernet("red", "eth0", 2);
    List<CapturedFrame> frames = new ArrayList<>();
    long time = 1_800_000_000_000_000_001L;
    for (int i = 0; i < 8; i++) {
      Direction direction = i % 3 == 0 ? null : i % 3 == 1 ? Direction.IN : Direction.OUT;
      String comment = i == 2 ? "a word; ünd more" : null;
      frames.add(
          new CapturedFrame(
              i + 1,
              i % 2 == 0 ? one : other,
              time + i,
              direction,
              new byte[60 + i],
              60 + 100 * i,
              i == 4 ? 5 : 0,
              i == 5,
              comment));
    }
    return frames;
  }

  @Test
  void whatIsWrittenIsReadBackAsItWas() throws Exception {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      List<CapturedFrame> frames = new ArrayList<>();
      for (int i = 0; i < random.nextInt(40); i++) {
        frames.add(random(random, i + 1));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (PcapngWriter writer = new PcapngWriter(out, ORIGIN)) {
        for (Frame frame : frames) {
          writer.write(frame);
        }
      }
      try (CaptureFile capture =
          CaptureFile.open(new ByteArrayInputStream(out.toByteArray()), "")) {
        for (CapturedFrame frame : frames) {
          assertThat(capture.next()).isTrue();
          assertThat(capture.frame().copy())
              .usingRecursiveComparison()
              .ignoringFields("where.index")
              .isEqualTo(frame);
        }
        assertThat(capture.next()).isFalse();
      }
    }
  }

  private static CapturedFrame random(Random random, int ordinal) {
    byte[] bytes = new byte[random.nextInt(3_000)];
    random.nextBytes(bytes);
    CaptureInterface where =
        new CaptureInterface(
            "",
            "node" + random.nextInt(4),
            "veth" + random.nextInt(4),
            random.nextInt(100),
            random.nextBoolean() ? LinkType.ETHERNET : LinkType.RAW,
            random.nextInt(1, 3) * 1_000,
            random.nextBoolean() ? "" : "words",
            random.nextBoolean() ? "" : "ip");
    Direction[] directions = {null, Direction.IN, Direction.OUT};
    return new CapturedFrame(
        ordinal,
        where,
        random.nextLong(Long.MAX_VALUE),
        directions[random.nextInt(3)],
        bytes,
        bytes.length + random.nextInt(100),
        random.nextBoolean() ? 0 : random.nextInt(1_000),
        random.nextBoolean(),
        random.nextInt(4) > 0 ? null : "x".repeat(random.nextInt(1, 200)));
  }

  @Test
  void aCommentThatIsTooLongForAnOptionIsCutBetweenCharacters() throws Exception {
    CapturedFrame frame = madeUp().getFirst();
    CapturedFrame noted =
        new CapturedFrame(
            1, frame.where(), frame.time(), null, frame.bytes(), 60, 0, false, "€".repeat(30_000));
    Path file = write(Collections.singletonList(noted), List.of());
    assertThat(read(file).getFirst().comment()).isEqualTo("€".repeat(0xfff0 / 3));
    assertThat(Tools.frames(file)).hasSize(1);
  }

  @Test
  void whatWasFlushedCanBeReadWhileMoreIsToCome() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(out, ORIGIN)) {
      CapturedFrame frame = madeUp().getFirst();
      writer.write(frame);
      writer.flush();
      try (CaptureFile capture =
          CaptureFile.open(new ByteArrayInputStream(out.toByteArray()), "pipe")) {
        assertThat(capture.next()).isTrue();
        assertThat(capture.frame().copy().bytes()).isEqualTo(frame.bytes());
      }
    }
  }
}
