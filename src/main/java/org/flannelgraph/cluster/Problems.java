package org.flannelgraph.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one file and what is worth knowing about it. */
final class Problems {
  /** Nobody reads more, and a hostile file could hold millions. */
  static final int LIMIT = 500;

  private final String file;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<String> said = new HashSet<>();

  Problems(String file) {
    this.file = file;
  }

  /** Something that no lab can be built with. */
  void error(Position position, String text) {
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
    if (list.size() < LIMIT) {
      list.add(new Problem(file, position.line(), position.column(), text));
    } else if (list.size() == LIMIT) {
      list.add(new Problem(file, Integer.MAX_VALUE, 0, "there is more, but these come first"));
    }
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** What is worth knowing, in the order of the file. */
  List<Problem> warnings() {
    return sorted(warnings);
  }

  /**
   * Ends the reading of a file that has errors.
   *
   * @throws InvalidClusterException with all of them, if there are any
   */
  void throwErrors() {
    if (hasErrors()) {
      throw new InvalidClusterException(sorted(errors));
    }
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream().sorted(Problem.BY_POSITION).distinct().toList();
  }
}
