package org.flannelgraph.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.flannelgraph.linux.route.Rule;

/**
 * The routing rules of a namespace, in the order in which they are asked. Not for several threads.
 */
final class Rules {
  private static final Comparator<Rule> ORDER =
      Comparator.comparingInt(Rule::family).thenComparing(Rule::priority, Integer::compareUnsigned);

  private List<Rule> rules = List.of();

  /** True if that changed anything; a rule comes after those of the same priority. */
  boolean add(Rule rule) {
    if (rules.contains(rule)) {
      return false;
    }
    List<Rule> more = new ArrayList<>(rules);
    more.add(rule);
    return replace(more);
  }

  /** True if it was there. */
  boolean remove(Rule rule) {
    List<Rule> less = new ArrayList<>(rules);
    return less.remove(rule) && replace(less);
  }

  /** True if that changed anything. */
  boolean replace(Collection<Rule> all) {
    List<Rule> sorted = all.stream().sorted(ORDER).toList();
    boolean changed = !sorted.equals(rules);
    if (changed) {
      rules = sorted;
    }
    return changed;
  }

  boolean any(Predicate<Rule> which) {
    return rules.stream().anyMatch(which);
  }

  List<Rule> list() {
    return rules;
  }
}
