package org.flannelgraph.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A capture file or stream that is being read, frame by frame: pcapng, classic pcap, or either
 * packed with gzip. Which it is, its first bytes tell, not its name. One thread reads it.
 */
public abstract sealed class CaptureFile implements AutoCloseable permits PcapngFile, PcapFile {
  /** The longest block or frame that is believed; Wireshark's own limit. */
  static final int LONGEST_BLOCK = 16 << 20;

  private static final int GZIP_BUFFER = 1 << 16;
  private static final String TOO_SHORT =
      "the file is empty or too short to be a capture; capture again";

  /** The file as it was named. */
  final String source;

  final Input input;
  private @Nullable String cut;

  CaptureFile(String source, Input input) {
    this.source = source;
    this.input = input;
  }

  /**
   * Opens a file.
   *
   * @throws InvalidCaptureException if its beginning is not that of a capture
   * @throws IOException if it can't be read
   */
  public static CaptureFile open(Path file) throws IOException {
    return open(Files.newInputStream(file), file.toString());
  }

  /**
   * Opens a stream, as a pipe from {@code dumpcap -w -}.
   *
   * @param stream closed with the result, and when this fails
   * @param name what to call it; it stands for the namespace of interfaces that name none
   */
  public static CaptureFile open(InputStream stream, String name) throws IOException {
    try {
      return detect(unpacked(stream), name);
    } catch (EOFException tooShort) {
      stream.close();
      throw new InvalidCaptureException(name, 0, TOO_SHORT);
    } catch (ZipException damage) {
      stream.close();
      throw new InvalidCaptureException(
          name, 0, "the gzip data is damaged: " + damage.getMessage());
    } catch (IOException | RuntimeException failure) {
      stream.close();
      throw failure;
    }
  }

  private static InputStream unpacked(InputStream stream) throws IOException {
    InputStream peeked = new BufferedInputStream(stream);
    peeked.mark(2);
    boolean gzip = peeked.read() == 0x1f && peeked.read() == 0x8b;
    peeked.reset();
    return gzip ? new GZIPInputStream(peeked, GZIP_BUFFER) : peeked;
  }

  private static CaptureFile detect(InputStream stream, String name) throws IOException {
    Input input = new Input(stream);
    input.bigEndian(true);
    if (!input.require(Integer.BYTES)) {
      throw new InvalidCaptureException(name, 0, TOO_SHORT);
    }
    int magic = input.integer(input.position());
    if (magic == PcapngFile.SECTION_HEADER) {
      return new PcapngFile(name, input);
    }
    return PcapFile.Format.of(magic)
        .<CaptureFile>map(format -> new PcapFile(name, input, format))
        .orElseThrow(() -> new InvalidCaptureException(name, 0, notACapture(magic)));
  }

  private static String notACapture(int magic) {
    return switch (magic) {
      case 0x28b52ffd -> "this is packed with zstd: unpack it first, with 'zstd -d'";
      case 0x04224d18 -> "this is packed with lz4: unpack it first, with 'lz4 -d'";
      case 0x504b0304 -> "this is a zip archive: unpack it first, with 'unzip'";
      default ->
          "this begins with "
              + "%08x".formatted(magic)
              + ", which is neither pcapng (0a0d0d0a) nor pcap (a1b2c3d4 and its kin):"
              + " convert it with 'editcap -F pcapng'";
    };
  }

  /**
   * Steps to the next frame.
   *
   * @return false at the end, or where the file is cut off
   * @throws InvalidCaptureException if the file contradicts its format; the frames before it were
   *     good
   */
  public final boolean next() throws IOException {
    try {
      return cut == null && step();
    } catch (EOFException endOfPackedData) {
      return cutOff("in the middle of its gzip data");
    } catch (ZipException damage) {
      throw invalid(
          input.offset() + input.available(),
          "the gzip data is damaged from here on (%s)".formatted(damage.getMessage()));
    }
  }

  /** Steps to the next frame; {@link #cutOff} where what is begun does not end. */
  abstract boolean step() throws IOException;

  /** The frame that the last {@link #next} stepped to, valid until the next. */
  public abstract Frame frame();

  /** The interfaces that were described so far, in the file's order. */
  public abstract List<CaptureInterface> interfaces();

  /** What the file tells of its drops so far, one entry an interface that it tells about. */
  public abstract List<CaptureStatistics> statistics();

  /** Who wrote it. */
  public abstract CaptureOrigin origin();

  /** If the file was found to be cut off: where, in words. */
  public final Optional<String> cut() {
    return Optional.ofNullable(cut);
  }

  /** Notes that the file ends too early. */
  final boolean cutOff(String where) {
    cut = source + " is cut off at byte " + (input.offset() + input.available()) + ", " + where;
    return false;
  }

  final InvalidCaptureException invalid(long position, String problem) {
    return new InvalidCaptureException(source, position, problem);
  }

  /** The namespace that a file stands for whose interfaces name none: its name without endings. */
  static String namespaceOf(String source) {
    String name = source.substring(source.lastIndexOf('/') + 1);
    String stem = name.replaceFirst("(\\.(pcapng|pcap|cap|dmp|ntar))?(\\.gz)?$", "");
    return stem.isEmpty() ? name : stem;
  }

  @Override
  public final void close() throws IOException {
    input.close();
  }
}
