package org.flannelgraph.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Wireshark's tools and tcpdump write is read as tshark reads it; classic pcap and gzip too.
 */
class FilesOfOthersTest {
  @TempDir Path folder;
  private Path golden;

  @BeforeEach
  void copy() throws IOException {
    golden = Tools.golden("cross-node-ping.pcapng");
  }

  /** As tshark tells them, but for the interface: classic pcap has no name for it. */
  private static List<String> withoutInterface(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst("\\|[^|]*", "")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcap", "nsecpcap", "modpcap", "pcapng"})
  void readsWhatEditcapWrites(String format) throws Exception {
    Path file = folder.resolve("node7." + format);
    Tools.run("editcap", "-F", format, "-s", "70", golden, file);
    List<String> ours = Tools.ours(file);
    assertThat(ours).hasSize(84);
    assertThat(withoutInterface(ours)).isEqualTo(withoutInterface(Tools.frames(file)));
  }

  @Test
  void readsWhatTcpdumpWrites() throws Exception {
    Path plain = folder.resolve("plain.pcap");
    Path file = folder.resolve("tcpdump.pcap");
    Tools.run("editcap", "-F", "nsecpcap", golden, plain);
    Tools.run("tcpdump", "-n", "-r", plain, "-w", file, "--time-stamp-precision=nano", "udp");
    List<String> ours = Tools.ours(file);
    assertThat(ours).hasSizeGreaterThan(10).allMatch(line -> line.contains("|tcpdump/if0|"));
    assertThat(withoutInterface(ours)).isEqualTo(withoutInterface(Tools.frames(file)));
  }

  @Test
  void readsWhatTsharkAndMergecapWrite() throws Exception {
    Path tshark = folder.resolve("tshark.pcapng");
    Path merged = folder.resolve("merged.pcapng");
    Tools.run("tshark", "-r", golden, "-w", tshark, "-Y", "icmp");
    Tools.run("mergecap", "-w", merged, tshark, Tools.golden("same-node-http.pcapng"));
    assertThat(Tools.ours(tshark)).isEqualTo(Tools.frames(tshark)).isNotEmpty();
    assertThat(Tools.ours(merged)).isEqualTo(Tools.frames(merged)).hasSizeGreaterThan(84);
  }

  @Test
  void readsWhatDumpcapWrites() throws Exception {
    Path file = folder.resolve("dumpcap.pcapng");
    Process dumpcap =
        new ProcessBuilder("dumpcap", "-q", "-i", "-", "-w", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream out = dumpcap.getOutputStream()) {
      Files.copy(golden, out);
    }
    assertThat(dumpcap.waitFor()).isZero();
    assertThat(Tools.ours(file)).hasSize(84).isEqualTo(Tools.frames(file));
  }

  @Test
  void readsCommentsThatEditcapAdds() throws Exception {
    Path file = folder.resolve("noted.pcapng");
    Tools.run("editcap", "-a", "3:the third", "-a", "5:the fifth", golden, file);
    assertThat(Tools.ours(file))
        .isEqualTo(Tools.frames(file))
        .anyMatch(it -> it.endsWith("|the fifth"));
  }

  @ParameterizedTest
  @CsvSource({"a1b2c3d4, BIG", "a1b2c3d4, LITTLE", "a1b23c4d, BIG", "a1b23c4d, LITTLE"})
  void readsClassicPcapOfBothByteOrders(String magic, String order) throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(300)
            .order(order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .putInt(Integer.parseUnsignedInt(magic, 16))
            .putShort((short) 2)
            .putShort((short) 4)
            .putLong(0)
            .putInt(262_144)
            .putInt(1);
    bytes.putInt(-100).putInt(999_999).putInt(60).putInt(1514).put(new byte[60]);
    bytes.putInt(1_700_000_000).putInt(0).putInt(61).putInt(61).put(new byte[61]);
    Path file = folder.resolve("node1.pcap");
    Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
    assertThat(withoutInterface(Tools.ours(file)))
        .hasSize(2)
        .isEqualTo(withoutInterface(Tools.frames(file)));
    try (CaptureFile capture = CaptureFile.open(file)) {
      assertThat(capture.next()).isTrue();
      assertThat(capture.frame().where().snapLength()).isEqualTo(262_144);
      assertThat(capture.frame().where().linkType()).isEqualTo(LinkType.ETHERNET);
    }
  }

  @Test
  void readsInterfaceAndDirectionOfModifiedPcap() throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(300)
            .putInt(0xa1b2cd34)
            .putShort((short) 2)
            .putShort((short) 4)
            .putLong(0)
            .putInt(65_535)
            .putInt(1);
    for (int type : new int[] {0, 4}) {
      bytes.putInt(1_700_000_000).putInt(7).putInt(60).putInt(60);
      bytes.putInt(3).putShort((short) 0x800).put((byte) type).put((byte) 0).put(new byte[60]);
    }
    Path file = folder.resolve("node1.cap");
    Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
    assertThat(Tools.ours(file))
        .containsExactly(
            "1|node1/if3|1700000000.000007000|60|60|0x00000001|",
            "2|node1/if3|1700000000.000007000|60|60|0x00000002|");
    assertThat(Tools.frames(file)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcap", "pcapng"})
  void readsGzipAlsoInSeveralMembers(String format) throws Exception {
    Path plain = folder.resolve("plain." + format);
    Tools.run("editcap", "-F", format, golden, plain);
    byte[] bytes = Files.readAllBytes(plain);
    Path packed = folder.resolve("plain." + format + ".gz");
    try (OutputStream out = Files.newOutputStream(packed)) {
      for (int at = 0; at < bytes.length; at += 5_000) {
        GZIPOutputStream member = new GZIPOutputStream(out);
        member.write(bytes, at, Math.min(5_000, bytes.length - at));
        member.finish();
      }
    }
    assertThat(Tools.ours(packed)).hasSize(84).isEqualTo(Tools.ours(plain));
    byte[] whole = Files.readAllBytes(packed);
    Path cut = folder.resolve("cut.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length * 2 / 3));
    try (CaptureFile capture = CaptureFile.open(cut)) {
      int frames = 0;
      while (capture.next()) {
        frames++;
      }
      assertThat(frames).isBetween(40, 70);
      assertThat(capture.cut().orElse("")).contains("cut off").contains("gzip");
    }
    whole[whole.length / 2] ^= 0x55;
    whole[whole.length / 2 + 1] ^= 0x55;
    Files.write(cut, whole);
    assertThatThrownBy(() -> Tools.ours(cut))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut.gz");
  }

  @Test
  void readsClassicPcapUpToWhereItIsCutOff() throws Exception {
    Path plain = folder.resolve("plain.pcap");
    Tools.run("editcap", "-F", "pcap", golden, plain);
    byte[] bytes = Files.readAllBytes(plain);
    Path cut = folder.resolve("cut.pcap");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
    try (CaptureFile capture = CaptureFile.open(cut)) {
      int frames = 0;
      while (capture.next()) {
        frames++;
      }
      assertThat(frames).isEqualTo(83);
      assertThat(capture.cut().orElse("")).endsWith(", in the middle of a frame");
    }
  }

  @Test
  void saysWhatAFileIsThatIsNoCapture() throws IOException {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "Dear diary");
    assertThatThrownBy(() -> CaptureFile.open(file))
        .isInstanceOf(InvalidCaptureException.class)
        .hasMessage(
            file
                + ", byte 0: this begins with 44656172, which is neither pcapng (0a0d0d0a) nor pcap"
                + " (a1b2c3d4 and its kin): convert it with 'editcap -F pcapng'");
    Files.write(file, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});
    assertThatThrownBy(() -> CaptureFile.open(file)).hasMessageContaining("'zstd -d'");
    for (byte[] start : List.of(new byte[0], new byte[] {1}, new byte[] {0x1f, (byte) 0x8b, 8})) {
      Files.write(file, start);
      assertThatThrownBy(() -> CaptureFile.open(file)).hasMessageContaining("empty or too short");
    }
  }
}
