package org.flannelgraph.plugin;

import static org.flannelgraph.linux.Shell.sh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * golden/state.txt: what {@code ip} and {@code bridge} print in the namespaces of two real Flannel
 * nodes and their pods, under headings "NAMESPACE: COMMAND".
 *
 * @param sections heading to lines
 */
record GoldenState(Map<String, List<String>> sections) {
  /** Our name for the namespace of the switch that the file calls sw. */
  private static final String SWITCH = "underlay";

  private static final Pattern HEADING = Pattern.compile("## (\\w+): ((?:ip|bridge) .*)");
  private static final String MAC = "(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}";
  private static final Pattern VETH = Pattern.compile("^\\d+: (veth[0-9a-f]{8})@");
  private static final Pattern PEER = Pattern.compile("link-netns (\\w+)");
  private static final Pattern LINK = Pattern.compile("^(\\S+?)(?:@\\S+)? +\\S+ +(" + MAC + ") .*");

  /** What differs from one cluster to the next that are equal otherwise. */
  private static final List<Map.Entry<Pattern, String>> MASKS =
      List.of(
          mask("^\\d+: ", "N: "),
          mask("@if\\d+", "@ifN"),
          mask("(\\w+_timer) +[0-9.]+", "$1 T"),
          mask("num([tr]x)queues \\d+", "num$1queues Q"),
          mask("promiscuity \\d+", "promiscuity P"),
          mask("\\b8000\\." + MAC, "8000.MAC"), // bridge_id and what repeats it
          mask("inet6 fe80::[0-9a-f:]+/64", "inet6 LINK-LOCAL/64"),
          mask("33:33:ff:[0-9a-f:]{8}", "SOLICITED-NODE"));

  private static Map.Entry<Pattern, String> mask(String pattern, String instead) {
    return Map.entry(Pattern.compile(pattern), instead);
  }

  /** What the file holds. */
  static GoldenState golden() {
    try (InputStream file = GoldenState.class.getResourceAsStream("/golden/state.txt")) {
      if (file == null) {
        throw new AssertionError("golden/state.txt is not among the tests' resources");
      }
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static GoldenState parse(String text) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> lines = List.of();
    for (String line : text.lines().toList()) {
      if (line.startsWith("## ")) {
        Matcher heading = HEADING.matcher(line);
        lines = new java.util.ArrayList<>();
        if (heading.matches()) {
          sections.put(
              heading.group(1).replaceAll("^sw$", SWITCH) + ": " + heading.group(2), lines);
        }
      } else {
        lines.add(line.replaceAll("link-netns sw\\b", "link-netns " + SWITCH));
      }
    }
    return new GoldenState(sections);
  }

  /** What the same commands print now. */
  GoldenState now() {
    Map<String, List<String>> now = new LinkedHashMap<>();
    for (String heading : sections.keySet()) {
      String[] words = heading.split(": ", 2);
      now.put(heading, sh("ip netns exec " + words[0] + " " + words[1]).lines().toList());
    }
    return new GoldenState(now);
  }

  /**
   * What two clusters of the same making have in common: names instead of MAC addresses where one
   * device's stands with another, and neither timers nor numbers nor what was learned.
   */
  Map<String, List<String>> masked() {
    Map<String, String> veths = new HashMap<>();
    Map<String, String> owners = new HashMap<>();
    sections.forEach(
        (heading, lines) -> {
          noteVeths(lines, veths);
          if (heading.endsWith(": ip -br link")) {
            noteOwners(heading.substring(0, heading.indexOf(':')), lines, owners);
          }
        });
    Map<String, List<String>> masked = new LinkedHashMap<>();
    sections.forEach(
        (heading, lines) -> {
          List<String> kept =
              lines.stream()
                  .filter(line -> isKept(heading, line))
                  .map(line -> masked(line, veths, owners))
                  .toList();
          // A forwarding database is a hash table; the rest is in the order of its making.
          masked.put(heading, heading.endsWith("fdb") ? kept.stream().sorted().toList() : kept);
        });
    return masked;
  }

  /** A pod's veth has its name from a random number or a hash; its line tells whose it is. */
  private static void noteVeths(List<String> lines, Map<String, String> veths) {
    for (int i = 0; i + 1 < lines.size(); i++) {
      Matcher veth = VETH.matcher(lines.get(i));
      Matcher peer = PEER.matcher(lines.get(i + 1));
      if (veth.find() && peer.find()) {
        veths.put(veth.group(1), "veth-of-" + peer.group(1));
      }
    }
  }

  private static void noteOwners(String namespace, List<String> lines, Map<String, String> owners) {
    for (String line : lines) {
      Matcher link = LINK.matcher(line);
      if (link.matches()) {
        // A bridge without an address of its own has that of one of its ports: the port counts.
        owners.put(link.group(2), namespace + "-" + link.group(1));
      }
    }
  }

  private static boolean isKept(String heading, String line) {
    return switch (heading.substring(heading.indexOf(": ") + 2)) {
      case "ip neigh" -> line.contains("PERMANENT");
      case "bridge fdb" -> line.contains(" permanent");
      default -> true;
    };
  }

  private static String masked(String line, Map<String, String> veths, Map<String, String> owners) {
    String text = line;
    for (Map.Entry<Pattern, String> mask : MASKS) {
      text = mask.getKey().matcher(text).replaceAll(mask.getValue());
    }
    Function<MatchResult, String> owner =
        mac -> owners.getOrDefault(mac.group(), isReserved(mac.group()) ? mac.group() : "MAC");
    boolean ownAddress = text.contains("link/ether") || text.matches("\\S+ +(UP|UNKNOWN) .*");
    text =
        Pattern.compile(MAC)
            .matcher(text)
            .replaceAll(ownAddress ? mac -> isReserved(mac.group()) ? mac.group() : "MAC" : owner);
    for (Map.Entry<String, String> veth : veths.entrySet()) {
      text = text.replaceAll(veth.getKey() + "(@if\\w+)? +", veth.getValue() + "$1 ");
      text = text.replace(veth.getKey(), veth.getValue());
    }
    return text.stripTrailing();
  }

  /** Broadcast, multicast and the loopback device's none. */
  private static boolean isReserved(String mac) {
    return (Integer.parseInt(mac.substring(0, mac.indexOf(':')), 16) & 1) != 0
        || mac.equals("00:00:00:00:00:00");
  }
}
