package org.flannelgraph.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.flannelgraph.linux.iproute.Lines;
import org.flannelgraph.linux.route.Link;
import org.flannelgraph.linux.route.NetworkObject;
import org.flannelgraph.linux.route.Route;
import org.flannelgraph.linux.route.Rule;

/**
 * One object in which two versions differ, or two topologies of which one is wanted and the other
 * real.
 *
 * @param namespace the name of the namespace that it is in
 * @param before empty if it was added
 * @param after empty if it was removed
 * @param words both as iproute2 writes them, in the same order
 */
public record Difference(
    String namespace, Optional<NetworkObject> before, Optional<NetworkObject> after, Words words) {
  /** An object before and after as iproute2 writes it; empty where there is none. */
  public record Words(String before, String after) {}

  /** What became of an object. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  private static final Comparator<Link> LINK = Comparator.comparingInt(Link::index);
  private static final Comparator<Route> ROUTE = Order.ROUTE.thenComparing(Order.WHERE);
  private static final Comparator<Rule> RULE =
      Comparator.comparingInt(Rule::family)
          .thenComparing(Rule::priority, Integer::compareUnsigned)
          .thenComparing(rule -> rule.selector().toString())
          .thenComparingInt(Rule::action)
          .thenComparingInt(Rule::table);

  /** What became of it. */
  public Kind kind() {
    if (before.isEmpty()) {
      return Kind.ADDED;
    }
    return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
  }

  /** As a line, or two for what changed: {@code node1: - 10.0.0.0/8 via ...}. */
  @Override
  public String toString() {
    return switch (kind()) {
      case ADDED -> namespace + ": + " + words.after;
      case REMOVED -> namespace + ": - " + words.before;
      case CHANGED -> namespace + ": - " + words.before + "\n" + namespace + ": + " + words.after;
    };
  }

  /** All that became different between two topologies, by namespace and kind of object. */
  @SuppressWarnings("ReferenceEquality") // versions share what did not change
  public static List<Difference> between(Topology before, Topology after) {
    Set<String> names = new TreeSet<>(before.namespaces().keySet());
    names.addAll(after.namespaces().keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      Namespace was = before.namespace(name).orElseGet(() -> Namespace.empty(name));
      Namespace is = after.namespace(name).orElseGet(() -> Namespace.empty(name));
      if (was != is) {
        differences.addAll(between(was, is));
      }
    }
    return differences;
  }

  /** All that became different in one namespace. */
  public static List<Difference> between(Namespace before, Namespace after) {
    List<Difference> differences = new ArrayList<>();
    Comparison comparison = new Comparison(before, after, differences);
    comparison.of(Namespace::links, LINK);
    comparison.of(Namespace::addresses, Order.ADDRESS);
    comparison.of(Namespace::routes, ROUTE);
    comparison.of(Namespace::rules, RULE);
    comparison.of(Namespace::neighbours, Order.NEIGHBOUR);
    comparison.of(Namespace::fdb, Order.FDB);
    comparison.of(Namespace::netconf, Order.NETCONF);
    return differences;
  }

  private record Comparison(Namespace before, Namespace after, List<Difference> differences) {
    <T extends NetworkObject> void of(Function<Namespace, List<T>> table, Comparator<T> key) {
      List<T> was = table.apply(before);
      List<T> is = table.apply(after);
      if (was == is) {
        return;
      }
      TreeMap<T, T> left = new TreeMap<>(key);
      was.forEach(object -> left.put(object, object));
      for (T object : is) {
        T old = left.remove(object);
        if (!object.equals(old)) {
          add(Optional.ofNullable(old), Optional.of(object));
        }
      }
      left.values().forEach(object -> add(Optional.of(object), Optional.empty()));
    }

    private void add(Optional<? extends NetworkObject> old, Optional<NetworkObject> now) {
      Lines oldLines = before.lines();
      Lines newLines = after.lines();
      differences.add(
          new Difference(
              after.name(),
              old.map(object -> object),
              now,
              new Words(old.map(oldLines::of).orElse(""), now.map(newLines::of).orElse(""))));
    }
  }
}
