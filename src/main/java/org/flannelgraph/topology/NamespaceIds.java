package org.flannelgraph.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flannelgraph.address.Cidr;
import org.flannelgraph.address.MacAddress;
import org.flannelgraph.linux.route.Address;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.Neighbour;

/**
 * Finds out which namespaces are meant by the numbers that others have for them, where only the
 * tables are known. All veths of a namespace that have the same number lead to the same other one;
 * there must be links with their ifindexes crosswise, and nothing else under the number by which
 * that one calls the first.
 *
 * <p>That often leaves several: the first pod of every node has a veth 2 that leads to the node's
 * veth 5. Of those, the ones count that show: the two ends share a subnet, or one side's neighbours
 * or FDB have the other's MAC address on that link. What then is still not one alone is left open,
 * and those veths have no peer.
 */
final class NamespaceIds {
  /** The veths of a namespace that lead to one other: its ifindexes with the others'. */
  private record Group(String namespace, int id) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int order = namespace.compareTo(other.namespace);
      return order != 0 ? order : Integer.compare(id, other.id);
    }
  }

  private static final int STRONG = 2;
  private static final int WEAK = 1;

  /** So many are looked at; a network in which more are alike leaves them open. */
  private static final int MOST_CANDIDATES = 1000;

  private final SortedMap<String, Namespace> namespaces;
  private final Map<Group, Set<Pair>> groups = new HashMap<>();
  private final Map<String, Map<Integer, String>> found = new HashMap<>();

  private record Pair(int own, int other) {
    Pair swapped() {
      return new Pair(other, own);
    }
  }

  private NamespaceIds(SortedMap<String, Namespace> namespaces) {
    this.namespaces = namespaces;
  }

  /** The same namespaces, with the ids that could be found out. */
  static SortedMap<String, Namespace> found(SortedMap<String, Namespace> namespaces) {
    NamespaceIds ids = new NamespaceIds(namespaces);
    ids.group();
    ids.match();
    TreeMap<String, Namespace> told = new TreeMap<>();
    namespaces.forEach(
        (name, namespace) ->
            told.put(name, namespace.withIds(ids.found.getOrDefault(name, Map.of()))));
    return told;
  }

  private void group() {
    for (Namespace namespace : namespaces.values()) {
      for (Link link : namespace.links()) {
        if (Peers.isVeth(link) && link.lowerNamespace().isPresent()) {
          int other = link.lower() == 0 ? link.index() : link.lower();
          groups
              .computeIfAbsent(
                  new Group(namespace.name(), link.lowerNamespace().getAsInt()),
                  key -> new HashSet<>())
              .add(new Pair(link.index(), other));
        }
      }
    }
  }

  private void match() {
    Map<Set<Pair>, List<Group>> byPairs = new HashMap<>();
    groups.forEach(
        (group, pairs) -> byPairs.computeIfAbsent(pairs, key -> new ArrayList<>()).add(group));
    Map<Group, Set<Group>> candidates = new TreeMap<>();
    groups.forEach(
        (group, pairs) -> {
          Set<Pair> crosswise = pairs.stream().map(Pair::swapped).collect(Collectors.toSet());
          List<Group> others = byPairs.getOrDefault(crosswise, List.of());
          candidates.put(
              group,
              others.stream()
                  .limit(MOST_CANDIDATES)
                  .filter(other -> !other.namespace.equals(group.namespace))
                  .collect(Collectors.toCollection(TreeSet::new)));
        });
    Map<Group, Group> best = new TreeMap<>();
    candidates.keySet().forEach(group -> note(best, candidates, group));
    Deque<Group> open = new ArrayDeque<>(candidates.keySet());
    while (!open.isEmpty()) {
      Group group = open.remove();
      Group other = best.get(group);
      if (other == null || !group.equals(best.get(other))) {
        continue;
      }
      settle(group, other);
      settle(other, group);
      best.remove(group);
      best.remove(other);
      // Who took one of them for possible, or another way between these two namespaces, knows more.
      candidates.forEach(
          (another, others) -> {
            boolean fewer = others.removeAll(Set.of(group, other));
            if (another.namespace.equals(group.namespace)) {
              fewer |= others.removeIf(it -> it.namespace.equals(other.namespace));
            } else if (another.namespace.equals(other.namespace)) {
              fewer |= others.removeIf(it -> it.namespace.equals(group.namespace));
            }
            if (fewer && !isSettled(another)) {
              note(best, candidates, another);
              open.add(another);
            }
          });
    }
  }

  private boolean isSettled(Group group) {
    return found.getOrDefault(group.namespace, Map.of()).containsKey(group.id);
  }

  private void settle(Group group, Group other) {
    found.computeIfAbsent(group.namespace, key -> new TreeMap<>()).put(group.id, other.namespace);
  }

  /** Which one it must be, if that can be told. */
  private void note(Map<Group, Group> best, Map<Group, Set<Group>> candidates, Group group) {
    best.remove(group);
    Set<Group> others = candidates.getOrDefault(group, Set.of());
    if (others.size() == 1) {
      best.put(group, others.iterator().next());
      return;
    }
    Map<Integer, List<Group>> byWeight =
        others.stream().collect(Collectors.groupingBy(other -> weight(group, other)));
    for (int weight = STRONG; weight > 0; weight--) {
      List<Group> equals = byWeight.getOrDefault(weight, List.of());
      if (equals.size() == 1) {
        best.put(group, equals.getFirst());
      }
      if (!equals.isEmpty()) {
        return;
      }
    }
  }

  /** How much speaks for two groups being each other's. */
  private int weight(Group group, Group other) {
    int weight = 0;
    for (Pair pair : groups.getOrDefault(group, Set.of())) {
      End own = end(group.namespace, pair.own);
      End far = end(other.namespace, pair.other);
      if (own.hasMetOnLink(far) || far.hasMetOnLink(own)) {
        return STRONG;
      }
      if (own.hasMet(far) || far.hasMet(own) || own.sharesSubnet(far)) {
        weight = WEAK;
      }
    }
    return weight;
  }

  private End end(String namespace, int index) {
    Namespace of = namespaces.getOrDefault(namespace, Namespace.empty(namespace));
    return new End(of, of.link(index).orElseThrow());
  }

  /** One end of a wire. */
  private record End(Namespace namespace, Link link) {
    private boolean isOwn(MacAddress mac) {
      return Stream.concat(Stream.of(link), namespace.link(link.master()).stream())
          .flatMap(it -> it.address().stream())
          .anyMatch(mac::equals);
    }

    private List<Address> addresses() {
      List<Address> all = new ArrayList<>(namespace.addressesOf(link.index()));
      if (link.master() != 0) {
        all.addAll(namespace.addressesOf(link.master()));
      }
      return all;
    }

    /** Whether it has learned on this very link that the other is there. */
    boolean hasMetOnLink(End other) {
      return namespace.fdb().stream()
              .anyMatch(
                  it ->
                      it.index() == link.index()
                          && it.state() != Neighbour.NUD_PERMANENT
                          && other.isOwn(it.linkAddress()))
          || hasNeighbour(other, link.index());
    }

    /** Whether it knows the other, on the link or behind some port of the same bridge. */
    boolean hasMet(End other) {
      return link.master() != 0 && hasNeighbour(other, link.master());
    }

    private boolean hasNeighbour(End other, int index) {
      return namespace.neighbours().stream()
          .anyMatch(it -> it.index() == index && it.linkAddress().filter(other::isOwn).isPresent());
    }

    boolean sharesSubnet(End other) {
      for (Address own : addresses()) {
        Cidr subnet = new Cidr(own.address(), own.prefixLength());
        if (!own.address().isLinkLocalAddress()
            && other.addresses().stream().anyMatch(it -> subnet.contains(it.address()))) {
          return true;
        }
      }
      return false;
    }
  }
}
