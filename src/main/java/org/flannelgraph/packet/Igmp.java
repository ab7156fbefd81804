package org.flannelgraph.packet;

import org.flannelgraph.packet.Field.Format;
import org.jspecify.annotations.Nullable;

/**
 * IGMP, versions 1 to 3 (RFC 1112, 2236, 3376). The layer is the whole message.
 *
 * <pre>
 *  0      1                   2          4
 *  | type | max response time | checksum | group address
 *  version 3's query: 8 flags, 9 QQIC, 10 number of sources, 12 sources
 *  version 3's report: 6 number of group records, 8 group records
 * </pre>
 */
public final class Igmp {
  public static final int QUERY = 0x11;
  public static final int V1_REPORT = 0x12;
  public static final int V2_REPORT = 0x16;
  public static final int V2_LEAVE = 0x17;
  public static final int V3_REPORT = 0x22;

  private static final int LENGTH = 8;
  private static final int V3_QUERY = 12;

  static final Header HEADER =
      Header.of(
              "igmp",
              "igmp",
              "IGMP",
              Igmp::dissect,
              Field.hex("type", "igmp.type", 0, 1).words(Igmp::typeName),
              Field.decimal("maxResponseTime", "igmp.max_resp", 1, 1)
                  .when((b, i) -> type(b, i) != V1_REPORT && type(b, i) != V3_REPORT),
              Field.hex("checksum", "igmp.checksum", 2, 2),
              Field.ipv4("groupAddress", "igmp.maddr", 4).when((b, i) -> type(b, i) != V3_REPORT),
              Field.decimal("numberOfGroupRecords", "igmp.num_grp_recs", 6, 2)
                  .when((b, i) -> type(b, i) == V3_REPORT))
          .repeating(Igmp::records)
          .summary((d, layer) -> "IGMP " + words(type(d.bytes(), d.index(layer))));

  private static final Field SUPPRESS = Field.flag("suppressRouterProcessing", "igmp.s", 68);
  private static final Field ROBUSTNESS = Field.bits("robustness", "igmp.qrv", 69, 3);
  private static final Field INTERVAL = Field.decimal("queryIntervalCode", "igmp.qqic", 9, 1);
  private static final Field SOURCES = Field.decimal("numberOfSources", "igmp.num_src", 10, 2);

  private static final Field RECORD =
      Field.varying("groupRecord", "igmp.group_record", Format.BYTES);
  private static final Field RECORD_TYPE =
      Field.decimal("recordType", "igmp.record_type", 0, 1).words(MulticastRecord::typeName);
  private static final Field RECORD_SOURCES =
      Field.decimal("numberOfSources", "igmp.num_src", 2, 2);
  private static final Field GROUP = Field.ipv4("multicastAddress", "igmp.maddr", 4);
  private static final Field SOURCE = Field.ipv4("sourceAddress", "igmp.saddr", 0);

  private Igmp() {}

  static @Nullable Protocol dissect(Cursor c) {
    if (c.open(Protocol.IGMP, LENGTH)) {
      c.toEnd();
    }
    return null;
  }

  /** {@link #QUERY} and so on. */
  public static int type(byte[] bytes, int index) {
    return Bytes.u8(bytes, index);
  }

  private static void records(Dissection d, int layer, Parts parts) {
    byte[] bytes = d.bytes();
    int index = d.index(layer);
    int end = d.headerEnd(layer);
    if (type(bytes, index) == QUERY && end - index >= V3_QUERY) {
      parts.add(SUPPRESS, index);
      parts.add(ROBUSTNESS, index);
      parts.add(INTERVAL, index);
      parts.add(SOURCES, index);
      MulticastRecord.sources(parts, SOURCE, index + V3_QUERY, Bytes.u16(bytes, index + 10), end);
    } else if (type(bytes, index) == V3_REPORT) {
      int at = index + LENGTH;
      for (int i = Bytes.u16(bytes, index + 6); i > 0 && at >= 0 && !parts.isFull(); i--) {
        at = record(bytes, at, end, parts);
      }
    }
  }

  private static int record(byte[] bytes, int at, int end, Parts parts) {
    int length = MulticastRecord.length(bytes, at, end, 4);
    if (length < 0) {
      parts.malformed(at, "the group record ends outside of the message");
      return -1;
    }
    parts.add(
        RECORD,
        at,
        length,
        inside -> {
          inside.add(RECORD_TYPE, at);
          inside.add(RECORD_SOURCES, at);
          inside.add(GROUP, at);
          MulticastRecord.sources(inside, SOURCE, at + 8, Bytes.u16(bytes, at + 2), at + length);
        });
    return at + length;
  }

  private static @Nullable String typeName(long type) {
    return switch ((int) type) {
      case QUERY -> "membership query";
      case V1_REPORT -> "v1 membership report";
      case V2_REPORT -> "v2 membership report";
      case V2_LEAVE -> "leave group";
      case V3_REPORT -> "v3 membership report";
      default -> null;
    };
  }

  private static String words(int type) {
    String name = typeName(type);
    return name == null ? "type " + type : name;
  }
}
