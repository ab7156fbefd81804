package org.flannelgraph.topology;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one kind, each of which replaces the one that compares as equal. Its list is made anew
 * only when something changed. Not for several threads.
 */
final class Table<T> {
  private final TreeMap<T, T> objects;
  private @Nullable List<T> list;

  Table(Comparator<T> key) {
    objects = new TreeMap<>(key);
  }

  /** True if that changed anything. */
  boolean put(T object) {
    T before = objects.put(object, object);
    return touched(!object.equals(before));
  }

  /** True if that changed anything. */
  boolean remove(T object) {
    return touched(objects.remove(object) != null);
  }

  /** True if that changed anything. */
  boolean removeIf(Predicate<T> which) {
    return touched(objects.values().removeIf(which));
  }

  Optional<T> find(T like) {
    return Optional.ofNullable(objects.get(like));
  }

  Optional<T> first(Predicate<T> which) {
    for (T object : objects.values()) {
      if (which.test(object)) {
        return Optional.of(object);
      }
    }
    return Optional.empty();
  }

  /** True if that changed anything. */
  boolean replace(Collection<T> all) {
    List<T> before = list();
    objects.clear();
    all.forEach(object -> objects.put(object, object));
    boolean changed = !before.equals(List.copyOf(objects.values()));
    return touched(changed);
  }

  private boolean touched(boolean changed) {
    if (changed) {
      list = null;
    }
    return changed;
  }

  /** All, in order. The same list as long as nothing changes. */
  List<T> list() {
    List<T> made = list;
    if (made == null) {
      made = List.copyOf(objects.values());
      list = made;
    }
    return made;
  }
}
