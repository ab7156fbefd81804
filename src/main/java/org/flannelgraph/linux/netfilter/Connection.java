package org.flannelgraph.linux.netfilter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.Reply;

/**
 * A connection as the kernel tracks it (linux/netfilter/nfnetlink_conntrack.h).
 *
 * @param original the packets of the side that began
 * @param reply the packets that answer; not the original turned round where NAT rewrites them
 * @param status IPS_ bits
 * @param tcpState empty for other protocols, and once it has ended
 * @param timeout in how many seconds it is forgotten, unless a packet comes; empty once it has
 *     ended
 * @param originalCounters empty unless net.netfilter.nf_conntrack_acct is on
 * @param replyCounters the same
 * @param mark empty where the kernel does not tell it
 * @param use how many hold it; 0 where the kernel does not tell
 * @param id another one for each connection at a time, unsigned
 * @param zone 0 by default
 */
public record Connection(
    Tuple original,
    Tuple reply,
    int status,
    Optional<TcpState> tcpState,
    OptionalInt timeout,
    Optional<Counters> originalCounters,
    Optional<Counters> replyCounters,
    OptionalInt mark,
    int use,
    int id,
    int zone) {
  /** linux/netfilter/nf_conntrack_tcp.h, by its number. */
  public enum TcpState {
    NONE,
    SYN_SENT,
    SYN_RECV,
    ESTABLISHED,
    FIN_WAIT,
    CLOSE_WAIT,
    LAST_ACK,
    TIME_WAIT,
    CLOSE,
    /** Both sides began at once. */
    SYN_SENT2
  }

  /** What has passed in one direction; bytes from the IP header on. */
  public record Counters(long packets, long bytes) {}

  /** linux/netfilter/nf_conntrack_common.h. */
  public static final int IPS_SEEN_REPLY = 2;

  public static final int IPS_ASSURED = 4;
  public static final int IPS_CONFIRMED = 8;
  public static final int IPS_SRC_NAT = 0x10;
  public static final int IPS_DST_NAT = 0x20;
  public static final int IPS_DYING = 0x200;
  public static final int IPS_OFFLOAD = 0x4000;
  public static final int IPS_HW_OFFLOAD = 0x8000;

  static final Attribute<Attributes> CTA_TUPLE_ORIG =
      new Attribute<>(1, "CTA_TUPLE_ORIG", Format.nested(Tuple.TABLE));
  static final Attribute<Attributes> CTA_TUPLE_REPLY =
      new Attribute<>(2, "CTA_TUPLE_REPLY", Format.nested(Tuple.TABLE));
  private static final Attribute<Integer> CTA_STATUS =
      new Attribute<>(3, "CTA_STATUS", Format.BE32);
  private static final Attribute<Integer> CTA_PROTOINFO_TCP_STATE =
      new Attribute<>(1, "CTA_PROTOINFO_TCP_STATE", Format.U8);
  private static final Attribute<Attributes> CTA_PROTOINFO_TCP =
      new Attribute<>(
          1, "CTA_PROTOINFO_TCP", Format.nested(AttributeTable.of(CTA_PROTOINFO_TCP_STATE)));
  private static final Attribute<Attributes> CTA_PROTOINFO =
      new Attribute<>(4, "CTA_PROTOINFO", Format.nested(AttributeTable.of(CTA_PROTOINFO_TCP)));
  private static final Attribute<Integer> CTA_TIMEOUT =
      new Attribute<>(7, "CTA_TIMEOUT", Format.BE32);
  private static final Attribute<Integer> CTA_MARK = new Attribute<>(8, "CTA_MARK", Format.BE32);
  private static final Attribute<Long> CTA_COUNTERS_PACKETS =
      new Attribute<>(1, "CTA_COUNTERS_PACKETS", Format.BE64);
  private static final Attribute<Long> CTA_COUNTERS_BYTES =
      new Attribute<>(2, "CTA_COUNTERS_BYTES", Format.BE64);
  private static final AttributeTable COUNTERS =
      AttributeTable.of(CTA_COUNTERS_PACKETS, CTA_COUNTERS_BYTES);
  private static final Attribute<Attributes> CTA_COUNTERS_ORIG =
      new Attribute<>(9, "CTA_COUNTERS_ORIG", Format.nested(COUNTERS));
  private static final Attribute<Attributes> CTA_COUNTERS_REPLY =
      new Attribute<>(10, "CTA_COUNTERS_REPLY", Format.nested(COUNTERS));
  private static final Attribute<Integer> CTA_USE = new Attribute<>(11, "CTA_USE", Format.BE32);
  private static final Attribute<Integer> CTA_ID = new Attribute<>(12, "CTA_ID", Format.BE32);
  private static final Attribute<Integer> CTA_ZONE = new Attribute<>(18, "CTA_ZONE", Format.BE16);
  private static final AttributeTable TABLE =
      AttributeTable.of(
          CTA_TUPLE_ORIG,
          CTA_TUPLE_REPLY,
          CTA_STATUS,
          CTA_PROTOINFO,
          CTA_TIMEOUT,
          CTA_MARK,
          CTA_COUNTERS_ORIG,
          CTA_COUNTERS_REPLY,
          CTA_USE,
          CTA_ID,
          CTA_ZONE);

  /** Reads a message; empty if it lacks a tuple. */
  static Optional<Connection> find(Reply reply) {
    ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
    Attributes attributes = TABLE.decode(body.position(NetfilterHeader.LENGTH));
    Optional<Tuple> original = attributes.find(CTA_TUPLE_ORIG).flatMap(Tuple::find);
    Optional<Tuple> answer = attributes.find(CTA_TUPLE_REPLY).flatMap(Tuple::find);
    if (original.isEmpty() || answer.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Connection(
            original.get(),
            answer.get(),
            attributes.get(CTA_STATUS, 0),
            attributes
                .find(CTA_PROTOINFO)
                .flatMap(info -> info.find(CTA_PROTOINFO_TCP))
                .flatMap(tcp -> tcp.find(CTA_PROTOINFO_TCP_STATE))
                .filter(state -> state < TcpState.values().length)
                .map(state -> TcpState.values()[state]),
            number(attributes, CTA_TIMEOUT),
            attributes.find(CTA_COUNTERS_ORIG).map(Connection::counters),
            attributes.find(CTA_COUNTERS_REPLY).map(Connection::counters),
            number(attributes, CTA_MARK),
            attributes.get(CTA_USE, 0),
            attributes.get(CTA_ID, 0),
            attributes.get(CTA_ZONE, 0)));
  }

  private static OptionalInt number(Attributes attributes, Attribute<Integer> attribute) {
    return attributes.find(attribute).map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private static Counters counters(Attributes counters) {
    return new Counters(
        counters.get(CTA_COUNTERS_PACKETS, 0L), counters.get(CTA_COUNTERS_BYTES, 0L));
  }

  /** Whether both sides have sent. */
  public boolean seenReply() {
    return has(IPS_SEEN_REPLY);
  }

  /** Whether it is kept when the table is full. */
  public boolean assured() {
    return has(IPS_ASSURED);
  }

  /** Whether its first packet has left this namespace, or has come to a socket. */
  public boolean confirmed() {
    return has(IPS_CONFIRMED);
  }

  /** Whether the source of the original packets is rewritten. */
  public boolean sourceNat() {
    return has(IPS_SRC_NAT);
  }

  /** Whether the destination of the original packets is rewritten. */
  public boolean destinationNat() {
    return has(IPS_DST_NAT);
  }

  private boolean has(int bit) {
    return (status & bit) != 0;
  }

  /** As conntrack -L prints it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-8s %d ".formatted(Protocols.conntrackName(original.protocol()), original.protocol()));
    timeout.ifPresent(seconds -> text.append(Integer.toUnsignedString(seconds)).append(' '));
    tcpState.ifPresent(state -> text.append(state).append(' '));
    text.append(original).append(' ');
    originalCounters.ifPresent(counters -> append(text, counters));
    text.append(seenReply() ? "" : "[UNREPLIED] ").append(reply).append(' ');
    replyCounters.ifPresent(counters -> append(text, counters));
    if (has(IPS_HW_OFFLOAD)) {
      text.append("[HW_OFFLOAD] ");
    } else if (has(IPS_OFFLOAD)) {
      text.append("[OFFLOAD] ");
    } else if (assured()) {
      text.append("[ASSURED] ");
    }
    mark.ifPresent(value -> text.append("mark=").append(Integer.toUnsignedString(value)));
    if (zone != 0) {
      text.append(" zone=").append(zone);
    }
    if (use != 0) {
      text.append(" use=").append(use);
    }
    return text.toString().strip();
  }

  private static void append(StringBuilder text, Counters counters) {
    text.append("packets=%d bytes=%d ".formatted(counters.packets, counters.bytes));
  }
}
