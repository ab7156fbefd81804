package org.flannelgraph.cluster;

import java.util.List;
import java.util.stream.Collectors;

/** A cluster.yaml that no lab can be built from. Holds everything that is wrong with it. */
public final class InvalidClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  // An exception is Serializable by inheritance only; nobody sends this one anywhere.
  private final transient List<Problem> problems;

  public InvalidClusterException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, in the order of the file; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
