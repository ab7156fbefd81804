package org.flannelgraph.linux.iproute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flannelgraph.linux.route.Netconf;

/** The sysctls of a link as {@code ip -j netconf} has them. */
public final class NetconfJson {
  /** In iproute2's order; it leaves the last one out. */
  static final List<String> NAMES =
      List.of(
          Netconf.FORWARDING,
          Netconf.RP_FILTER,
          "mc_forwarding",
          "proxy_neigh",
          "ignore_routes_with_linkdown",
          "bc_forwarding");

  private static final List<String> RP_FILTER = List.of("off", "strict", "loose");

  private NetconfJson() {}

  /** A value as a word. */
  static String word(String name, int value) {
    if (name.equals(Netconf.RP_FILTER)) {
      return value >= 0 && value < RP_FILTER.size() ? RP_FILTER.get(value) : "unknown value";
    }
    return value != 0 ? "on" : "off";
  }

  /** Writes them. */
  public static ObjectNode write(Netconf netconf, LinkNames names) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("family", Words.FAMILY.name(netconf.family()));
    json.put(
        "interface",
        switch (netconf.index()) {
          case Netconf.ALL -> "all";
          case Netconf.DEFAULT -> "default";
          default -> names.name(netconf.index());
        });
    for (String name : NAMES) {
      Integer value = netconf.values().get(name);
      if (value != null) {
        if (name.equals(Netconf.RP_FILTER)) {
          json.put(name, word(name, value));
        } else {
          json.put(name, value != 0);
        }
      }
    }
    return json;
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException in words for the user, if they are none
   */
  public static Netconf read(JsonNode json, LinkIndexes indexes) {
    Fields fields = new Fields(json);
    SortedMap<String, Integer> values = new TreeMap<>();
    for (String name : NAMES) {
      if (fields.has(name)) {
        values.put(
            name,
            name.equals(Netconf.RP_FILTER)
                ? Math.max(0, RP_FILTER.indexOf(fields.demandText(name)))
                : fields.flag(name) ? 1 : 0);
      }
    }
    String link = fields.demandText("interface");
    return new Netconf(
        fields.word("family", Words.FAMILY, 0),
        switch (link) {
          case "all" -> Netconf.ALL;
          case "default" -> Netconf.DEFAULT;
          default -> indexes.index(link);
        },
        values);
  }
}
