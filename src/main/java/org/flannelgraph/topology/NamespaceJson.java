package org.flannelgraph.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flannelgraph.linux.iproute.AddressJson;
import org.flannelgraph.linux.iproute.FdbJson;
import org.flannelgraph.linux.iproute.LinkIndexes;
import org.flannelgraph.linux.iproute.LinkJson;
import org.flannelgraph.linux.iproute.LinkNames;
import org.flannelgraph.linux.iproute.NeighbourJson;
import org.flannelgraph.linux.iproute.NetconfJson;
import org.flannelgraph.linux.iproute.RouteJson;
import org.flannelgraph.linux.iproute.RuleJson;
import org.flannelgraph.linux.iproute.Words;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.FdbEntry;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.Rule;
import org.flannelgraph.linux.route.Vxlan;

/**
 * The tables of one namespace as arrays, each as a command of iproute2 prints it.
 *
 * <pre>
 *   addr     ip -j -d addr                   links, each with its addresses in addr_info
 *   link     ip -j -d link                   read only: in place of the links of addr
 *   route    ip -j -d route show table all   of both families
 *   route6   ip -j -6 route show table all   read only: added to route, what is in both once
 *   rule     ip -j -d rule
 *   rule6    ip -j -d -6 rule
 *   neigh    ip -j neigh
 *   fdb      bridge -j fdb
 *   netconf  ip -j netconf
 * </pre>
 */
final class NamespaceJson {
  static final String ADDR = "addr";
  static final String LINK = "link";
  static final String ROUTE = "route";
  static final String ROUTE6 = "route6";
  static final String RULE = "rule";
  static final String RULE6 = "rule6";
  static final String NEIGH = "neigh";
  static final String FDB = "fdb";
  static final String NETCONF = "netconf";

  /** All that are read. */
  static final List<String> TABLES =
      List.of(ADDR, LINK, ROUTE, ROUTE6, RULE, RULE6, NEIGH, FDB, NETCONF);

  static final String ADDRESSES = "addr_info";

  private NamespaceJson() {}

  /** Writes the tables, and what besides them makes a namespace. */
  static ObjectNode write(Namespace namespace) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    LinkNames names = namespace.names();
    namespace.id().ifPresent(id -> json.put("id", id));
    ObjectNode ids = json.putObject("ids");
    new TreeMap<>(namespace.ids()).forEach((id, name) -> ids.put(String.valueOf(id), name));
    ArrayNode links = json.putArray(ADDR);
    for (Link link : namespace.links()) {
      ObjectNode one = LinkJson.write(link, names);
      ArrayNode addresses = one.putArray(ADDRESSES);
      namespace
          .addressesOf(link.index())
          .forEach(address -> addresses.add(AddressJson.write(address)));
      links.add(one);
    }
    write(json, ROUTE, namespace.routes(), route -> RouteJson.write(route, names));
    write(json, RULE, rules(namespace, Family.AF_INET), RuleJson::write);
    write(json, RULE6, rules(namespace, Family.AF_INET6), RuleJson::write);
    write(json, NEIGH, namespace.neighbours(), it -> NeighbourJson.write(it, names));
    write(json, FDB, namespace.fdb(), entry -> FdbJson.write(entry, names));
    write(json, NETCONF, namespace.netconf(), some -> NetconfJson.write(some, names));
    ObjectNode sysctls = json.putObject("sysctl");
    new TreeMap<>(namespace.sysctls()).forEach(sysctls::put);
    return json;
  }

  private static List<Rule> rules(Namespace namespace, int family) {
    return namespace.rules().stream().filter(rule -> rule.family() == family).toList();
  }

  private static <T> void write(
      ObjectNode json, String table, List<T> objects, Function<T, ObjectNode> codec) {
    ArrayNode array = json.putArray(table);
    objects.forEach(object -> array.add(codec.apply(object)));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException in words for the user, if it is none
   */
  static Namespace read(String name, JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("namespace '" + name + "' is no object");
    }
    Map<String, JsonNode> tables = new HashMap<>();
    for (String table : TABLES) {
      JsonNode node = json.get(table);
      if (node != null) {
        tables.put(table, node);
      }
    }
    Namespace read = read(name, tables, table -> "namespace '" + name + "', " + table);
    Map<Integer, String> ids = new TreeMap<>();
    json.path("ids")
        .properties()
        .forEach(it -> ids.put(number(it.getKey()), it.getValue().asText()));
    Map<String, String> sysctls = new TreeMap<>();
    json.path("sysctl")
        .properties()
        .forEach(it -> sysctls.put(it.getKey(), it.getValue().asText()));
    JsonNode id = json.get("id");
    return new Namespace(
        name,
        id == null ? OptionalInt.empty() : OptionalInt.of(number(id.asText())),
        ids,
        read.links(),
        read.addresses(),
        read.routes(),
        read.rules(),
        read.neighbours(),
        read.fdb(),
        read.netconf(),
        sysctls);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("the id of a namespace is no number: " + text, wrong);
    }
  }

  /**
   * Reads the tables alone.
   *
   * @param tables by the names above; those that are missing are empty
   * @param labels how a table is called in what is said to the user
   * @throws IllegalArgumentException in words for the user, if one is none
   */
  static Namespace read(
      String name, Map<String, JsonNode> tables, Function<String, String> labels) {
    TableReader reader = new TableReader(tables, labels);
    String whereLinksAre = tables.containsKey(LINK) ? LINK : ADDR;
    LinkIndexes indexes = reader.indexes(whereLinksAre);
    List<Link> links = reader.read(whereLinksAre, it -> link(it, indexes));
    List<Route> routes = new ArrayList<>(reader.read(ROUTE, it -> RouteJson.read(it, indexes)));
    routes.addAll(reader.read(ROUTE6, it -> RouteJson.read(it, indexes)));
    List<Rule> rules = new ArrayList<>(reader.read(RULE, it -> RuleJson.read(it, Family.AF_INET)));
    rules.addAll(reader.read(RULE6, it -> RuleJson.read(it, Family.AF_INET6)));
    Routes allRoutes = new Routes();
    allRoutes.replace(new LinkedHashSet<>(routes));
    Rules allRules = new Rules();
    allRules.replace(new LinkedHashSet<>(rules));
    Namespace empty = Namespace.empty(name);
    return new Namespace(
        name,
        empty.id(),
        empty.ids(),
        inOrder(links, Comparator.comparingInt(Link::index)),
        inOrder(reader.addresses(), Order.ADDRESS),
        allRoutes.list(),
        allRules.list(),
        inOrder(
            reader.read(NEIGH, it -> NeighbourJson.read(it, indexes)).stream()
                .filter(Tables::isShown)
                .toList(),
            Order.NEIGHBOUR),
        inOrder(fdb(reader, links, indexes), Order.FDB),
        inOrder(
            reader.read(NETCONF, NamespaceJson::isIp, it -> NetconfJson.read(it, indexes)),
            Order.NETCONF),
        empty.sysctls());
  }

  private static Link link(JsonNode json, LinkIndexes indexes) {
    Link link = LinkJson.read(json, indexes);
    if (link.kind().name().isEmpty() && link.lowerNamespace().isPresent()) {
      throw new IllegalArgumentException(
          "'linkinfo' is missing: links must be printed with -d, as by 'ip -j -d addr'");
    }
    return link;
  }

  /** There may be those of MPLS too. */
  private static boolean isIp(JsonNode netconf) {
    String family = netconf.path("family").asText();
    return family.equals(Words.FAMILY.name(Family.AF_INET))
        || family.equals(Words.FAMILY.name(Family.AF_INET6));
  }

  /** Without the addresses that devices other than bridges and tunnels take frames for. */
  private static List<FdbEntry> fdb(TableReader reader, List<Link> links, LinkIndexes indexes) {
    Set<Integer> tunnels =
        links.stream()
            .filter(link -> link.kind() instanceof Vxlan)
            .map(Link::index)
            .collect(Collectors.toSet());
    return reader.read(FDB, it -> FdbJson.read(it, indexes)).stream()
        .filter(entry -> entry.master() != 0 || tunnels.contains(entry.index()))
        .toList();
  }

  private static <T> List<T> inOrder(Collection<T> objects, Comparator<T> order) {
    Table<T> table = new Table<>(order);
    table.replace(objects);
    return table.list();
  }
}
