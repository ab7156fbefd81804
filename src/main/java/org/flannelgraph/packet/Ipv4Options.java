package org.flannelgraph.packet;

import org.flannelgraph.packet.Field.Format;
import org.jspecify.annotations.Nullable;

/** IPv4's options (RFC 791, 3.1; RFC 2113): a type, a length that counts both, a value. */
final class Ipv4Options {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;
  private static final int RECORD_ROUTE = 7;
  private static final int TIMESTAMP = 68;
  private static final int LOOSE_SOURCE_ROUTE = 131;
  private static final int STRICT_SOURCE_ROUTE = 137;
  private static final int ROUTER_ALERT = 148;

  private static final Field OPTION = Field.varying("option", "", Format.BYTES);
  private static final Field TYPE =
      Field.decimal("type", "ip.opt.type", 0, 1).words(Ipv4Options::typeName);
  private static final Field LENGTH = Field.decimal("length", "ip.opt.len", 1, 1);
  private static final Field POINTER = Field.decimal("pointer", "ip.opt.ptr", 2, 1);
  private static final Field ALERT = Field.decimal("routerAlert", "ip.opt.ra", 2, 2);

  private Ipv4Options() {}

  static void read(Dissection d, int layer, Parts parts) {
    byte[] bytes = d.bytes();
    int at = d.index(layer) + Ipv4.LENGTH;
    int end = d.headerEnd(layer);
    while (at < end && !parts.isFull()) {
      int option = at;
      int type = Bytes.u8(bytes, at);
      boolean single = type == END || type == NO_OPERATION;
      int length = single ? 1 : at + 1 < end ? Bytes.u8(bytes, at + 1) : 0;
      if ((!single && length < 2) || at + length > end) {
        parts.malformed(at, "the option's length is impossible");
        return;
      }
      parts.add(OPTION, at, length, inside -> inside(inside, option, type, length));
      if (type == END) {
        return;
      }
      at += length;
    }
  }

  private static void inside(Parts parts, int option, int type, int length) {
    parts.add(TYPE, option);
    if (length > 1) {
      parts.add(LENGTH, option);
    }
    switch (type) {
      case ROUTER_ALERT -> {
        if (length == 4) {
          parts.add(ALERT, option);
        }
      }
      case RECORD_ROUTE, TIMESTAMP, LOOSE_SOURCE_ROUTE, STRICT_SOURCE_ROUTE -> {
        if (length > 2) {
          parts.add(POINTER, option);
        }
      }
      default -> {}
    }
  }

  private static @Nullable String typeName(long type) {
    return switch ((int) type) {
      case END -> "end of options list";
      case NO_OPERATION -> "no operation";
      case RECORD_ROUTE -> "record route";
      case TIMESTAMP -> "timestamp";
      case LOOSE_SOURCE_ROUTE -> "loose source route";
      case STRICT_SOURCE_ROUTE -> "strict source route";
      case ROUTER_ALERT -> "router alert";
      default -> null;
    };
  }
}
