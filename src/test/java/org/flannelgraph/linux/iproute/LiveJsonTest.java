package org.flannelgraph.linux.iproute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flannelgraph.linux.Shell.json;
import static org.flannelgraph.linux.Shell.sh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flannelgraph.linux.LiveObjects;
import org.flannelgraph.linux.NetworkNamespace;
import org.flannelgraph.linux.NothingLeaked;
import org.flannelgraph.linux.netlink.NetlinkSocket;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Dump;
import org.flannelgraph.linux.route.Family;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Neighbour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What we dump, written as iproute2 writes it, is what iproute2 dumps. */
@Tag("kernel")
@ExtendWith(NothingLeaked.class)
class LiveJsonTest {
  /**
   * What iproute2 writes and we do not read: it moves by itself, or no packet's way hangs on it.
   */
  private static final Set<String> NOT_READ =
      Set.of(
          // of links
          "promiscuity",
          "allmulti",
          "inet6_addr_gen_mode",
          "tso_max_size",
          "tso_max_segs",
          "gro_max_size",
          "gso_ipv4_max_size",
          "gro_ipv4_max_size",
          "link_netns",
          // of bridges and ports: timers, the spanning tree's memory, multicast snooping's knobs
          "bridge_id",
          "root_id",
          "root_port",
          "root_path_cost",
          "topology_change",
          "topology_change_detected",
          "hello_timer",
          "tcn_timer",
          "topology_change_timer",
          "gc_timer",
          "group_addr",
          "no_linklocal_learn",
          "mcast_vlan_snooping",
          "mcast_query_use_ifaddr",
          "mcast_hash_elasticity",
          "mcast_hash_max",
          "mcast_last_member_cnt",
          "mcast_startup_query_cnt",
          "mcast_last_member_intvl",
          "mcast_membership_intvl",
          "mcast_querier_intvl",
          "mcast_query_intvl",
          "mcast_query_response_intvl",
          "mcast_startup_query_intvl",
          "mcast_stats_enabled",
          "mcast_igmp_version",
          "mcast_mld_version",
          "id",
          "designated_port",
          "designated_cost",
          "hold_timer",
          "message_age_timer",
          "forward_delay_timer",
          "topology_change_ack",
          "config_pending",
          "multicast_router",
          "group_fwd_mask_str",
          // of macvlans
          "usedbcqueuelen");

  private static LiveObjects live;

  @BeforeAll
  static void make() {
    live = new LiveObjects();
  }

  @AfterAll
  static void unmake() {
    live.close();
  }

  private static LinkNames names(NetworkNamespace namespace) {
    Map<Integer, String> names = new HashMap<>();
    Dump.links(namespace.route()).forEach(link -> names.put(link.index(), link.name()));
    return index -> names.getOrDefault(index, LinkNames.NONE.name(index));
  }

  private static LinkIndexes indexes(NetworkNamespace namespace) {
    Map<String, Integer> indexes = new HashMap<>();
    Dump.links(namespace.route()).forEach(link -> indexes.put(link.name(), link.index()));
    return LinkIndexes.of(indexes);
  }

  /** Removes from what iproute2 wrote the fields that we don't read, and empty ones. */
  private static JsonNode known(JsonNode node) {
    JsonNode copy = node.deepCopy();
    strip(copy);
    return copy;
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      boolean port = object.has("designated_port");
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        boolean otherMeaning =
            (name.equals("id") && !port) || (name.equals("group_fwd_mask") && port);
        if (NOT_READ.contains(name) != otherMeaning) {
          object.remove(name);
        }
      }
      object.remove("addr_info");
    }
    for (JsonNode child : node) {
      strip(child);
    }
  }

  /** JSON as text with sorted fields: the order of fields says nothing. */
  private static String canonical(JsonNode node) {
    if (node.isObject()) {
      TreeSet<String> fields = new TreeSet<>();
      for (Iterator<String> it = node.fieldNames(); it.hasNext(); ) {
        String name = it.next();
        fields.add(name + "=" + canonical(node.get(name)));
      }
      return fields.toString();
    }
    if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(canonical(item)));
      items.remove("M-DOWN"); // about another device: the one below is down
      return items.toString();
    }
    return node.isNumber() ? node.asText() : node.isTextual() ? node.textValue() : node.toString();
  }

  private static String without(ObjectNode json, Set<String> names) {
    names.forEach(name -> json.findParents(name).forEach(it -> ((ObjectNode) it).remove(name)));
    return canonical(json);
  }

  private static <T> void compare(
      List<T> ours, JsonNode theirs, Function<T, ObjectNode> write, Function<JsonNode, T> read) {
    compare(ours, theirs, write, Set.of(), read);
  }

  private static <T> void compare(
      List<T> ours,
      JsonNode theirs,
      Function<T, ObjectNode> write,
      Set<String> onlyOurs,
      Function<JsonNode, T> read) {
    List<String> expected = new ArrayList<>();
    theirs.forEach(
        node -> {
          if (!node.isEmpty()) { // iproute2 writes {} for what it filtered out
            expected.add(canonical(known(node)));
          }
        });
    assertThat(ours.stream().map(write).map(json -> without(json, onlyOurs)).toList())
        .containsExactlyInAnyOrderElementsOf(expected)
        .isNotEmpty();
    for (T one : ours) {
      assertThat(read.apply(write.apply(one))).isEqualTo(one);
    }
  }

  @Test
  void links() {
    for (NetworkNamespace namespace : List.of(live.node(), live.pod())) {
      LinkNames names = names(namespace);
      LinkIndexes indexes = indexes(namespace);
      List<Link> links = Dump.links(namespace.route());
      assertThat(links.stream().map(link -> link.kind().name()))
          .contains(namespace == live.node() ? "vxlan" : "macvlan");
      compare(
          links,
          withNumbers(json("ip -n " + namespace.name() + " -j -d link"), links),
          link -> LinkJson.write(link, names),
          json -> LinkJson.read(json, indexes));
    }
  }

  /**
   * iproute2 writes a namespace's name instead of its number where it knows one: never the number.
   */
  private static JsonNode withNumbers(JsonNode links, List<Link> ours) {
    for (JsonNode link : links) {
      if (link.has("link_netns")) {
        Link same =
            ours.stream()
                .filter(it -> it.index() == link.get("ifindex").intValue())
                .findFirst()
                .orElseThrow();
        ((ObjectNode) link).put("link_netnsid", same.lowerNamespace().orElseThrow());
      }
    }
    return links;
  }

  @Test
  void addresses() {
    List<Address> addresses = Dump.addresses(live.node().route());
    List<ObjectNode> theirs = new ArrayList<>();
    JsonNode links = json("ip -n node -j -d addr");
    links.forEach(
        link ->
            link.get("addr_info")
                .forEach(
                    address ->
                        theirs.add(
                            ((ObjectNode) address).put("of", link.get("ifindex").intValue()))));
    compare(
        steady(addresses),
        steadyLives(theirs),
        address -> AddressJson.write(address).put("of", address.index()),
        json -> AddressJson.read(json, json.get("of").intValue()));
  }

  private static JsonNode steadyLives(List<ObjectNode> nodes) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    nodes.forEach(
        node -> {
          // The one address whose life is limited has less of it in each dump.
          if (node.get("valid_life_time").longValue() < Address.Lifetime.UNENDING) {
            node.put("valid_life_time", 100_000).put("preferred_life_time", 90_000);
          }
          array.add(node);
        });
    return array;
  }

  private static List<Address> steady(List<Address> addresses) {
    return addresses.stream()
        .map(
            it ->
                new Address(
                    it.index(),
                    it.address(),
                    it.peer(),
                    it.prefixLength(),
                    it.broadcast(),
                    it.scope(),
                    it.flags(),
                    it.label(),
                    it.metric(),
                    it.lifetime().valid() == Address.Lifetime.UNENDING
                        ? it.lifetime()
                        : new Address.Lifetime(100_000, 90_000)))
        .toList();
  }

  @Test
  void routes() {
    LinkNames names = names(live.node());
    LinkIndexes indexes = indexes(live.node());
    compare(
        Dump.routes(live.node().route()),
        json("ip -n node -j -d route show table all"),
        route -> RouteJson.write(route, names),
        Set.of("lock"), // which iproute2 leaves out
        json -> RouteJson.read(json, indexes));
  }

  @Test
  void rules() {
    for (int family : List.of(Family.AF_INET, Family.AF_INET6)) {
      compare(
          Dump.rules(live.node().route()).stream().filter(it -> it.family() == family).toList(),
          json("ip -n node " + (family == Family.AF_INET ? "-4" : "-6") + " -j -d rule"),
          RuleJson::write,
          json -> RuleJson.read(json, family));
    }
  }

  @Test
  void neighbours() {
    LinkNames names = names(live.node());
    LinkIndexes indexes = indexes(live.node());
    NetlinkSocket socket = live.node().route();
    compare(
        Dump.neighbours(socket).stream().filter(it -> !it.isProxy() && isSteady(it)).toList(),
        steadyNeighbours(json("ip -n node -j neigh show nud all")),
        neighbour -> NeighbourJson.write(neighbour, names),
        json -> NeighbourJson.read(json, indexes));
    compare(
        Dump.neighbours(socket).stream().filter(Neighbour::isProxy).toList(),
        json("ip -n node -j neigh show proxy"),
        neighbour -> NeighbourJson.write(neighbour, names),
        json -> NeighbourJson.read(json, indexes));
  }

  /** Those that IPv6 and the tunnels ask for on their own come, fail and go at their own time. */
  private static boolean isSteady(Neighbour neighbour) {
    return neighbour.linkAddress().isPresent() && neighbour.state() != Neighbour.NUD_NOARP;
  }

  private static JsonNode steadyNeighbours(JsonNode neighbours) {
    for (Iterator<JsonNode> it = neighbours.iterator(); it.hasNext(); ) {
      JsonNode one = it.next();
      if (!one.has("lladdr") || one.path("state").path(0).asText().equals("NOARP")) {
        it.remove();
      }
    }
    return neighbours;
  }

  @Test
  void forwardingDatabases() {
    LinkNames names = names(live.node());
    LinkIndexes indexes = indexes(live.node());
    compare(
        Dump.fdb(live.node().route()),
        json("bridge -n node -j fdb"),
        entry -> FdbJson.write(entry, names),
        json -> FdbJson.read(json, indexes));
  }

  @Test
  void sysctls() {
    LinkNames names = names(live.node());
    LinkIndexes indexes = indexes(live.node());
    compare(
        Dump.netconf(live.node().route()),
        json("ip -n node -j netconf"),
        netconf -> {
          ObjectNode json = NetconfJson.write(netconf, names);
          json.remove("bc_forwarding"); // which iproute2 leaves out
          return json;
        },
        json -> {
          if (json.get("family").asText().equals("inet")) {
            ((ObjectNode) json).put("bc_forwarding", 0);
          }
          return NetconfJson.read(json, indexes);
        });
  }

  @Test
  void lines() {
    Lines lines = new Lines(names(live.node()));
    NetlinkSocket socket = live.node().route();
    assertThat(Dump.routes(socket).stream().map(lines::route).toList())
        .containsExactlyInAnyOrderElementsOf(blocks(sh("ip -n node route show table all"), "\t"))
        .contains("10.244.70.0/24 via 10.244.70.0 dev flannel.1 onlink");
    assertThat(Dump.rules(socket).stream().map(lines::rule).toList())
        .containsExactlyInAnyOrderElementsOf(
            blocks(sh("ip -n node rule; ip -n node -6 rule"), "\t"));
    assertThat(
            Dump.neighbours(socket).stream()
                .filter(it -> isSteady(it) && !it.isProxy())
                .map(lines::neighbour)
                .toList())
        .containsExactlyInAnyOrderElementsOf(
            blocks(sh("ip -n node neigh show nud all | grep lladdr | grep -v 'NOARP'"), "\t"))
        .contains("10.244.70.0 dev flannel.1 lladdr ce:a0:a5:46:d5:13 PERMANENT");
    assertThat(
            Dump.neighbours(socket).stream()
                .filter(Neighbour::isProxy)
                .map(lines::neighbour)
                .toList())
        .containsExactlyElementsOf(blocks(sh("ip -n node neigh show proxy"), "\t"));
    assertThat(Dump.fdb(socket).stream().map(lines::fdb).toList())
        .containsExactlyInAnyOrderElementsOf(blocks(sh("bridge -n node fdb"), "\t"))
        .contains("ce:a0:a5:46:d5:13 dev flannel.1 dst 192.168.0.12 self permanent");
    assertThat(
            Dump.netconf(socket).stream()
                .map(lines::netconf)
                .map(line -> line.replace(" bc_forwarding off", ""))
                .toList())
        .containsExactlyInAnyOrderElementsOf(blocks(sh("ip -n node netconf"), "\t"));
    assertThat(Dump.addresses(socket).stream().map(lines::address).toList())
        .containsExactlyInAnyOrderElementsOf(
            blocks(sh("ip -n node addr | grep inet | sed 's/^ *//'"), "\t"));
  }

  @Test
  void linesOfLinks() {
    for (NetworkNamespace namespace : List.of(live.node(), live.pod())) {
      Lines lines = new Lines(names(namespace));
      Pattern down = Pattern.compile(",M-DOWN|M-DOWN,");
      assertThat(Dump.links(namespace.route()).stream().map(lines::link).toList())
          .containsExactlyInAnyOrderElementsOf(
              blocks(
                  down.matcher(sh("ip -n " + namespace.name() + " link | grep ^[0-9]"))
                      .replaceAll(""),
                  "\t"));
    }
  }

  /** Lines with those that belong to the one before; spaces as ours. */
  private static List<String> blocks(String text, String continuation) {
    List<String> blocks = new ArrayList<>();
    for (String line : Stream.of(text.split("\n", -1)).filter(it -> !it.isBlank()).toList()) {
      String clean = line.strip().replaceAll("[ \t]+", " ");
      if (line.startsWith(continuation)) {
        blocks.add(blocks.removeLast() + "\n\t" + clean);
      } else {
        blocks.add(clean);
      }
    }
    return blocks;
  }
}
