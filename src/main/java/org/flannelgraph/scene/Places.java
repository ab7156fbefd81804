package org.flannelgraph.scene;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flannelgraph.address.Addresses;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.cluster.Container;
import org.flannelgraph.cluster.Node;
import org.flannelgraph.cluster.Pod;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Bridge;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.topology.LinkId;
import org.flannelgraph.topology.Namespace;
import org.flannelgraph.topology.Topology;

/**
 * What each network namespace is in the cluster. The kernel doesn't know: either the lab says it,
 * or it is told from how the namespaces are wired.
 *
 * @param places by the names of the namespaces, in the order in which they are drawn
 */
public record Places(Map<String, Place> places) {
  /** As many colours of pods there are; see {@link Ink#POD_1}. */
  public static final int COLOURS = 6;

  /** What one namespace is. */
  public sealed interface Place {
    /** A machine of the cluster. */
    record Node() implements Place {}

    /**
     * A pod.
     *
     * @param node the namespace of its node
     * @param colour 0 to {@link #COLOURS} - 1
     * @param containers their names; empty where nobody said
     */
    record Pod(String node, int colour, List<String> containers) implements Place {
      public Pod {
        containers = List.copyOf(containers);
      }
    }

    /** The switch between the nodes. */
    record Underlay() implements Place {}

    /** One that somebody made by hand. */
    record Other() implements Place {}
  }

  public Places {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
  }

  /** As the lab has it, in the order of its file. */
  public static Places of(Cluster cluster) {
    Map<String, Place> places = new LinkedHashMap<>();
    places.put(Cluster.UNDERLAY, new Place.Underlay());
    cluster.nodes().forEach(node -> places.put(node.name(), new Place.Node()));
    int colour = 0;
    for (Node node : cluster.nodes()) {
      for (Pod pod : cluster.podsOn(node)) {
        List<String> containers = pod.containers().stream().map(Container::name).toList();
        places.put(pod.namespaceName(), new Place.Pod(node.name(), colour++ % COLOURS, containers));
      }
    }
    return new Places(places);
  }

  /**
   * As the wiring tells, for a topology without a lab. A pod has veths into one other namespace
   * only and no bridge; a node holds the other ends of some pods, or is wired to the switch; the
   * switch is a namespace with a bridge whose ports lead into several nodes, and no pods.
   *
   * @param pods the namespaces that are known to be pods; empty where nobody said
   */
  public static Places inferred(Topology topology, Set<String> pods) {
    Map<String, Set<String>> neighbours = new LinkedHashMap<>();
    Comparator<String> order = Places::compareNaturally;
    List<String> names = new ArrayList<>(topology.namespaces().keySet());
    names.sort(order);
    names.forEach(name -> neighbours.put(name, new TreeSet<>(order)));
    for (Map.Entry<LinkId, LinkId> pair : topology.peers().entrySet()) {
      String from = pair.getKey().namespace();
      String to = pair.getValue().namespace();
      if (!from.equals(to)) {
        neighbours.getOrDefault(from, new TreeSet<>()).add(to);
      }
    }
    Map<String, String> nodeOf = new LinkedHashMap<>();
    for (String name : names) {
      Set<String> others = neighbours.getOrDefault(name, Set.of());
      boolean named = pods.contains(name);
      if (others.size() == 1 && (named || pods.isEmpty()) && !hasBridge(topology, name)) {
        String other = others.iterator().next();
        if (hasBridge(topology, other) || named) {
          nodeOf.put(name, other);
        }
      }
    }
    Optional<String> underlay = underlay(topology, names, neighbours, nodeOf, pods);
    // What hangs on the switch alone is a node without pods, not a pod of the switch.
    underlay.ifPresent(switched -> nodeOf.values().removeIf(switched::equals));
    Map<String, Place> places = new LinkedHashMap<>();
    for (String name : names) {
      if (underlay.filter(name::equals).isPresent()) {
        places.put(name, new Place.Underlay());
      } else if (nodeOf.containsValue(name)
          || (!nodeOf.containsKey(name)
              && underlay.filter(neighbours.getOrDefault(name, Set.of())::contains).isPresent())) {
        places.put(name, new Place.Node());
      }
    }
    int colour = 0;
    List<String> byAddress = new ArrayList<>(names);
    byAddress.sort(
        Comparator.comparing((String name) -> firstAddress(topology, name)).thenComparing(order));
    for (String node : names) {
      for (String name : byAddress) {
        if (node.equals(nodeOf.get(name)) && places.get(node) instanceof Place.Node) {
          places.put(name, new Place.Pod(node, colour++ % COLOURS, List.of()));
        }
      }
    }
    return new Places(places);
  }

  private static Optional<String> underlay(
      Topology topology,
      List<String> names,
      Map<String, Set<String>> neighbours,
      Map<String, String> nodeOf,
      Set<String> pods) {
    return names.stream()
        .filter(name -> hasBridge(topology, name))
        .filter(
            name -> {
              Set<String> others = neighbours.getOrDefault(name, Set.of());
              boolean leadsToNodes =
                  others.stream()
                      .anyMatch(other -> hasBridge(topology, other) || nodeOf.containsValue(other));
              return leadsToNodes && others.stream().noneMatch(pods::contains);
            })
        .filter(
            name ->
                neighbours.getOrDefault(name, Set.of()).stream()
                            .filter(other -> hasBridge(topology, other))
                            .count()
                        > 1
                    || nodeOf.values().stream().noneMatch(name::equals))
        .max(Comparator.comparingInt(name -> neighbours.getOrDefault(name, Set.of()).size()));
  }

  private static BigInteger firstAddress(Topology topology, String name) {
    return topology.namespace(name).map(Namespace::addresses).orElse(List.of()).stream()
        .map(Address::address)
        .filter(it -> !it.isLoopbackAddress() && !Addresses.isIpv6(it))
        .map(Addresses::number)
        .min(Comparator.naturalOrder())
        .orElse(BigInteger.ZERO);
  }

  private static boolean hasBridge(Topology topology, String name) {
    return topology.namespace(name).map(Namespace::links).orElse(List.of()).stream()
        .map(Link::kind)
        .anyMatch(Bridge.class::isInstance);
  }

  /** What a namespace is. */
  public Place get(String namespace) {
    return places.getOrDefault(namespace, new Place.Other());
  }

  /** The nodes, in order. */
  public List<String> nodes() {
    return places.entrySet().stream()
        .filter(it -> it.getValue() instanceof Place.Node)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The switch between the nodes. */
  public Optional<String> underlay() {
    return places.entrySet().stream()
        .filter(it -> it.getValue() instanceof Place.Underlay)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Orders names with numbers in them as people do: node2 before node10. */
  static int compareNaturally(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int endOfOne = endOfDigits(one, i);
      int endOfOther = endOfDigits(other, j);
      int order;
      if (endOfOne > i && endOfOther > j) {
        String a = one.substring(i, endOfOne).replaceFirst("^0+(?=.)", "");
        String b = other.substring(j, endOfOther).replaceFirst("^0+(?=.)", "");
        order = a.length() != b.length() ? a.length() - b.length() : a.compareTo(b);
        i = endOfOne;
        j = endOfOther;
      } else {
        order = one.charAt(i++) - other.charAt(j++);
      }
      if (order != 0) {
        return order;
      }
    }
    int order = (one.length() - i) - (other.length() - j);
    return order != 0 ? order : one.compareTo(other);
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
