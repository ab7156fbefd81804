package org.flannelgraph.linux.route;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.netlink.Attribute;
import org.flannelgraph.linux.netlink.AttributeTable;
import org.flannelgraph.linux.netlink.Attributes;
import org.flannelgraph.linux.netlink.Format;
import org.flannelgraph.linux.netlink.Reply;
import org.flannelgraph.linux.netlink.Structure;

/**
 * A routing rule (linux/fib_rules.h): which table answers for which packets. The rules are asked in
 * the order of their priority until one gives an answer.
 *
 * @param priority the lowest is asked first
 * @param selector which packets it is for
 * @param action FR_ACT_: 1 look up {@code table}, 2 go to rule {@code target}, 3 none, 6 blackhole,
 *     7 unreachable, 8 prohibit
 * @param table as of a {@link Route}
 * @param target the priority of the rule that FR_ACT_GOTO goes on with, or 0
 * @param suppressPrefixLength an answer of the table with this length or less does not count; -1
 *     lets all count
 * @param suppressGroup an answer that leaves by a link of this group does not count; -1 lets all
 *     count
 * @param flags FIB_RULE_ flags
 * @param originator who made it, as of a {@link Route}
 */
public record Rule(
    int family,
    int priority,
    Selector selector,
    int action,
    int table,
    int target,
    int suppressPrefixLength,
    int suppressGroup,
    int flags,
    int originator)
    implements KernelObject {
  public static final int RTM_NEWRULE = 32;
  public static final int RTM_DELRULE = 33;
  public static final int RTM_GETRULE = 34;
  public static final int FR_ACT_TO_TBL = 1;
  public static final int FR_ACT_GOTO = 2;
  public static final int FR_ACT_NOP = 3;
  public static final int FR_ACT_BLACKHOLE = 6;
  public static final int FR_ACT_UNREACHABLE = 7;
  public static final int FR_ACT_PROHIBIT = 8;

  /** The rule is for the packets that the selector is not for. */
  public static final int FIB_RULE_INVERT = 2;

  public static final Attribute<InetAddress> FRA_DST = new Attribute<>(1, "FRA_DST", Format.IP);
  public static final Attribute<InetAddress> FRA_SRC = new Attribute<>(2, "FRA_SRC", Format.IP);
  public static final Attribute<String> FRA_IIFNAME =
      new Attribute<>(3, "FRA_IIFNAME", Format.STRING);
  public static final Attribute<Integer> FRA_GOTO = new Attribute<>(4, "FRA_GOTO", Format.U32);
  public static final Attribute<Integer> FRA_PRIORITY =
      new Attribute<>(6, "FRA_PRIORITY", Format.U32);
  public static final Attribute<Integer> FRA_FWMARK = new Attribute<>(10, "FRA_FWMARK", Format.U32);
  public static final Attribute<Integer> FRA_SUPPRESS_IFGROUP =
      new Attribute<>(13, "FRA_SUPPRESS_IFGROUP", Format.U32);
  public static final Attribute<Integer> FRA_SUPPRESS_PREFIXLEN =
      new Attribute<>(14, "FRA_SUPPRESS_PREFIXLEN", Format.U32);
  public static final Attribute<Integer> FRA_TABLE = new Attribute<>(15, "FRA_TABLE", Format.U32);
  public static final Attribute<Integer> FRA_FWMASK = new Attribute<>(16, "FRA_FWMASK", Format.U32);
  public static final Attribute<String> FRA_OIFNAME =
      new Attribute<>(17, "FRA_OIFNAME", Format.STRING);
  public static final Attribute<Range> FRA_UID_RANGE =
      new Attribute<>(20, "FRA_UID_RANGE", Range.OF_U32);
  public static final Attribute<Integer> FRA_PROTOCOL =
      new Attribute<>(21, "FRA_PROTOCOL", Format.U8);
  public static final Attribute<Integer> FRA_IP_PROTO =
      new Attribute<>(22, "FRA_IP_PROTO", Format.U8);
  public static final Attribute<Range> FRA_SPORT_RANGE =
      new Attribute<>(23, "FRA_SPORT_RANGE", Range.OF_U16);
  public static final Attribute<Range> FRA_DPORT_RANGE =
      new Attribute<>(24, "FRA_DPORT_RANGE", Range.OF_U16);
  public static final AttributeTable TABLE =
      AttributeTable.of(
          FRA_DST,
          FRA_SRC,
          FRA_IIFNAME,
          FRA_GOTO,
          FRA_PRIORITY,
          FRA_FWMARK,
          FRA_SUPPRESS_IFGROUP,
          FRA_SUPPRESS_PREFIXLEN,
          FRA_TABLE,
          FRA_FWMASK,
          FRA_OIFNAME,
          FRA_UID_RANGE,
          FRA_PROTOCOL,
          FRA_IP_PROTO,
          FRA_SPORT_RANGE,
          FRA_DPORT_RANGE);

  /**
   * Which packets a rule is for: those that have all of this.
   *
   * @param input the name of the link that it came in by
   * @param output the name of the link that it is bound to
   * @param mark the packet's mark, after {@code mask}
   * @param mask 0 where the mark does not count
   * @param tos the type of service, or 0
   * @param users the ids of the sockets' owners
   */
  public record Selector(
      Optional<Cidr> source,
      Optional<Cidr> destination,
      Optional<String> input,
      Optional<String> output,
      int mark,
      int mask,
      int tos,
      OptionalInt protocol,
      Optional<Range> sourcePorts,
      Optional<Range> destinationPorts,
      Optional<Range> users) {
    /** All packets. */
    public static final Selector ALL =
        new Selector(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            0,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** From one number to another, both included. */
  public record Range(int first, int last) {
    /** struct fib_rule_port_range. */
    static final Format<Range> OF_U16 =
        Format.of(
            payload ->
                new Range(
                    Short.toUnsignedInt(payload.getShort()),
                    Short.toUnsignedInt(payload.getShort())),
            (value, out) -> out.putShort((short) value.first).putShort((short) value.last));

    /** struct fib_rule_uid_range. */
    static final Format<Range> OF_U32 =
        Format.of(
            payload -> new Range(payload.getInt(), payload.getInt()),
            (value, out) -> out.putInt(value.first).putInt(value.last));

    /** Whether the number is in it. */
    public boolean contains(int number) {
      return Integer.compareUnsigned(number, first) >= 0
          && Integer.compareUnsigned(number, last) <= 0;
    }
  }

  /** Reads RTM_NEWRULE or RTM_DELRULE; empty if it is not of an IP family. */
  public static Optional<Rule> find(Reply reply) {
    ByteBuffer body = reply.body().duplicate().order(ByteOrder.nativeOrder());
    int family = Byte.toUnsignedInt(body.get());
    int destinationLength = Byte.toUnsignedInt(body.get());
    int sourceLength = Byte.toUnsignedInt(body.get());
    int tos = Byte.toUnsignedInt(body.get());
    int table = Byte.toUnsignedInt(body.get());
    body.getShort();
    int action = Byte.toUnsignedInt(body.get());
    int flags = body.getInt();
    if (!Family.isIp(family)) {
      return Optional.empty();
    }
    Attributes attributes = TABLE.decode(body);
    Selector selector =
        new Selector(
            attributes.find(FRA_SRC).map(address -> new Cidr(address, sourceLength)),
            attributes.find(FRA_DST).map(address -> new Cidr(address, destinationLength)),
            attributes.find(FRA_IIFNAME),
            attributes.find(FRA_OIFNAME),
            attributes.get(FRA_FWMARK, 0),
            attributes.get(FRA_FWMASK, 0),
            tos,
            attributes.find(FRA_IP_PROTO).map(OptionalInt::of).orElseGet(OptionalInt::empty),
            attributes.find(FRA_SPORT_RANGE),
            attributes.find(FRA_DPORT_RANGE),
            attributes.find(FRA_UID_RANGE));
    return Optional.of(
        new Rule(
            family,
            attributes.get(FRA_PRIORITY, 0),
            selector,
            action,
            attributes.get(FRA_TABLE, table),
            attributes.get(FRA_GOTO, 0),
            attributes.get(FRA_SUPPRESS_PREFIXLEN, -1),
            attributes.get(FRA_SUPPRESS_IFGROUP, -1),
            flags,
            attributes.get(FRA_PROTOCOL, 0)));
  }

  /** Whether it is for the packets that the selector is not for. */
  public boolean isInverted() {
    return (flags & FIB_RULE_INVERT) != 0;
  }

  @Override
  public int messageType() {
    return RTM_NEWRULE;
  }

  @Override
  public Structure structure() {
    return new Header(
        family,
        selector.destination.map(Cidr::prefixLength).orElse(0),
        selector.source.map(Cidr::prefixLength).orElse(0),
        selector.tos,
        table,
        action,
        flags);
  }

  @Override
  public Attributes attributes() {
    Attributes attributes = new Attributes();
    if (priority != 0) { // the kernel leaves it out of the first rule, and so asks for none
      attributes.put(FRA_PRIORITY, priority);
    }
    selector.destination.ifPresent(cidr -> attributes.put(FRA_DST, cidr.address()));
    selector.source.ifPresent(cidr -> attributes.put(FRA_SRC, cidr.address()));
    selector.input.ifPresent(name -> attributes.put(FRA_IIFNAME, name));
    selector.output.ifPresent(name -> attributes.put(FRA_OIFNAME, name));
    if (selector.mark != 0 || selector.mask != 0) {
      attributes.put(FRA_FWMARK, selector.mark).put(FRA_FWMASK, selector.mask);
    }
    selector.protocol.ifPresent(number -> attributes.put(FRA_IP_PROTO, number));
    selector.sourcePorts.ifPresent(range -> attributes.put(FRA_SPORT_RANGE, range));
    selector.destinationPorts.ifPresent(range -> attributes.put(FRA_DPORT_RANGE, range));
    selector.users.ifPresent(range -> attributes.put(FRA_UID_RANGE, range));
    if (action == FR_ACT_TO_TBL) {
      attributes.put(FRA_TABLE, table);
      attributes.put(FRA_SUPPRESS_PREFIXLEN, suppressPrefixLength);
    }
    if (suppressGroup != -1) {
      attributes.put(FRA_SUPPRESS_IFGROUP, suppressGroup);
    }
    if (target != 0) {
      attributes.put(FRA_GOTO, target);
    }
    return attributes.put(FRA_PROTOCOL, originator);
  }

  /**
   * struct fib_rule_hdr: u8 family, u8 destination length, u8 source length, u8 TOS, u8 table, u8
   * and u8 reserved, u8 action, u32 flags.
   *
   * @param table only numbers below 256 fit; FRA_TABLE has them all
   */
  public record Header(
      int family,
      int destinationLength,
      int sourceLength,
      int tos,
      int table,
      int action,
      int flags)
      implements Structure {
    @Override
    public void encode(ByteBuffer out) {
      out.put((byte) family)
          .put((byte) destinationLength)
          .put((byte) sourceLength)
          .put((byte) tos)
          .put((byte) (table < 256 ? table : 0))
          .putShort((short) 0)
          .put((byte) action)
          .putInt(flags);
    }
  }
}
