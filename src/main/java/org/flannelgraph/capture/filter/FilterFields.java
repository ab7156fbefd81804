package org.flannelgraph.capture.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.flannelgraph.capture.Direction;
import org.flannelgraph.capture.Frame;
import org.flannelgraph.packet.Protocol;
import org.flannelgraph.packet.Tcp;

/** All fields that a filter can name. */
final class FilterFields {
  /** Of options, records and lines, which no table of a protocol's fields holds. */
  private static final Map<String, FieldType> REPEATED =
      Map.ofEntries(
          Map.entry("http.request.method", FieldType.TEXT),
          Map.entry("http.request.uri", FieldType.TEXT),
          Map.entry("http.request.version", FieldType.TEXT),
          Map.entry("http.response.code", FieldType.NUMBER),
          Map.entry("http.response.phrase", FieldType.TEXT),
          Map.entry("http.response.version", FieldType.TEXT),
          Map.entry("tcp.options.mss_val", FieldType.NUMBER),
          Map.entry("tcp.options.wscale.shift", FieldType.NUMBER),
          Map.entry("tcp.options.timestamp.tsval", FieldType.NUMBER),
          Map.entry("tcp.options.timestamp.tsecr", FieldType.NUMBER),
          Map.entry("tcp.options.sack_le", FieldType.NUMBER),
          Map.entry("tcp.options.sack_re", FieldType.NUMBER),
          Map.entry("dns.qry.name", FieldType.TEXT),
          Map.entry("dns.qry.type", FieldType.NUMBER),
          Map.entry("dns.resp.name", FieldType.TEXT),
          Map.entry("dns.resp.type", FieldType.NUMBER),
          Map.entry("dns.resp.ttl", FieldType.NUMBER),
          Map.entry("dns.a", FieldType.IPV4),
          Map.entry("dns.aaaa", FieldType.IPV6),
          Map.entry("dns.cname", FieldType.TEXT),
          Map.entry("dhcp.option.hostname", FieldType.TEXT),
          Map.entry("icmpv6.opt.src_linkaddr", FieldType.MAC),
          Map.entry("icmpv6.opt.target_linkaddr", FieldType.MAC),
          Map.entry("icmpv6.opt.mtu", FieldType.NUMBER),
          Map.entry("icmpv6.opt.prefix", FieldType.IPV6),
          Map.entry("icmpv6.mldr.mar.multicast_address", FieldType.IPV6));

  /** Names that mean several fields. */
  private static final Map<String, List<String>> EITHER =
      Map.of(
          "eth.addr", List.of("eth.dst", "eth.src"),
          "ip.addr", List.of("ip.src", "ip.dst"),
          "ipv6.addr", List.of("ipv6.src", "ipv6.dst"),
          "tcp.port", List.of("tcp.srcport", "tcp.dstport"),
          "udp.port", List.of("udp.srcport", "udp.dstport"));

  private static final Map<String, Integer> TCP_FLAGS =
      Map.of(
          "tcp.flags.fin", Tcp.FIN,
          "tcp.flags.syn", Tcp.SYN,
          "tcp.flags.reset", Tcp.RST,
          "tcp.flags.push", Tcp.PSH,
          "tcp.flags.ack", Tcp.ACK,
          "tcp.flags.urg", Tcp.URG,
          "tcp.flags.ece", Tcp.ECE,
          "tcp.flags.cwr", Tcp.CWR,
          "tcp.flags.ae", Tcp.AE);

  /** What people write, which a frame alone can't tell, and what they can have instead. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "tcp.seq", "tcp.seq_raw",
          "tcp.ack", "tcp.ack_raw",
          "tcp.window_size", "tcp.window_size_value",
          "tcp.flags.rst", "tcp.flags.reset",
          "ip.protocol", "ip.proto",
          "bootp", "dhcp");

  private static final SortedMap<String, FilterField> ALL = all();

  private FilterFields() {}

  static Optional<FilterField> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** In the order of their names. */
  static List<FilterField> names() {
    return List.copyOf(ALL.values());
  }

  /** The name that was probably meant. */
  static Optional<String> nearest(String name) {
    if (INSTEAD.containsKey(name)) {
      return Optional.of(INSTEAD.get(name));
    }
    String best = "";
    int least = Math.max(2, name.length() / 3) + 1;
    for (String candidate : ALL.keySet()) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** How many characters are to be put in, left out or replaced (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }

  // --- The table
  // -----------------------------------------------------------------------------------

  private static SortedMap<String, FilterField> all() {
    TreeMap<String, FilterField> fields = new TreeMap<>();
    for (Protocol protocol : Protocol.values()) {
      addFields(protocol, fields);
    }
    REPEATED.forEach(
        (name, type) ->
            put(fields, name, type, look -> FieldReading.repeated(look.dissection(), name, type)));
    EITHER.forEach(
        (name, parts) -> {
          FilterField one = present(fields, parts.getFirst());
          FilterField other = present(fields, parts.getLast());
          put(fields, name, one.type(), look -> both(one.values(look), other.values(look)));
        });
    TCP_FLAGS.forEach(
        (name, bit) ->
            put(
                fields,
                name,
                FieldType.FLAG,
                look ->
                    FieldReading.numbers(
                        look.dissection(),
                        Protocol.TCP,
                        (d, layer) -> (Tcp.flags(d.bytes(), d.index(layer)) & bit) == 0 ? 0 : 1)));
    put(
        fields,
        "tcp.len",
        FieldType.NUMBER,
        look ->
            FieldReading.numbers(
                look.dissection(), Protocol.TCP, (d, layer) -> d.payloadLength(layer)));
    for (Protocol protocol : Protocol.values()) {
      String name = protocol.filter();
      put(fields, name, FieldType.PROTOCOL, look -> FieldReading.protocol(look.dissection(), name));
    }
    addFrame(fields);
    return Collections.unmodifiableSortedMap(fields);
  }

  private static void addFields(Protocol protocol, Map<String, FilterField> fields) {
    for (var field : protocol.fields()) {
      String name = field.filter();
      if (!name.isEmpty() && !fields.containsKey(name)) {
        FieldType type = FieldType.of(field.format());
        put(fields, name, type, look -> FieldReading.plain(look.dissection(), name));
      }
    }
  }

  private static void addFrame(Map<String, FilterField> fields) {
    number(fields, "frame.number", Frame::ordinal);
    number(fields, "frame.len", Frame::wireLength);
    number(fields, "frame.cap_len", Frame::capturedLength);
    put(
        fields,
        "frame.interface_name",
        FieldType.TEXT,
        look -> List.of(new Value.Text(look.frame().where().name())));
    put(
        fields,
        "frame.packet_flags_direction",
        FieldType.NUMBER,
        look -> {
          Direction direction = look.frame().direction();
          return direction == null
              ? List.of()
              : List.of(new Value.Numeric(direction == Direction.IN ? 1 : 2));
        });
    put(
        fields,
        "frame",
        FieldType.PROTOCOL,
        look -> {
          Frame frame = look.frame();
          int end = frame.offset() + frame.capturedLength();
          return List.of(new Value.Bytes(Arrays.copyOfRange(frame.bytes(), frame.offset(), end)));
        });
  }

  private static void number(
      Map<String, FilterField> fields, String name, ToLongFunction<Frame> reader) {
    put(
        fields,
        name,
        FieldType.NUMBER,
        look -> List.of(new Value.Numeric(reader.applyAsLong(look.frame()))));
  }

  private static void put(
      Map<String, FilterField> fields,
      String name,
      FieldType type,
      Function<Look, List<Value>> reader) {
    fields.put(name, new FilterField(name, type, reader));
  }

  private static FilterField present(Map<String, FilterField> fields, String name) {
    FilterField field = fields.get(name);
    if (field == null) {
      throw new IllegalStateException("no protocol has the field " + name);
    }
    return field;
  }

  private static List<Value> both(List<Value> one, List<Value> other) {
    if (one.isEmpty()) {
      return other;
    }
    List<Value> values = new ArrayList<>(one);
    values.addAll(other);
    return values;
  }
}
