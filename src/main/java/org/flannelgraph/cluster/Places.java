package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flannelgraph.cluster.RawLab.RawNode;
import org.flannelgraph.cluster.RawLab.RawPod;
import org.flannelgraph.cluster.RawLab.Subject;

/**
 * The nodes and pods of a file as network namespaces, which all need names of their own, and each
 * pod a node.
 */
final class Places {
  /** A Linux bridge has so many ports, numbered from 1 (BR_PORT_BITS is 10). */
  private static final int BRIDGE_PORTS = 1023;

  /** With how many node names a misspelt one is compared. */
  private static final int COMPARED = 200;

  private final Problems problems;
  private final Map<String, Located<String>> owners = new HashMap<>();
  private final List<RawNode> nodes = new ArrayList<>();
  private final List<RawPod> pods = new ArrayList<>();

  Places(RawLab lab, Problems problems) {
    this.problems = problems;
    Map<String, Integer> podsOn = new HashMap<>();
    for (RawNode node : lab.nodes()) {
      if (isNew(node.name(), node.name().value(), "Node") && nodes.size() < BRIDGE_PORTS) {
        nodes.add(node);
        podsOn.put(node.name().value(), 0);
      }
    }
    if (lab.nodes().size() > BRIDGE_PORTS) {
      problems.error(
          lab.nodes().get(BRIDGE_PORTS).name().position(),
          "a lab has at most %d nodes, as many as a Linux bridge has ports"
              .formatted(BRIDGE_PORTS));
    }
    boolean allNodes = !lab.unread().contains(Subject.NODES);
    for (RawPod pod : lab.pods()) {
      boolean isNew = isNew(pod.name(), namespace(pod), "Pod");
      if (isNode(pod, podsOn, allNodes) && isNew) {
        pods.add(pod);
      }
    }
  }

  /** Those with a name of their own, in the order of the file. */
  List<RawNode> nodes() {
    return nodes;
  }

  /** Those with a name of their own and a node, in the order of the file. */
  List<RawPod> pods() {
    return pods;
  }

  private static String namespace(RawPod pod) {
    return Pod.namespaceName(pod.name().value(), pod.kubernetesNamespace());
  }

  private boolean isNew(Located<String> name, String namespace, String kind) {
    if (namespace.equals(Cluster.UNDERLAY) || namespace.equals("localhost")) {
      problems.error(
          name.position(),
          "'%s' is %s: give this %s another name"
              .formatted(
                  namespace,
                  namespace.equals(Cluster.UNDERLAY)
                      ? "the switch between the nodes"
                      : "what every place calls itself",
                  kind));
      return false;
    }
    if (namespace.length() > Names.LONGEST_FILE) {
      problems.error(
          name.position(),
          "the network namespace would be called %s, which is longer than a file's name may be (%d)"
              .formatted(namespace, Names.LONGEST_FILE));
      return false;
    }
    Located<String> owner = owners.putIfAbsent(namespace, new Located<>(kind, name.position()));
    if (owner != null) {
      problems.error(
          name.position(),
          "there is a %s '%s' already, in line %d: nodes and pods have names of their own"
              .formatted(owner.value(), namespace, owner.position().line()));
    }
    return owner == null;
  }

  private boolean isNode(RawPod pod, Map<String, Integer> podsOn, boolean allNodes) {
    Located<String> node = pod.node();
    if (node == null) {
      return false;
    }
    Integer before = podsOn.get(node.value());
    if (before == null) {
      if (allNodes) {
        List<String> names =
            nodes.stream().limit(COMPARED).map(known -> known.name().value()).toList();
        problems.error(
            node.position(),
            "there is no Node '%s'%s".formatted(node.value(), Suggestion.of(node.value(), names)));
      }
      return false;
    }
    podsOn.put(node.value(), before + 1);
    if (before == BRIDGE_PORTS) {
      problems.error(
          node.position(),
          "a node has at most %d pods, as many as a Linux bridge has ports"
              .formatted(BRIDGE_PORTS));
    }
    return true;
  }
}
