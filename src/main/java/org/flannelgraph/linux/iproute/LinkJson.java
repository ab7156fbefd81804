package org.flannelgraph.linux.iproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.flannelgraph.linux.route.BridgePort;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.LinkDetails;
import org.flannelgraph.linux.route.LinkKind;

/** A link as {@code ip -j -d link} has it. */
public final class LinkJson {
  private static final String NO_CARRIER = "NO-CARRIER";

  private LinkJson() {}

  /** Writes one. */
  public static ObjectNode write(Link link, LinkNames names) {
    LinkDetails details = link.details();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ifindex", link.index());
    boolean inKind = link.kind().lower().isPresent(); // which writes it itself
    if (link.lowerNamespace().isPresent()) {
      json.put("link_index", inKind ? link.index() : link.lower());
    } else if (link.lower() != 0 && !inKind) {
      json.put("link", names.name(link.lower()));
    }
    json.put("ifname", link.name());
    ArrayNode flags = json.putArray("flags");
    Lines.flags(link).forEach(flags::add);
    json.put("mtu", link.mtu()).put("qdisc", details.qdisc());
    if (link.master() != 0) {
      json.put("master", names.name(link.master()));
    }
    json.put("operstate", Words.OPERATIONAL_STATE.name(link.operState()));
    json.put("linkmode", Words.LINK_MODE.name(details.linkMode()));
    json.put("group", Words.GROUP.name(details.group()));
    if (link.txQueueLength() != 0) {
      json.put("txqlen", link.txQueueLength());
    }
    json.put("link_type", Words.LINK_TYPE.name(link.type()));
    link.address().ifPresent(mac -> json.put("address", mac.toString()));
    details.broadcast().ifPresent(mac -> json.put("broadcast", mac.toString()));
    link.lowerNamespace().ifPresent(id -> json.put("link_netnsid", id));
    json.put("min_mtu", details.minMtu()).put("max_mtu", details.maxMtu());
    info(json, link, names);
    json.put("num_tx_queues", details.txQueues()).put("num_rx_queues", details.rxQueues());
    json.put("gso_max_size", details.gsoMaxSize()).put("gso_max_segs", details.gsoMaxSegments());
    details.alias().ifPresent(text -> json.put("ifalias", text));
    if (!details.alternativeNames().isEmpty()) {
      ArrayNode alternatives = json.putArray("altnames");
      details.alternativeNames().forEach(alternatives::add);
    }
    return json;
  }

  private static void info(ObjectNode json, Link link, LinkNames names) {
    if (link.kind().name().isEmpty() && link.port().isEmpty()) {
      return;
    }
    ObjectNode info = json.putObject("linkinfo");
    if (!link.kind().name().isEmpty()) {
      info.put("info_kind", link.kind().name());
      KindJson.write(link.kind(), link.lower(), names)
          .ifPresent(data -> info.set("info_data", data));
    }
    link.port()
        .ifPresent(
            port -> {
              info.put("info_slave_kind", "bridge");
              info.set("info_slave_data", port(port));
            });
  }

  private static ObjectNode port(BridgePort port) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("state", Words.PORT_STATE.name(port.state()));
    json.put("priority", port.priority()).put("cost", port.cost());
    json.put("no", "0x" + Integer.toHexString(port.number()));
    for (BridgePort.Flag flag : BridgePort.Flag.values()) {
      json.put(flag.word(), port.has(flag));
    }
    return json;
  }

  /**
   * Reads one, also as written by {@code ip -j address} and without {@code -d}.
   *
   * @param indexes of the links of the same namespace
   * @throws IllegalArgumentException in words for the user, if it is none
   */
  public static Link read(JsonNode json, LinkIndexes indexes) {
    Fields fields = new Fields(json);
    Optional<Fields> info = fields.inner("linkinfo");
    LinkKind kind = KindJson.read(info);
    return new Link(
        index(json),
        fields.demandText("ifname"),
        fields.word("link_type", Words.LINK_TYPE, Link.ARPHRD_ETHER),
        flags(fields.texts("flags")),
        fields.number("mtu", 0),
        fields
            .text("address")
            .filter(text -> text.length() == 17)
            .flatMap(it -> fields.mac("address")),
        fields.text("master").map(indexes::index).orElse(0),
        lower(fields, info, kind, indexes),
        fields
            .number("link_netnsid")
            .map(id -> OptionalInt.of(id.intValue()))
            .orElseGet(OptionalInt::empty),
        fields.word("operstate", Words.OPERATIONAL_STATE, 0),
        fields.number("txqlen", 0),
        kind,
        info.filter(it -> it.text("info_slave_kind").orElse("").equals("bridge"))
            .flatMap(it -> it.inner("info_slave_data"))
            .map(LinkJson::readPort),
        details(fields),
        List.of());
  }

  /**
   * Its ifindex.
   *
   * @throws IllegalArgumentException in words for the user, if it has none
   */
  public static int index(JsonNode json) {
    return new Fields(json)
        .number("ifindex")
        .orElseThrow(() -> new IllegalArgumentException("field 'ifindex' is missing"))
        .intValue();
  }

  private static int lower(
      Fields fields, Optional<Fields> info, LinkKind kind, LinkIndexes indexes) {
    if (kind.lower().isPresent()) {
      return info.flatMap(it -> it.inner("info_data"))
          .flatMap(data -> data.text("link"))
          .map(indexes::index)
          .orElse(0);
    }
    return fields
        .number("link_index")
        .map(Long::intValue)
        .or(() -> fields.text("link").map(indexes::index))
        .orElse(0);
  }

  private static int flags(List<String> names) {
    int flags = names.stream().mapToInt(Bits.LINK::mask).reduce(0, (one, other) -> one | other);
    boolean running = (flags & Link.IFF_UP) != 0 && !names.contains(NO_CARRIER);
    return running ? flags | Link.IFF_RUNNING : flags;
  }

  private static LinkDetails details(Fields fields) {
    return new LinkDetails(
        fields
            .text("broadcast")
            .filter(text -> text.length() == 17)
            .flatMap(it -> fields.mac("broadcast")),
        fields.text("qdisc").orElse(""),
        fields.word("linkmode", Words.LINK_MODE, 0),
        fields.word("group", Words.GROUP, 0),
        fields.number("min_mtu", 0),
        fields.number("max_mtu", 0),
        fields.number("num_tx_queues", 0),
        fields.number("num_rx_queues", 0),
        fields.number("gso_max_size", 0),
        fields.number("gso_max_segs", 0),
        fields.text("ifalias"),
        fields.texts("altnames"));
  }

  private static BridgePort readPort(Fields fields) {
    Set<BridgePort.Flag> flags = EnumSet.noneOf(BridgePort.Flag.class);
    for (BridgePort.Flag flag : BridgePort.Flag.values()) {
      if (fields.flag(flag.word())) {
        flags.add(flag);
      }
    }
    return new BridgePort(
        fields.word("state", Words.PORT_STATE, 0),
        fields.number("priority", 0),
        fields.number("cost").orElse(0L),
        fields.number("no", 0),
        flags);
  }
}
