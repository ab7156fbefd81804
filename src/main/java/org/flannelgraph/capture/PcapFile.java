package org.flannelgraph.capture;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Classic pcap (draft-ietf-opsawg-pcap): a header of 24 bytes, then records.
 *
 * <pre>
 *  header: magic 4, version 2 + 2, reserved 8, snap length 4, link type 4
 *  record: seconds 4, micro- or nanoseconds 4, captured length 4, wire length 4, bytes
 * </pre>
 *
 * <p>It knows no interface names. The modified kind (Kuznetsov's patch of libpcap 0.x) adds eight
 * bytes to a record: interface index 4, protocol 2, packet type 1, padding 1.
 */
final class PcapFile extends CaptureFile {
  private static final int HEADER = 24;
  private static final int RECORD = 16;
  private static final int MODIFIED_RECORD = 24;
  private static final int PACKET_OUTGOING = 4;

  /** What the magic number tells. */
  record Format(boolean bigEndian, boolean nanoseconds, boolean modified) {
    /** The format that begins so, as read with the highest byte first. */
    static Optional<Format> of(int magic) {
      return switch (magic) {
        case 0xa1b2c3d4 -> Optional.of(new Format(true, false, false));
        case 0xd4c3b2a1 -> Optional.of(new Format(false, false, false));
        case 0xa1b23c4d -> Optional.of(new Format(true, true, false));
        case 0x4d3cb2a1 -> Optional.of(new Format(false, true, false));
        case 0xa1b2cd34 -> Optional.of(new Format(true, false, true));
        case 0x34cdb2a1 -> Optional.of(new Format(false, false, true));
        default -> Optional.empty();
      };
    }
  }

  private final Format format;
  private final TreeMap<Integer, CaptureInterface> interfaces = new TreeMap<>();
  private final FrameCursor frame = new FrameCursor(CaptureInterface.ethernet("", "", 0));
  private boolean started;
  private int linkType;
  private int snapLength;

  PcapFile(String source, Input input, Format format) {
    super(source, input);
    this.format = format;
    input.bigEndian(format.bigEndian);
  }

  @Override
  boolean step() throws IOException {
    if (!started && !readHeader()) {
      return false;
    }
    int header = format.modified ? MODIFIED_RECORD : RECORD;
    if (!input.require(1)) {
      return false;
    }
    if (!input.require(header)) {
      return cutOff("in the middle of a record's header");
    }
    long captured = input.unsigned(input.position() + 8);
    if (captured > LONGEST_BLOCK) {
      throw invalid(
          input.offset(),
          "a record claims %d captured bytes, more than the %d of any frame; the file is damaged from here on"
              .formatted(captured, LONGEST_BLOCK));
    }
    if (!input.require(header + (int) captured)) {
      return cutOff("in the middle of a frame");
    }
    read(input.position(), header, (int) captured);
    return input.skip(header + captured);
  }

  private boolean readHeader() throws IOException {
    if (!input.require(HEADER)) {
      return cutOff("in the middle of its header");
    }
    int at = input.position();
    int major = input.unsignedShort(at + 4);
    if (major != 2) {
      throw invalid(
          4,
          "pcap version " + major + " is not known, only 2: convert it with 'editcap -F pcapng'");
    }
    snapLength = Math.max(0, input.integer(at + 16));
    linkType = input.unsignedShort(at + (format.bigEndian ? 22 : 20));
    if (!format.modified) {
      interfaces.put(0, describe(0));
    }
    started = true;
    return input.skip(HEADER);
  }

  private void read(int at, int header, int captured) {
    frame.advance();
    long fraction = input.unsigned(at + 4);
    frame.time =
        input.unsigned(at) * 1_000_000_000L + (format.nanoseconds ? fraction : fraction * 1_000);
    frame.bytes = input.bytes();
    frame.offset = at + header;
    frame.capturedLength = captured;
    frame.wireLength = (int) Math.min(input.unsigned(at + 12), Integer.MAX_VALUE);
    int index = format.modified ? input.integer(at + 16) : 0;
    frame.where = interfaces.computeIfAbsent(index, this::describe);
    if (index != 0) { // who converts into this format writes 0 for all that it does not know
      frame.direction = input.bytes()[at + 22] == PACKET_OUTGOING ? Direction.OUT : Direction.IN;
    }
  }

  private CaptureInterface describe(int index) {
    return new CaptureInterface(
        source,
        namespaceOf(source),
        "if" + Integer.toUnsignedString(index),
        index,
        linkType,
        snapLength,
        "",
        "");
  }

  @Override
  public Frame frame() {
    return frame;
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return List.copyOf(interfaces.values());
  }

  @Override
  public List<CaptureStatistics> statistics() {
    return List.of();
  }

  @Override
  public CaptureOrigin origin() {
    return CaptureOrigin.UNKNOWN;
  }
}
