package org.flannelgraph.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.linux.operation.AddNamespace;
import org.flannelgraph.linux.operation.AddNftTable;
import org.flannelgraph.linux.operation.NetlinkOperation;
import org.flannelgraph.linux.operation.Operation;
import org.flannelgraph.linux.operation.SetOffloads;
import org.flannelgraph.linux.operation.SetSysctl;
import org.flannelgraph.linux.operation.Undo;
import org.flannelgraph.plugin.Plan;

/**
 * A lab's operations as somebody would script them who knows ip's fastest way: all namespaces in
 * one batch, then for each namespace as few programs as can be. A batch is cut only where one
 * namespace waits for a link that another one's batch makes.
 */
final class IpBatch {
  private final Path folder;
  private final List<String> script = new ArrayList<>(List.of("set -e"));
  private int files;

  private IpBatch(Path folder) {
    this.folder = folder;
  }

  static void write(Cluster cluster, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("batch"));
    IpBatch batch = new IpBatch(folder.resolve("batch"));
    List<Operation> operations = Plan.of(cluster).operations();
    batch.namespaces(operations);
    Map<String, List<Operation>> byNamespace = new LinkedHashMap<>();
    for (Operation operation : operations) {
      byNamespace.computeIfAbsent(operation.namespace(), name -> new ArrayList<>()).add(operation);
    }
    // Nodes make their pods' links, the switch those of the nodes: the order of the plan's steps.
    for (Map.Entry<String, List<Operation>> entry : byNamespace.entrySet()) {
      batch.namespace(entry.getKey(), entry.getValue());
    }
    Files.write(folder.resolve("batch.sh"), batch.script);
  }

  private void namespaces(List<Operation> operations) throws IOException {
    List<String> lines =
        operations.stream()
            .filter(AddNamespace.class::isInstance)
            .map(operation -> operation.command().substring("ip ".length()))
            .toList();
    script.add("ip -batch " + file(lines));
  }

  private void namespace(String name, List<Operation> operations) throws IOException {
    String inside = "nsenter --net=/run/netns/" + name + " ";
    List<String> lines = new ArrayList<>();
    String program = "";
    for (Operation operation : operations) {
      String tool = tool(operation);
      if (!tool.equals(program) && !lines.isEmpty()) {
        script.add(inside + program + " " + file(lines));
        lines.clear();
      }
      program = tool;
      line(name, operation, lines);
    }
    if (!lines.isEmpty()) {
      script.add(inside + program + " " + file(lines));
    }
  }

  private static String tool(Operation operation) {
    return switch (operation) {
      case NetlinkOperation netlink when netlink.command().startsWith("bridge ") -> "bridge -batch";
      case NetlinkOperation netlink when netlink.command().startsWith("ip -6 ") -> "ip -6 -batch";
      case NetlinkOperation _ -> "ip -batch";
      case AddNftTable _ -> "nft -f";
      case SetSysctl _, SetOffloads _, AddNamespace _, Undo _ -> "sh -e";
    };
  }

  private static void line(String namespace, Operation operation, List<String> lines) {
    switch (operation) {
      case NetlinkOperation netlink ->
          lines.add(netlink.command().replaceFirst("^\\w+ (-6 )?-n " + namespace + " ", ""));
      case AddNftTable nft -> lines.addAll(nft.table().commands());
      case SetSysctl sysctl -> {
        String path = sysctl.key().replace('.', '\1').replace('/', '.').replace('\1', '/');
        lines.add("echo " + sysctl.value() + " >/proc/sys/" + path);
      }
      case SetOffloads offloads ->
          lines.add(
              "ethtool -K " + offloads.device() + " tx off rx off sg off tso off gso off gro off");
      case AddNamespace _, Undo _ -> {}
    }
  }

  private String file(List<String> lines) throws IOException {
    return Files.write(folder.resolve(String.valueOf(files++)), lines).toString();
  }
}
