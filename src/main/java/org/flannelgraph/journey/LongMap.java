package org.flannelgraph.journey;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A map from hashes to values: open addressing, no boxes. The key 0 is as good as any other. The
 * keys are hashes already and are not mixed again.
 */
final class LongMap<V> {
  private static final int FIRST_CAPACITY = 64;

  private long[] keys = new long[FIRST_CAPACITY];
  private @Nullable Object[] values = new Object[FIRST_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only put stores values
  @Nullable V get(long key) {
    return (V) values[find(key)];
  }

  void put(long key, V value) {
    int at = find(key);
    if (values[at] == null) {
      size++;
    }
    keys[at] = key;
    values[at] = value;
    if (size * 2 > keys.length) {
      grow();
    }
  }

  /** Removes a key if it has that value. */
  void remove(long key, V value) {
    int at = find(key);
    if (values[at] == value) {
      size--;
      close(at);
    }
  }

  /** Where a key is, or would be put. */
  private int find(long key) {
    int mask = keys.length - 1;
    int at = slot(key, mask);
    while (values[at] != null && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  private static int slot(long key, int mask) {
    return (int) (key ^ key >>> 32) & mask;
  }

  /** Moves what was put after a gap because of it. */
  private void close(int gap) {
    int mask = keys.length - 1;
    int hole = gap;
    int at = gap;
    while (true) {
      at = at + 1 & mask;
      if (values[at] == null) {
        values[hole] = null;
        return;
      }
      int wanted = slot(keys[at], mask);
      if ((at - wanted & mask) >= (at - hole & mask)) {
        keys[hole] = keys[at];
        values[hole] = values[at];
        hole = at;
      }
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = Arrays.copyOf(keys, oldKeys.length * 2);
    values = new Object[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        values[at] = oldValues[i];
      }
    }
  }
}
