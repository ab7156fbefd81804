package org.flannelgraph.cluster;

import java.util.Comparator;

/**
 * One thing that is wrong, or worth knowing, about a cluster.yaml, at the place where it was
 * written.
 *
 * @param file the file's path as the user gave it
 * @param line from 1; 0 if it is about the file as a whole
 * @param column from 1, in characters; 0 if it is about the file as a whole
 * @param text what is wrong; what would be right
 */
public record Problem(String file, int line, int column, String text) {
  /** The order in which a reader of the file meets them. */
  static final Comparator<Problem> BY_POSITION =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  /** {@code FILE:LINE:COLUMN: TEXT}, the form that editors and terminals turn into a link. */
  @Override
  public String toString() {
    return line == 0 ? file + ": " + text : file + ":" + line + ":" + column + ": " + text;
  }
}
