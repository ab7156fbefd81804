package org.flannelgraph.packet;

/** TCP's options (RFC 9293, 7323, 2018): a kind, a length that counts both, a value. */
final class TcpOptions {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;

  private static final Field KIND = Field.decimal("kind", "tcp.option_kind", 0, 1);
  private static final Field LENGTH = Field.decimal("length", "tcp.option_len", 1, 1);
  private static final Field MSS_VALUE = Field.decimal("mss", "tcp.options.mss_val", 2, 2);
  private static final Field SHIFT = Field.decimal("shiftCount", "tcp.options.wscale.shift", 2, 1);
  private static final Field LEFT = Field.decimal("leftEdge", "tcp.options.sack_le", 0, 4);
  private static final Field RIGHT = Field.decimal("rightEdge", "tcp.options.sack_re", 4, 4);
  private static final Field VALUE =
      Field.decimal("timestampValue", "tcp.options.timestamp.tsval", 2, 4);
  private static final Field ECHO =
      Field.decimal("timestampEchoReply", "tcp.options.timestamp.tsecr", 6, 4);

  private static final Field END_OF_LIST = option("endOfOptionList", "tcp.options.eol");
  private static final Field NOP = option("noOperation", "tcp.options.nop");
  private static final Field MSS = option("maximumSegmentSize", "tcp.options.mss");
  private static final Field WINDOW_SCALE = option("windowScale", "tcp.options.wscale");
  private static final Field SACK_PERMITTED = option("sackPermitted", "tcp.options.sack_perm");
  private static final Field SACK = option("sack", "tcp.options.sack");
  private static final Field TIMESTAMPS = option("timestamps", "tcp.options.timestamp");
  private static final Field OTHER = option("option", "");

  private TcpOptions() {}

  private static Field option(String name, String filter) {
    return Field.varying(name, filter, Field.Format.BYTES);
  }

  static void read(Dissection d, int layer, Parts parts) {
    byte[] bytes = d.bytes();
    int at = d.index(layer) + Tcp.LENGTH;
    int end = d.headerEnd(layer);
    while (at < end && !parts.isFull()) {
      int kind = Bytes.u8(bytes, at);
      if (kind == END || kind == NO_OPERATION) {
        int option = at;
        parts.add(kind == END ? END_OF_LIST : NOP, at, 1, inside -> inside.add(KIND, option));
        if (kind == END) {
          return;
        }
        at++;
        continue;
      }
      int length = at + 1 < end ? Bytes.u8(bytes, at + 1) : 0;
      if (length < 2 || at + length > end) {
        parts.malformed(at, "the option's length is impossible");
        return;
      }
      int option = at;
      parts.add(field(kind, length), at, length, inside -> inside(inside, option, kind, length));
      at += length;
    }
  }

  /** An option of the wrong length is not what its kind says. */
  private static Field field(int kind, int length) {
    return switch (kind << 8 | length) {
      case 2 << 8 | 4 -> MSS;
      case 3 << 8 | 3 -> WINDOW_SCALE;
      case 4 << 8 | 2 -> SACK_PERMITTED;
      case 5 << 8 | 10, 5 << 8 | 18, 5 << 8 | 26, 5 << 8 | 34 -> SACK;
      case 8 << 8 | 10 -> TIMESTAMPS;
      default -> OTHER;
    };
  }

  private static void inside(Parts parts, int option, int kind, int length) {
    parts.add(KIND, option);
    parts.add(LENGTH, option);
    Field field = field(kind, length);
    if (field == MSS) {
      parts.add(MSS_VALUE, option);
    } else if (field == WINDOW_SCALE) {
      parts.add(SHIFT, option);
    } else if (field == TIMESTAMPS) {
      parts.add(VALUE, option);
      parts.add(ECHO, option);
    } else if (field == SACK) {
      for (int block = option + 2; block < option + length; block += 8) {
        parts.add(LEFT, block);
        parts.add(RIGHT, block);
      }
    }
  }
}
