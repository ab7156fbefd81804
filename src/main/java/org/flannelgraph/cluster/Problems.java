package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one file and what is worth knowing about it. */
final class Problems {
  /** How many are shown: nobody reads more. */
  static final int SHOWN = 200;

  /** How many are kept, of which the first in the file are shown. */
  private static final int KEPT = 20_000;

  private static final int LONGEST_TEXT = 400;

  private final String file;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<String> said = new HashSet<>();
  private int errorCount;

  Problems(String file) {
    this.file = file;
  }

  /** Something that no lab can be built with. */
  void error(Position position, String text) {
    errorCount++;
    add(errors, position, text);
  }

  /** Something that the user may not expect. */
  void warn(Position position, String text) {
    add(warnings, position, text);
  }

  /** The same, said only where it comes up first. */
  void warnOnce(Position position, String text) {
    if (said.add(text)) {
      warn(position, text);
    }
  }

  private void add(List<Problem> list, Position position, String text) {
    if (list.size() < KEPT) {
      list.add(new Problem(file, position.line(), position.column(), oneLine(text)));
    }
  }

  /**
   * What a message quotes from the file may be long and have line breaks; a problem is one line.
   */
  private static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
  }

  /** How many errors there are so far. */
  int errorCount() {
    return errorCount;
  }

  boolean hasErrors() {
    return errorCount > 0;
  }

  /** What is worth knowing, in the order of the file. */
  List<Problem> warnings() {
    return shown(warnings);
  }

  /**
   * Ends the reading of a file that has errors.
   *
   * @throws InvalidClusterException with all of them, if there are any
   */
  void throwErrors() {
    if (hasErrors()) {
      throw new InvalidClusterException(shown(errors));
    }
  }

  private List<Problem> shown(List<Problem> problems) {
    List<Problem> sorted = problems.stream().sorted(Problem.BY_POSITION).distinct().toList();
    if (sorted.size() <= SHOWN) {
      return sorted;
    }
    List<Problem> first = new ArrayList<>(sorted.subList(0, SHOWN));
    first.add(new Problem(file, 0, 0, "and " + (sorted.size() - SHOWN) + " more like these"));
    return first;
  }
}
