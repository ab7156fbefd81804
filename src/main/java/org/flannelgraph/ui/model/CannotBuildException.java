package org.flannelgraph.ui.model;

import java.util.List;
import org.flannelgraph.sandbox.Finding;

/** A lab can't be built on this machine, and this is why. */
public final class CannotBuildException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  /**
   * @param message what was refused
   * @param findings what doctor found
   */
  public CannotBuildException(String message, List<Finding> findings) {
    super(message);
    this.findings = List.copyOf(findings);
  }

  List<Finding> findings() {
    return findings;
  }
}
