package org.flannelgraph.linux;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the kernel has counted in a network namespace (proc_net(5): snmp, netstat and snmp6), by the
 * names that {@code nstat} gives: {@code IpInHdrErrors}, {@code TcpExtIPReversePathFilter}.
 *
 * @param values each count since the namespace was made
 */
public record Counters(Map<String, Long> values) {
  /** Keeps a copy. */
  public Counters {
    values = Map.copyOf(values);
  }

  /** What is counted until now. */
  public static Counters of(NetworkNamespace namespace) {
    Map<String, Long> values = new TreeMap<>();
    readPairs(namespace.text("/proc/thread-self/net/snmp"), values);
    readPairs(namespace.text("/proc/thread-self/net/netstat"), values);
    readLines(namespace.text("/proc/thread-self/net/snmp6"), values);
    return new Counters(values);
  }

  /** A line of names, then one of numbers, each after its group's name. */
  static void readPairs(String text, Map<String, Long> values) {
    Iterator<String> lines = text.lines().iterator();
    while (lines.hasNext()) {
      List<String> names = List.of(lines.next().split("\\s+", -1));
      if (!lines.hasNext()) {
        return;
      }
      List<String> numbers = List.of(lines.next().split("\\s+", -1));
      String group = names.getFirst().replace(":", "");
      for (int i = 1; i < Math.min(names.size(), numbers.size()); i++) {
        values.put(group + names.get(i), Long.parseLong(numbers.get(i)));
      }
    }
  }

  /** A name and a number a line. */
  static void readLines(String text, Map<String, Long> values) {
    text.lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length == 2)
        .forEach(words -> values.put(words[0], Long.parseLong(words[1])));
  }

  /** How much one has grown since an earlier look; 0 if this kernel does not count it. */
  public long grownSince(Counters earlier, String name) {
    return values.getOrDefault(name, 0L) - earlier.values.getOrDefault(name, 0L);
  }
}
