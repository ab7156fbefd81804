package org.flannelgraph.packet;

import org.jspecify.annotations.Nullable;

/** A bridge protocol data unit of the spanning tree protocol, rapid or not (IEEE 802.1D, 9.3). */
public final class Stp {
  private static final int LEAST = 4;
  private static final int LENGTH = 35;
  private static final int TOPOLOGY_CHANGE = 0x80;

  static final Header HEADER =
      Header.of(
              "stp",
              "stp",
              "STP",
              Stp::dissect,
              Field.decimal("protocolIdentifier", "stp.protocol", 0, 2),
              Field.decimal("version", "stp.version", 2, 1),
              Field.hex("type", "stp.type", 3, 1).words(Stp::typeName),
              Field.hex("flags", "stp.flags", 4, 1),
              Field.bits("rootPriority", "stp.root.prio", 40, 4).times(4096),
              Field.bits("rootSystemId", "stp.root.ext", 44, 12),
              Field.mac("rootBridge", "stp.root.hw", 7),
              Field.decimal("rootPathCost", "stp.root.cost", 13, 4),
              Field.bits("bridgePriority", "stp.bridge.prio", 136, 4).times(4096),
              Field.bits("bridgeSystemId", "stp.bridge.ext", 140, 12),
              Field.mac("bridge", "stp.bridge.hw", 19),
              Field.hex("port", "stp.port", 25, 2),
              seconds("messageAge", "stp.msg_age", 27),
              seconds("maxAge", "stp.max_age", 29),
              seconds("helloTime", "stp.hello", 31),
              seconds("forwardDelay", "stp.forward", 33))
          .summary((d, layer) -> "STP " + typeWords(Bytes.u8(d.bytes(), d.index(layer) + 3)));

  private Stp() {}

  /** Sent in units of 1/256 s. */
  private static Field seconds(String name, String filter, int offset) {
    return Field.decimal(name, filter, offset, 2)
        .words(n -> n % 256 == 0 ? Long.toString(n / 256) : Double.toString(n / 256.0));
  }

  static @Nullable Protocol dissect(Cursor c) {
    if (c.open(Protocol.STP, LEAST)
        && (Bytes.u8(c.bytes(), c.at() + 3) == TOPOLOGY_CHANGE || c.extend(LENGTH))) {
      c.pass();
    }
    return null;
  }

  private static @Nullable String typeName(long type) {
    return switch ((int) type) {
      case 0 -> "configuration";
      case 2 -> "rapid spanning tree";
      case TOPOLOGY_CHANGE -> "topology change notification";
      default -> null;
    };
  }

  private static String typeWords(int type) {
    String name = typeName(type);
    return name == null ? "type " + type : name;
  }
}
