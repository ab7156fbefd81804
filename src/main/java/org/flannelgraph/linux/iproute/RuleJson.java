package org.flannelgraph.linux.iproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.linux.route.Rule;
import org.flannelgraph.linux.route.Rule.Range;
import org.flannelgraph.linux.route.Rule.Selector;

/** A routing rule as {@code ip -j -d rule} has it. */
public final class RuleJson {
  private static final int UNRESOLVED = 4;
  private static final int IIF_DETACHED = 8;
  private static final int OIF_DETACHED = 16;

  private RuleJson() {}

  /** Writes one. */
  public static ObjectNode write(Rule rule) {
    Selector selector = rule.selector();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("priority", Integer.toUnsignedLong(rule.priority()));
    if (rule.isInverted()) {
      json.putNull("not");
    }
    prefix(json, "src", selector.source());
    if (selector.destination().isPresent()) {
      prefix(json, "dst", selector.destination());
    }
    if (selector.tos() != 0) {
      json.put("tos", "0x%02x".formatted(selector.tos()));
    }
    if (selector.mark() != 0 || selector.mask() != 0) {
      json.put("fwmark", "0x" + Integer.toHexString(selector.mark()));
      if (selector.mask() != -1) {
        json.put("fwmask", "0x" + Integer.toHexString(selector.mask()));
      }
    }
    selector.input().ifPresent(name -> json.put("iif", name));
    if ((rule.flags() & IIF_DETACHED) != 0) {
      json.putNull("iif_detached");
    }
    selector.output().ifPresent(name -> json.put("oif", name));
    if ((rule.flags() & OIF_DETACHED) != 0) {
      json.putNull("oif_detached");
    }
    selector
        .users()
        .ifPresent(range -> json.put("uid_start", range.first()).put("uid_end", range.last()));
    selector.protocol().ifPresent(it -> json.put("ipproto", Words.IP_PROTOCOL.name(it)));
    selector.sourcePorts().ifPresent(range -> range(json, "sport", range));
    selector.destinationPorts().ifPresent(range -> range(json, "dport", range));
    action(json, rule);
    json.put("protocol", Words.PROTOCOL.name(rule.originator()));
    return json;
  }

  private static void action(ObjectNode json, Rule rule) {
    switch (rule.action()) {
      case Rule.FR_ACT_TO_TBL -> {
        json.put("table", Words.TABLE.name(rule.table()));
        if (rule.suppressPrefixLength() != -1) {
          json.put("suppress_prefixlen", rule.suppressPrefixLength());
        }
        if (rule.suppressGroup() != -1) {
          json.put("suppress_ifgroup", Words.GROUP.name(rule.suppressGroup()));
        }
      }
      case Rule.FR_ACT_GOTO -> {
        json.put("goto", Integer.toUnsignedLong(rule.target()));
        if ((rule.flags() & UNRESOLVED) != 0) {
          json.putNull("unresolved");
        }
      }
      case Rule.FR_ACT_NOP -> json.putNull("nop");
      default -> json.put("action", Words.RULE_ACTION.name(rule.action()));
    }
  }

  private static void prefix(ObjectNode json, String name, Optional<Cidr> prefix) {
    json.put(name, prefix.map(cidr -> Addresses.format(cidr.address())).orElse("all"));
    prefix
        .filter(cidr -> cidr.prefixLength() < cidr.bits())
        .ifPresent(cidr -> json.put(name + "len", cidr.prefixLength()));
  }

  private static void range(ObjectNode json, String name, Range range) {
    if (range.first() == range.last()) {
      json.put(name, range.first());
    } else {
      json.put(name + "_start", range.first()).put(name + "_end", range.last());
    }
  }

  /**
   * Reads one.
   *
   * @param family of the rules, which iproute2 does not write
   * @throws IllegalArgumentException in words for the user, if it is none
   */
  public static Rule read(JsonNode json, int family) {
    Fields fields = new Fields(json);
    boolean marked = fields.has("fwmark");
    Selector selector =
        new Selector(
            prefix(fields, "src"),
            prefix(fields, "dst"),
            fields.text("iif"),
            fields.text("oif"),
            fields.number("fwmark", 0),
            fields.number("fwmask", marked ? -1 : 0),
            fields.number("tos", 0),
            fields.has("ipproto")
                ? OptionalInt.of(fields.word("ipproto", Words.IP_PROTOCOL, 0))
                : OptionalInt.empty(),
            range(fields, "sport"),
            range(fields, "dport"),
            fields
                .number("uid_start")
                .map(first -> new Range(first.intValue(), fields.number("uid_end", 0))));
    int action =
        fields.has("table")
            ? Rule.FR_ACT_TO_TBL
            : fields.has("goto")
                ? Rule.FR_ACT_GOTO
                : fields.has("nop")
                    ? Rule.FR_ACT_NOP
                    : fields.word("action", Words.RULE_ACTION, Rule.FR_ACT_NOP);
    return new Rule(
        family,
        fields.number("priority", 0),
        selector,
        action,
        fields.word("table", Words.TABLE, 0),
        fields.number("goto", 0),
        fields.number("suppress_prefixlen", -1),
        fields.word("suppress_ifgroup", Words.GROUP, -1),
        (fields.flag("not") ? Rule.FIB_RULE_INVERT : 0)
            | (fields.flag("unresolved") ? UNRESOLVED : 0)
            | (fields.flag("iif_detached") ? IIF_DETACHED : 0)
            | (fields.flag("oif_detached") ? OIF_DETACHED : 0),
        fields.word("protocol", Words.PROTOCOL, 0));
  }

  private static Optional<Cidr> prefix(Fields fields, String name) {
    return fields
        .text(name)
        .filter(text -> !text.equals("all"))
        .flatMap(text -> fields.address(name))
        .map(
            address ->
                new Cidr(address, fields.number(name + "len", address.getAddress().length * 8)));
  }

  private static Optional<Range> range(Fields fields, String name) {
    return fields
        .number(name)
        .map(one -> new Range(one.intValue(), one.intValue()))
        .or(
            () ->
                fields
                    .number(name + "_start")
                    .map(first -> new Range(first.intValue(), fields.number(name + "_end", 0))));
  }
}
