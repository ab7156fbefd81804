package org.flannelgraph.linux.route;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;

/**
 * What a route says about the path (RTAX_ of linux/rtnetlink.h).
 *
 * @param values by the names that {@code ip route} has for them
 * @param congestionControl the name of an algorithm of TCP
 */
public record Metrics(SortedMap<String, Integer> values, Optional<String> congestionControl) {
  /** The route says nothing. */
  public static final Metrics NONE = new Metrics(new TreeMap<>(), Optional.empty());

  public static final String MTU = "mtu";

  private static final List<Attribute<Integer>> NUMBERS =
      List.of(
          new Attribute<>(1, "lock", Format.U32),
          new Attribute<>(2, MTU, Format.U32),
          new Attribute<>(3, "window", Format.U32),
          new Attribute<>(4, "rtt", Format.U32),
          new Attribute<>(5, "rttvar", Format.U32),
          new Attribute<>(6, "ssthresh", Format.U32),
          new Attribute<>(7, "cwnd", Format.U32),
          new Attribute<>(8, "advmss", Format.U32),
          new Attribute<>(9, "reordering", Format.U32),
          new Attribute<>(10, "hoplimit", Format.U32),
          new Attribute<>(11, "initcwnd", Format.U32),
          new Attribute<>(12, "features", Format.U32),
          new Attribute<>(13, "rto_min", Format.U32),
          new Attribute<>(14, "initrwnd", Format.U32),
          new Attribute<>(15, "quickack", Format.U32),
          new Attribute<>(17, "fastopen_no_cookie", Format.U32));

  private static final Attribute<String> RTAX_CC_ALGO =
      new Attribute<>(16, "congctl", Format.STRING);

  private static final AttributeTable TABLE = table();

  static final Format<Metrics> FORMAT =
      Format.nestedOf(Metrics::decode, (metrics, out) -> metrics.encode(out));

  public Metrics {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  private static AttributeTable table() {
    Attribute<?>[] all = new Attribute<?>[NUMBERS.size() + 1];
    NUMBERS.toArray(all);
    all[NUMBERS.size()] = RTAX_CC_ALGO;
    return AttributeTable.of(all);
  }

  private static Metrics decode(ByteBuffer payload) {
    Attributes attributes = TABLE.decode(payload);
    SortedMap<String, Integer> values = new TreeMap<>();
    NUMBERS.forEach(
        number -> attributes.find(number).ifPresent(value -> values.put(number.name(), value)));
    return new Metrics(values, attributes.find(RTAX_CC_ALGO));
  }

  private void encode(ByteBuffer out) {
    Attributes attributes = new Attributes();
    for (Attribute<Integer> number : NUMBERS) {
      Integer value = values.get(number.name());
      if (value != null) {
        attributes.put(number, value);
      }
    }
    congestionControl.ifPresent(name -> attributes.put(RTAX_CC_ALGO, name));
    attributes.encode(out);
  }

  /** The path MTU that the route states, in bytes. */
  public Optional<Integer> mtu() {
    return Optional.ofNullable(values.get(MTU));
  }

  /** Whether the route says nothing. */
  public boolean isEmpty() {
    return values.isEmpty() && congestionControl.isEmpty();
  }
}
