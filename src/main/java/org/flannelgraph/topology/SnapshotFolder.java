package org.flannelgraph.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of what {@code ip} and {@code bridge} print in each namespace: files {@code
 * NAMESPACE.TABLE.json}, with the tables of {@link NamespaceJson}. Only {@code addr} must be there.
 *
 * <p>Such a folder does not tell which namespace a veth's {@code link_netnsid} means: {@link
 * NamespaceIds} finds out.
 */
public final class SnapshotFolder {
  /**
   * The line of sh that makes such a folder, in the current one, of a machine's own namespace,
   * which gets the machine's name, and of all its named ones. Broken where a terminal needs it.
   */
  public static final String COLLECT =
      """
      t() { f=$n.$1.json; shift; $in "$@" >$f; }; a() { t addr ip -j -d addr; \\
        t neigh ip -j neigh; t route ip -j route show table all; \\
        t fdb bridge -j fdb; t rule ip -j -d rule; t rule6 ip -j -d -6 rule; \\
        t netconf ip -j netconf; }; n=$(hostname); in=; a; \\
        for n in $(ip netns | cut -d' ' -f1); do in="ip netns exec $n"; a; done""";

  private static final String END = ".json";

  /** Of one file. */
  private static final long MOST_BYTES = 64L << 20;

  /** Files that are looked at. */
  private static final int MOST_FILES = 50_000;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SnapshotFolder() {}

  static Snapshot read(Path folder) throws IOException {
    Map<String, Map<String, Path>> files = files(folder);
    TreeMap<String, Namespace> namespaces = new TreeMap<>();
    Instant time = Instant.EPOCH;
    for (var entry : files.entrySet()) {
      if (!entry.getValue().containsKey(NamespaceJson.ADDR)) {
        throw new InvalidSnapshotException(
            folder.toString(),
            "of namespace '"
                + entry.getKey()
                + "' there is no "
                + entry.getKey()
                + ".addr.json, the output of 'ip -j -d addr'");
      }
      for (Path file : entry.getValue().values()) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        time = written.isAfter(time) ? written : time;
      }
      namespaces.put(entry.getKey(), namespace(folder, entry.getKey(), entry.getValue()));
    }
    if (namespaces.isEmpty()) {
      throw new InvalidSnapshotException(
          folder.toString(),
          "there is no file NAMESPACE.addr.json in this folder, the output of 'ip -j -d addr'");
    }
    return new Snapshot(new Topology(1, time, NamespaceIds.found(namespaces)), Set.of());
  }

  private static Map<String, Map<String, Path>> files(Path folder) throws IOException {
    Map<String, Map<String, Path>> files = new TreeMap<>();
    List<Path> all;
    try (Stream<Path> listed = Files.list(folder)) {
      all = listed.limit(MOST_FILES + 1L).sorted().toList();
    }
    if (all.size() > MOST_FILES) {
      throw new InvalidSnapshotException(
          folder.toString(), "there are more than the " + MOST_FILES + " files that are read");
    }
    for (Path file : all) {
      String name = file.getFileName().toString();
      for (String table : NamespaceJson.TABLES) {
        String end = "." + table + END;
        if (name.endsWith(end) && name.length() > end.length()) {
          String namespace = name.substring(0, name.length() - end.length());
          files.computeIfAbsent(namespace, key -> new HashMap<>()).put(table, file);
        }
      }
    }
    return files;
  }

  private static Namespace namespace(Path folder, String name, Map<String, Path> files)
      throws IOException {
    Map<String, JsonNode> tables = new HashMap<>();
    for (var entry : files.entrySet()) {
      Path file = entry.getValue();
      try (Bounded input = Bounded.open(file, MOST_BYTES)) {
        JsonNode json = MAPPER.readTree(input);
        if (!json.isMissingNode()) { // iproute2 prints nothing at all where it has nothing
          tables.put(entry.getKey(), json);
        }
      } catch (JsonProcessingException wrong) {
        throw new InvalidSnapshotException(file.toString(), Bounded.said(wrong));
      }
    }
    try {
      return NamespaceJson.read(name, tables, table -> name + "." + table + END + " ");
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSnapshotException(folder.toString(), String.valueOf(wrong.getMessage()));
    }
  }
}
