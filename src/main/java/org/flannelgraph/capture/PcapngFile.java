package org.flannelgraph.capture;

import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;

/**
 * pcapng (draft-ietf-opsawg-pcapng): blocks, each with its length before and after it.
 *
 * <pre>
 *  type 4, length 4, body, length 4
 *  section header   byte order 4, version 2 + 2, section length 8, options
 *  interface        link type 2, reserved 2, snap length 4, options
 *  enhanced packet  interface 4, time 4 + 4, captured 4, wire 4, bytes, padding, options
 *  simple packet    wire 4, bytes
 *  obsolete packet  interface 2, drops 2, time 4 + 4, captured 4, wire 4, bytes, padding, options
 *  statistics       interface 4, time 4 + 4, options
 * </pre>
 *
 * <p>A section numbers its interfaces from 0 and chooses its byte order; a file may hold several.
 * Blocks of other types (names, secrets, custom ones) are passed over.
 */
final class PcapngFile extends CaptureFile {
  static final int SECTION_HEADER = 0x0a0d0d0a;

  private static final int INTERFACE = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int MAGIC = 0x1a2b3c4d;
  private static final int HEADER = 8;
  private static final int TRAILER = 4;

  private static final int OPT_COMMENT = 1;
  private static final int SHB_HARDWARE = 2;
  private static final int SHB_OS = 3;
  private static final int SHB_USERAPPL = 4;
  private static final int EPB_FLAGS = 2;
  private static final int EPB_DROPCOUNT = 4;
  private static final int PACK_FLAGS_CHECKSUM_NOT_READY = 1 << 9;

  private final FrameCursor frame = new FrameCursor(CaptureInterface.ethernet("", "", 0));
  private final Options options;
  private final PcapngInterfaces interfaces;
  private CaptureOrigin origin = CaptureOrigin.UNKNOWN;

  PcapngFile(String source, Input input) {
    super(source, input);
    options = new Options(this, input);
    interfaces = new PcapngInterfaces(this);
  }

  @Override
  boolean step() throws IOException {
    while (input.require(1)) {
      if (!input.require(HEADER)) {
        return cutOff("in the middle of a block's header");
      }
      int type = input.integer(input.position());
      if (type == SECTION_HEADER && !readByteOrder()) {
        return false;
      }
      long length = blockLength(type);
      boolean wanted =
          switch (type) {
            case SECTION_HEADER, INTERFACE, STATISTICS -> true;
            case ENHANCED_PACKET, SIMPLE_PACKET, OBSOLETE_PACKET -> true;
            default -> false;
          };
      if (!wanted) {
        if (!input.skip(length)) {
          return cutOff("in the middle of a block of type " + type);
        }
      } else if (!input.require((int) length)) {
        return cutOff("in the middle of a block of type " + type);
      } else if (read(type, (int) length)) {
        return input.skip(length);
      } else if (!input.skip(length)) {
        return false;
      }
    }
    return false;
  }

  private boolean readByteOrder() throws IOException {
    if (!input.require(HEADER + 4)) {
      return cutOff("in the middle of a section's header");
    }
    input.bigEndian(true);
    int magic = input.integer(input.position() + HEADER);
    if (magic != MAGIC && magic != Integer.reverseBytes(MAGIC)) {
      throw invalid(
          input.offset() + HEADER,
          "a section's byte-order magic is %08x, and must be 1a2b3c4d or 4d3c2b1a"
              .formatted(magic));
    }
    input.bigEndian(magic == MAGIC);
    return true;
  }

  private long blockLength(int type) throws InvalidCaptureException {
    long length = input.unsigned(input.position() + 4);
    int least =
        HEADER
            + TRAILER
            + switch (type) {
              case SECTION_HEADER -> 16;
              case INTERFACE -> 8;
              case SIMPLE_PACKET -> 4;
              case STATISTICS -> 12;
              case ENHANCED_PACKET, OBSOLETE_PACKET -> 20;
              default -> 0;
            };
    boolean skipped = least == HEADER + TRAILER;
    if (length % 4 != 0 || length < least || (!skipped && length > LONGEST_BLOCK)) {
      throw invalid(
          input.offset(),
          ("a block of type 0x%08x claims %d bytes, and must have a multiple of 4 between %d and %d;"
                  + " the file is damaged from here on")
              .formatted(type, length, least, skipped ? 0xffff_fffcL : LONGEST_BLOCK));
    }
    return length;
  }

  /** Reads a block that is wholly in the window; true if it is a frame. */
  private boolean read(int type, int length) throws InvalidCaptureException {
    int start = input.position();
    int end = start + length - TRAILER;
    if (input.integer(end) != length) {
      throw invalid(
          input.offset() + length - TRAILER,
          "a block of type 0x%08x ends with length %d and began with %d; the file is damaged here"
              .formatted(type, input.unsigned(end), length));
    }
    int body = start + HEADER;
    switch (type) {
      case SECTION_HEADER -> section(body, end);
      case INTERFACE -> interfaces.describe(input, body, options.within(body + 8, end));
      case STATISTICS ->
          interfaces.count(number(input.unsigned(body)), options.within(body + 12, end));
      case SIMPLE_PACKET -> simple(body, end);
      case OBSOLETE_PACKET -> {
        int drops = input.unsignedShort(body + 2);
        packet(number(input.unsignedShort(body)), body, end);
        frame.droppedBefore = drops == 0xffff ? 0 : Math.max(drops, frame.droppedBefore);
      }
      default -> packet(number(input.unsigned(body)), body, end);
    }
    return type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OBSOLETE_PACKET;
  }

  private void section(int body, int end) throws InvalidCaptureException {
    int major = input.unsignedShort(body + 4);
    if (major != 1) {
      throw invalid(
          input.offset() + HEADER + 4,
          "pcapng version %d is not known, only 1: convert it with a newer 'editcap -F pcapng'"
              .formatted(major));
    }
    interfaces.beginSection();
    String hardware = "";
    String system = "";
    String application = "";
    StringJoiner comments = new StringJoiner("\n");
    for (Options each = options.within(body + 16, end); each.next(); ) {
      switch (each.code()) {
        case SHB_HARDWARE -> hardware = each.text();
        case SHB_OS -> system = each.text();
        case SHB_USERAPPL -> application = each.text();
        case OPT_COMMENT -> comments.add(each.text());
        default -> {}
      }
    }
    origin = new CaptureOrigin(hardware, system, application, comments.toString());
  }

  /** The number of a described interface. */
  private int number(long number) throws InvalidCaptureException {
    if (number >= interfaces.inSection()) {
      throw invalid(
          input.offset(),
          "a block speaks of interface %d, and its section has described %d; the file is damaged here"
              .formatted(number, interfaces.inSection()));
    }
    return (int) number;
  }

  private void simple(int body, int end) throws InvalidCaptureException {
    CaptureInterface where = interfaces.where(number(0));
    frame.advance();
    frame.where = where;
    frame.time = 0;
    frame.wireLength = (int) Math.min(input.unsigned(body), Integer.MAX_VALUE);
    long captured = Math.min(input.unsigned(body), end - body - 4);
    if (where.snapLength() > 0) {
      captured = Math.min(captured, where.snapLength());
    }
    bytes(body + 4, (int) captured);
  }

  private void packet(int number, int body, int end) throws InvalidCaptureException {
    long captured = input.unsigned(body + 12);
    int data = body + 20;
    if (captured > end - data) {
      throw invalid(
          input.offset(),
          "a frame claims %d captured bytes, and its block has %d; the file is damaged here"
              .formatted(captured, end - data));
    }
    frame.advance();
    frame.where = interfaces.where(number);
    frame.time =
        interfaces.scale(number).nanoseconds(input.unsigned(body + 4), input.unsigned(body + 8));
    frame.wireLength = (int) Math.min(input.unsigned(body + 16), Integer.MAX_VALUE);
    bytes(data, (int) captured);
    int after = data + ((int) captured + 3 & ~3);
    if (after < end) {
      notes(options.within(after, end));
      interfaces.dropped(number, frame.droppedBefore);
    }
  }

  private void bytes(int at, int captured) {
    frame.bytes = input.bytes();
    frame.offset = at;
    frame.capturedLength = captured;
  }

  private void notes(Options each) throws InvalidCaptureException {
    while (each.next()) {
      switch (each.code()) {
        case EPB_FLAGS -> {
          int flags = each.integer();
          frame.direction =
              switch (flags & 3) {
                case 1 -> Direction.IN;
                case 2 -> Direction.OUT;
                default -> null;
              };
          frame.checksumNotReady = (flags & PACK_FLAGS_CHECKSUM_NOT_READY) != 0;
        }
        case EPB_DROPCOUNT -> frame.droppedBefore = each.number();
        case OPT_COMMENT ->
            frame.comment =
                frame.comment == null ? each.text() : frame.comment + "\n" + each.text();
        default -> {}
      }
    }
  }

  @Override
  public Frame frame() {
    return frame;
  }

  @Override
  public List<CaptureInterface> interfaces() {
    return interfaces.described();
  }

  @Override
  public List<CaptureStatistics> statistics() {
    return interfaces.statistics();
  }

  @Override
  public CaptureOrigin origin() {
    return origin;
  }
}
