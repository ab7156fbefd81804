package org.flannelgraph.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames as pcapng, as they come: into a file, or into a pipe that Wireshark reads. An
 * interface is described when it is first seen, as {@code namespace/device}; times are nanoseconds.
 *
 * <p>One thread writes. What was written is on its way after {@link #flush}.
 */
public final class PcapngWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int MAGIC = 0x1a2b3c4d;

  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int INTERFACE = 1;
  private static final int STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;

  private static final int OPT_COMMENT = 1;
  private static final int SHB_HARDWARE = 2;
  private static final int SHB_OS = 3;
  private static final int SHB_USERAPPL = 4;
  private static final int IF_NAME = 2;
  private static final int IF_DESCRIPTION = 3;
  private static final int IF_TSRESOL = 9;
  private static final int IF_FILTER = 11;
  private static final byte NANOSECONDS = 9;
  private static final int EPB_FLAGS = 2;
  private static final int EPB_DROPCOUNT = 4;
  private static final int INBOUND = 1;
  private static final int OUTBOUND = 2;
  private static final int CHECKSUM_NOT_READY = 1 << 9;
  private static final int ISB_IFRECV = 4;
  private static final int ISB_IFDROP = 5;

  private final OutputStream out;
  private final Block block = new Block();
  private final Map<CaptureInterface, Integer> numbers = new HashMap<>();
  private @Nullable CaptureInterface last;
  private int lastNumber;
  private long lastTime;

  /**
   * Begins a capture.
   *
   * @param out closed with this writer
   * @param origin who captured and who writes
   */
  public PcapngWriter(OutputStream out, CaptureOrigin origin) throws IOException {
    this.out = new BufferedOutputStream(out, BUFFER);
    block.begin(SECTION_HEADER).integer(MAGIC).shorts(1, 0).integer(-1).integer(-1);
    comments(origin.comment());
    block
        .text(SHB_HARDWARE, origin.hardware())
        .text(SHB_OS, origin.operatingSystem())
        .text(SHB_USERAPPL, origin.application())
        .endOfOptions()
        .end(this.out);
  }

  /** Writes a frame, and before it its interface if that is new. */
  public void write(Frame frame) throws IOException {
    int number = number(frame.where());
    long time = Math.max(0, frame.time());
    lastTime = Math.max(lastTime, time);
    block
        .begin(ENHANCED_PACKET)
        .integer(number)
        .time(time)
        .integer(frame.capturedLength())
        .integer(frame.wireLength())
        .bytes(frame.bytes(), frame.offset(), frame.capturedLength());
    Direction direction = frame.direction();
    int flags =
        (direction == null ? 0 : direction == Direction.IN ? INBOUND : OUTBOUND)
            | (frame.checksumNotReady() ? CHECKSUM_NOT_READY : 0);
    String comment = frame.comment();
    if (flags != 0) {
      block.option(EPB_FLAGS, flags);
    }
    if (frame.droppedBefore() > 0) {
      block.option(EPB_DROPCOUNT, frame.droppedBefore());
    }
    if (comment != null) {
      comments(comment);
    }
    if (flags != 0 || frame.droppedBefore() > 0 || comment != null) {
      block.endOfOptions();
    }
    block.end(out);
  }

  private void comments(String lines) {
    lines.lines().forEach(line -> block.text(OPT_COMMENT, line));
  }

  private int number(CaptureInterface where) throws IOException {
    if (!where.equals(last)) {
      Integer known = numbers.get(where);
      lastNumber = known == null ? describe(where) : known;
      last = where;
    }
    return lastNumber;
  }

  private int describe(CaptureInterface where) throws IOException {
    block
        .begin(INTERFACE)
        .shorts(where.linkType(), 0)
        .integer(where.snapLength())
        .text(IF_NAME, where.name())
        .text(IF_DESCRIPTION, where.description())
        .option(IF_TSRESOL, new byte[] {NANOSECONDS});
    if (!where.filter().isEmpty()) {
      block.option(IF_FILTER, ("\0" + where.filter()).getBytes(StandardCharsets.UTF_8));
    }
    block.endOfOptions().end(out);
    int number = numbers.size();
    numbers.put(where, number);
    return number;
  }

  /**
   * Writes what was counted at interfaces, also at those that saw no frame. Counts are those since
   * the beginning; the last ones written hold.
   */
  public void write(Collection<CaptureStatistics> statistics) throws IOException {
    for (CaptureStatistics each : statistics) {
      int number = number(each.where());
      block.begin(STATISTICS).integer(number).time(lastTime);
      if (each.received() >= 0) {
        block.option(ISB_IFRECV, each.received());
      }
      block.option(ISB_IFDROP, each.dropped()).endOfOptions().end(out);
    }
  }

  /** Sends on its way what was written. */
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
