package org.flannelgraph.linux.iproute;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.linux.route.Bridge;
import org.flannelgraph.linux.route.LinkKind;
import org.flannelgraph.linux.route.Macvlan;
import org.flannelgraph.linux.route.OtherKind;
import org.flannelgraph.linux.route.Veth;
import org.flannelgraph.linux.route.Vxlan;

/** What only one kind of link has, as {@code info_data} of {@code ip -j -d link} has it. */
final class KindJson {
  private KindJson() {}

  static Optional<ObjectNode> write(LinkKind kind, int lower, LinkNames names) {
    return switch (kind) {
      case Bridge bridge -> Optional.of(bridge(bridge));
      case Macvlan macvlan -> Optional.of(macvlan(macvlan));
      case Vxlan vxlan -> Optional.of(vxlan(vxlan, lower, names));
      case Veth _, OtherKind _ -> Optional.empty();
    };
  }

  private static ObjectNode bridge(Bridge bridge) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    bridge
        .all()
        .forEach(
            (word, value) -> {
              if (word.equals(MASK)) {
                json.put(word, Integer.toHexString(value));
              } else {
                json.put(word, value);
              }
            });
    return json;
  }

  /** Written in hexadecimal, as text. */
  private static final String MASK = "group_fwd_mask";

  private static ObjectNode macvlan(Macvlan macvlan) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("mode", macvlan.mode());
    if ((macvlan.flags() & 1) != 0) {
      json.put("nopromisc", true);
    }
    return json.put("bcqueuelen", macvlan.broadcastQueue());
  }

  private static ObjectNode vxlan(Vxlan vxlan, int lower, LinkNames names) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (vxlan.has(Vxlan.Flag.EXTERNAL)) {
      json.put("external", true);
    }
    json.put("id", Integer.toUnsignedLong(vxlan.id()));
    vxlan.group().ifPresent(it -> json.put(groupName(it), Addresses.format(it)));
    vxlan.local().ifPresent(it -> json.put("local" + six(it), Addresses.format(it)));
    if (lower != 0) {
      json.put("link", names.name(lower));
    }
    json.putObject("port_range")
        .put("low", vxlan.sourcePorts().low())
        .put("high", vxlan.sourcePorts().high());
    json.put("port", vxlan.port());
    if (vxlan.tos() != 0) {
      json.put("tos", "0x" + Integer.toHexString(vxlan.tos()));
    }
    json.put("ttl", vxlan.ttl()).put("df", Words.DF.name(vxlan.df()));
    json.put("ageing", vxlan.ageing());
    if (vxlan.limit() != 0) {
      json.put("limit", vxlan.limit());
    }
    for (Vxlan.Flag flag : Vxlan.Flag.values()) {
      boolean on = vxlan.has(flag);
      if (on || isAlwaysWritten(flag)) {
        json.put(name(flag), on);
      }
    }
    return json;
  }

  private static String groupName(InetAddress group) {
    return (group.isMulticastAddress() ? "group" : "remote") + six(group);
  }

  private static String six(InetAddress address) {
    return Addresses.isIpv6(address) ? "6" : "";
  }

  private static boolean isAlwaysWritten(Vxlan.Flag flag) {
    return switch (flag) {
      case LEARNING, UDPCSUM, UDP6_ZERO_CSUM_TX, UDP6_ZERO_CSUM_RX -> true;
      case PROXY, RSC, L2MISS, L3MISS, GBP, EXTERNAL, GPE -> false;
    };
  }

  private static String name(Vxlan.Flag flag) {
    return switch (flag) {
      case UDPCSUM -> "udp_csum";
      case UDP6_ZERO_CSUM_TX -> "udp_zero_csum6_tx";
      case UDP6_ZERO_CSUM_RX -> "udp_zero_csum6_rx";
      case LEARNING, PROXY, RSC, L2MISS, L3MISS, GBP, EXTERNAL, GPE -> flag.word();
    };
  }

  static LinkKind read(Optional<Fields> info) {
    String name = info.flatMap(fields -> fields.text("info_kind")).orElse("");
    Optional<Fields> data = info.flatMap(fields -> fields.inner("info_data"));
    return switch (name) {
      case "bridge" -> data.map(KindJson::readBridge).orElse(Bridge.DEFAULT);
      case "macvlan" -> readMacvlan(data);
      case "veth" -> new Veth();
      case "vxlan" ->
          data.<LinkKind>map(KindJson::readVxlan).orElseGet(() -> new OtherKind("vxlan"));
      default -> new OtherKind(name);
    };
  }

  private static Bridge readBridge(Fields fields) {
    SortedMap<String, Integer> settings = new TreeMap<>();
    Bridge.DEFAULT
        .all()
        .forEach(
            (word, otherwise) -> {
              int value =
                  word.equals(MASK)
                      ? Integer.parseInt(fields.text(word).orElse("0"), 16)
                      : fields.number(word, otherwise);
              if (value != otherwise) {
                settings.put(word, value);
              }
            });
    return new Bridge(settings);
  }

  private static Macvlan readMacvlan(Optional<Fields> data) {
    Macvlan plain = new Macvlan(data.flatMap(it -> it.text("mode")).orElse("vepa"));
    return new Macvlan(
        plain.mode(),
        data.map(it -> it.flag("nopromisc") ? 1 : 0).orElse(0),
        data.map(it -> it.number("bcqueuelen", plain.broadcastQueue()))
            .orElse(plain.broadcastQueue()));
  }

  private static Vxlan readVxlan(Fields fields) {
    Set<Vxlan.Flag> flags = EnumSet.noneOf(Vxlan.Flag.class);
    for (Vxlan.Flag flag : Vxlan.Flag.values()) {
      if (fields.flag(name(flag))) {
        flags.add(flag);
      }
    }
    return new Vxlan(
        fields.number("id", 0),
        fields.address("local").or(() -> fields.address("local6")),
        fields
            .address("group")
            .or(() -> fields.address("remote"))
            .or(() -> fields.address("group6"))
            .or(() -> fields.address("remote6")),
        fields.number("port", 0),
        fields
            .inner("port_range")
            .map(range -> new Vxlan.Ports(range.number("low", 0), range.number("high", 0)))
            .orElse(Vxlan.Ports.ANY),
        fields.number("ttl", 0),
        fields.number("tos", 0),
        fields.number("ageing", 0),
        fields.number("limit", 0),
        fields.word("df", Words.DF, 0),
        flags);
  }
}
