package org.flannelgraph.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * golden/state.txt, the text that iproute2 printed on real Flannel nodes, as the JSON that it would
 * have printed. The namespaces' ids are numbered as they come, as each kernel does, and the names
 * that the text has for them are kept apart: whoever reads the folder must find them out.
 */
public final class GoldenFolder {
  private static final Pattern HEADING = Pattern.compile("## (\\w+): ((?:ip|bridge) .*)");
  private static final Pattern LINK =
      Pattern.compile("^(\\d+): ([^:@]+)(?:@if(\\d+))?: <(.*?)> mtu (\\d+)(.*)");

  /** NAMESPACE/LINK, and the namespace of its peer as {@code link-netns} told it. */
  final Map<String, String> peers = new LinkedHashMap<>();

  private final Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();

  private GoldenFolder() {}

  /** Writes it into a folder. */
  public static GoldenFolder write(Path folder) throws IOException {
    GoldenFolder golden = new GoldenFolder();
    golden.read();
    for (String namespace : golden.sections.keySet()) {
      write(folder, namespace + ".addr.json", golden.links(namespace));
      write(folder, namespace + ".route.json", golden.routes(namespace));
      write(folder, namespace + ".neigh.json", golden.neighbours(namespace));
      write(folder, namespace + ".fdb.json", golden.fdb(namespace));
    }
    return golden;
  }

  private static void write(Path folder, String name, ArrayNode array) throws IOException {
    Files.writeString(folder.resolve(name), array.toString());
  }

  private void read() throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream file = GoldenFolder.class.getResourceAsStream("/golden/state.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
          lines = new ArrayList<>();
          sections
              .computeIfAbsent(heading.group(1), key -> new LinkedHashMap<>())
              .put(heading.group(2), lines);
        } else if (line.startsWith("## ")) {
          lines = new ArrayList<>();
        } else {
          lines.add(line);
        }
      }
    }
  }

  private List<String> section(String namespace, String command) {
    return Objects.requireNonNull(
        Objects.requireNonNull(sections.get(namespace)).get(command), command);
  }

  private static String after(String line, String word) {
    Matcher found = Pattern.compile("(?:^|\\s)" + word + " (\\S+)").matcher(line);
    return found.find() ? found.group(1) : "";
  }

  private static void put(ObjectNode json, String field, String value) {
    if (!value.isEmpty()) {
      json.put(field, value);
    }
  }

  private ArrayNode links(String namespace) {
    ArrayNode links = JsonNodeFactory.instance.arrayNode();
    Set<String> ids = new LinkedHashSet<>();
    ObjectNode link = links.objectNode();
    for (String line : section(namespace, "ip -d link")) {
      Matcher head = LINK.matcher(line);
      String words = line.strip();
      if (head.matches()) {
        link = links.addObject();
        link.put("ifindex", Integer.parseInt(head.group(1))).put("ifname", head.group(2));
        if (head.group(3) != null) {
          link.put("link_index", Integer.parseInt(head.group(3)));
        }
        ArrayNode flags = link.putArray("flags");
        List.of(head.group(4).split(",", -1)).forEach(flags::add);
        link.put("mtu", Integer.parseInt(head.group(5)));
        put(link, "master", after(head.group(6), "master"));
        put(link, "operstate", after(head.group(6), "state"));
      } else if (words.startsWith("link/")) {
        link.put("link_type", words.substring(5, words.indexOf(' ')));
        put(link, "address", words.split(" ", -1)[1]);
        String peer = after(words, "link-netns");
        if (!peer.isEmpty()) {
          ids.add(peer);
          link.put("link_netnsid", List.copyOf(ids).indexOf(peer));
          peers.put(namespace + "/" + link.get("ifname").asText(), peer);
        }
      } else {
        info(link, words);
      }
    }
    links.forEach(each -> addresses(namespace, (ObjectNode) each));
    return links;
  }

  private static void info(ObjectNode link, String words) {
    ObjectNode info =
        link.has("linkinfo") ? (ObjectNode) link.get("linkinfo") : link.putObject("linkinfo");
    String kind = words.split(" ", -1)[0];
    switch (kind) {
      case "bridge_slave" -> {
        info.put("info_slave_kind", "bridge");
        ObjectNode port = info.putObject("info_slave_data");
        port.put("state", after(words, "state"));
        port.put("hairpin", after(words, "hairpin").equals("on"));
        port.put("learning", after(words, "learning").equals("on"));
        port.put("flood", after(words, "flood").equals("on"));
      }
      case "vxlan" -> {
        info.put("info_kind", kind);
        ObjectNode data = info.putObject("info_data");
        data.put("id", Integer.parseInt(after(words, "id")));
        data.put("local", after(words, "local")).put("link", after(words, "dev"));
        data.put("port", Integer.parseInt(after(words, "dstport")));
      }
      default -> info.put("info_kind", kind);
    }
  }

  private void addresses(String namespace, ObjectNode link) {
    ArrayNode addresses = link.putArray("addr_info");
    boolean own = false;
    for (String line : section(namespace, "ip addr")) {
      Matcher head = LINK.matcher(line);
      String words = line.strip();
      if (head.matches()) {
        own = head.group(2).equals(link.get("ifname").asText());
      } else if (own && words.startsWith("inet")) {
        String family = words.substring(0, words.indexOf(' '));
        String[] prefix = after(words, family).split("/", -1);
        ObjectNode address = addresses.addObject();
        address.put("family", family).put("local", prefix[0]);
        address.put("prefixlen", Integer.parseInt(prefix[1]));
        put(address, "broadcast", after(words, "brd"));
        address.put("scope", after(words, "scope"));
      }
    }
  }

  /** The text has the table main; {@code table all} would have had the addresses of local too. */
  private ArrayNode routes(String namespace) {
    ArrayNode routes = JsonNodeFactory.instance.arrayNode();
    for (String line : section(namespace, "ip route")) {
      ObjectNode route = routes.addObject();
      route.put("dst", line.substring(0, line.indexOf(' ')));
      put(route, "gateway", after(line, "via"));
      put(route, "dev", after(line, "dev"));
      put(route, "protocol", after(line, "proto"));
      put(route, "scope", after(line, "scope"));
      put(route, "prefsrc", after(line, "src"));
      ArrayNode flags = route.putArray("flags");
      if (line.contains(" onlink")) {
        flags.add("onlink");
      }
    }
    for (var link : links(namespace)) {
      for (var address : link.get("addr_info")) {
        ObjectNode route = routes.addObject();
        route.put("type", "local").put("dst", address.get("local").asText());
        route.put("dev", link.get("ifname").asText()).put("table", "local");
        route.put("protocol", "kernel").put("scope", "host");
      }
    }
    return routes;
  }

  private ArrayNode neighbours(String namespace) {
    ArrayNode neighbours = JsonNodeFactory.instance.arrayNode();
    for (String line : section(namespace, "ip neigh")) {
      ObjectNode neighbour = neighbours.addObject();
      neighbour.put("dst", line.substring(0, line.indexOf(' ')));
      neighbour.put("dev", after(line, "dev"));
      put(neighbour, "lladdr", after(line, "lladdr"));
      String[] words = line.strip().split(" ", -1);
      neighbour.putArray("state").add(words[words.length - 1]);
    }
    return neighbours;
  }

  private ArrayNode fdb(String namespace) {
    ArrayNode fdb = JsonNodeFactory.instance.arrayNode();
    for (String line : section(namespace, "bridge fdb")) {
      ObjectNode entry = fdb.addObject();
      entry.put("mac", line.substring(0, line.indexOf(' ')));
      entry.put("ifname", after(line, "dev"));
      put(entry, "dst", after(line, "dst"));
      put(entry, "master", after(line, "master"));
      ArrayNode flags = entry.putArray("flags");
      if (line.contains(" self")) {
        flags.add("self");
      }
      entry.put("state", line.contains(" permanent") ? "permanent" : "");
    }
    return fdb;
  }
}
