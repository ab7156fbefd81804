package org.flannelgraph.capture.filter;

/** A display filter that can't be understood, and where that shows. */
public final class InvalidDisplayFilterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int from;
  private final int to;

  InvalidDisplayFilterException(String problem, int from, int to) {
    super("the display filter is wrong at character " + (from + 1) + ": " + problem);
    this.problem = problem;
    this.from = from;
    this.to = to;
  }

  /** What is wrong, and what to write instead if that can be guessed. */
  public String problem() {
    return problem;
  }

  /** Where it begins, as an index of the filter's text; its length if the end is missing. */
  public int from() {
    return from;
  }

  /** Where it ends, the character there not included; at least {@link #from}. */
  public int to() {
    return to;
  }
}
