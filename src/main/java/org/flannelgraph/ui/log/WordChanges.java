package org.flannelgraph.ui.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What became different in a line that iproute2 writes, without what stayed. */
final class WordChanges {
  private WordChanges() {}

  /** As {@code 2: eth0@if4: mtu 1500 → 1400}: the object, and each word that is another. */
  static String text(String before, String after) {
    List<String> was = words(before);
    List<String> is = words(after);
    int start = 0;
    while (start < Math.min(was.size(), is.size()) && was.get(start).equals(is.get(start))) {
      start++;
    }
    int end = 0;
    while (end < Math.min(was.size(), is.size()) - start
        && was.get(was.size() - 1 - end).equals(is.get(is.size() - 1 - end))) {
      end++;
    }
    List<String> parts = new ArrayList<>(was.subList(0, Math.min(2, start)));
    if (was.size() == is.size()) {
      for (int i = start; i < was.size() - end; i++) {
        if (!was.get(i).equals(is.get(i))) {
          key(was, i).ifPresent(parts::add);
          parts.add(was.get(i) + " → " + is.get(i));
        }
      }
    } else {
      key(was, start).ifPresent(parts::add);
      String old = String.join(" ", was.subList(start, was.size() - end));
      String now = String.join(" ", is.subList(start, is.size() - end));
      parts.add((old + " → " + now).strip());
    }
    return String.join(" ", parts);
  }

  /** The word before, which says what a value is of; the first two are there anyway. */
  private static Optional<String> key(List<String> words, int i) {
    return i > 2 && i <= words.size() ? Optional.of(words.get(i - 1)) : Optional.empty();
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.strip().split("\\s+"));
  }
}
