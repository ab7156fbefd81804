package org.flannelgraph.packet;

import org.flannelgraph.packet.Field.Format;

/** MLD, versions 1 and 2 (RFC 2710, 3810): ICMPv6's IGMP. */
final class ListenerDiscovery {
  private static final int V2_QUERY = 28;

  private static final Field DELAY =
      Field.decimal("maximumResponseDelay", "icmpv6.mld.maximum_response_delay", 4, 2);
  private static final Field CODE =
      Field.decimal("maximumResponseCode", "icmpv6.mld.maximum_response_code", 4, 2);
  private static final Field GROUP =
      Field.ipv6("multicastAddress", "icmpv6.mld.multicast_address", 8);
  private static final Field SUPPRESS =
      Field.flag("suppressRouterProcessing", "icmpv6.mld.flag.s", 196);
  private static final Field ROBUSTNESS = Field.bits("robustness", "icmpv6.mld.flag.qrv", 197, 3);
  private static final Field INTERVAL = Field.decimal("queryIntervalCode", "icmpv6.mld.qqi", 25, 1);
  private static final Field SOURCES =
      Field.decimal("numberOfSources", "icmpv6.mld.nb_sources", 26, 2);
  private static final Field QUERY_SOURCE =
      Field.ipv6("sourceAddress", "icmpv6.mld.source_address", 0);

  private static final Field RECORDS =
      Field.decimal("numberOfGroupRecords", "icmpv6.mldr.nb_mcast_records", 6, 2);
  private static final Field RECORD = Field.varying("groupRecord", "icmpv6.mldr.mar", Format.BYTES);
  private static final Field RECORD_TYPE =
      Field.decimal("recordType", "icmpv6.mldr.mar.record_type", 0, 1)
          .words(MulticastRecord::typeName);
  private static final Field RECORD_SOURCES =
      Field.decimal("numberOfSources", "icmpv6.mldr.mar.nb_sources", 2, 2);
  private static final Field RECORD_GROUP =
      Field.ipv6("multicastAddress", "icmpv6.mldr.mar.multicast_address", 4);
  private static final Field RECORD_SOURCE =
      Field.ipv6("sourceAddress", "icmpv6.mldr.mar.source_address", 0);

  private ListenerDiscovery() {}

  /** Version 1's messages, and both versions' query. */
  static void message(byte[] bytes, int index, int end, Parts parts) {
    boolean isV2Query = Icmpv6.type(bytes, index) == Icmpv6.MLD_QUERY && end - index >= V2_QUERY;
    parts.add(isV2Query ? CODE : DELAY, index);
    parts.add(GROUP, index);
    if (isV2Query) {
      parts.add(SUPPRESS, index);
      parts.add(ROBUSTNESS, index);
      parts.add(INTERVAL, index);
      parts.add(SOURCES, index);
      MulticastRecord.sources(
          parts, QUERY_SOURCE, index + V2_QUERY, Bytes.u16(bytes, index + 26), end);
    }
  }

  /** Version 2's report. */
  static void report(byte[] bytes, int index, int end, Parts parts) {
    parts.add(RECORDS, index);
    int at = index + 8;
    for (int i = Bytes.u16(bytes, index + 6); i > 0 && !parts.isFull(); i--) {
      int record = at;
      int length = MulticastRecord.length(bytes, at, end, 16);
      if (length < 0) {
        parts.malformed(at, "the group record ends outside of the message");
        return;
      }
      parts.add(
          RECORD,
          at,
          length,
          inside -> {
            inside.add(RECORD_TYPE, record);
            inside.add(RECORD_SOURCES, record);
            inside.add(RECORD_GROUP, record);
            MulticastRecord.sources(
                inside, RECORD_SOURCE, record + 20, Bytes.u16(bytes, record + 2), record + length);
          });
      at += length;
    }
  }
}
