package org.flannelgraph.linux.operation;

import java.util.List;

/** An operation failed; what had been done before it in the same run has been taken back. */
public final class OperationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param left what could not be taken back, in words
   */
  OperationException(Operation operation, RuntimeException cause, List<String> left) {
    super(
        "failed: "
            + operation.command()
            + "\n  "
            + cause.getMessage()
            + (left.isEmpty()
                ? "\n  What had been done before it was taken back."
                : "\n  What had been done before it was taken back, but for this:\n    "
                    + String.join("\n    ", left)),
        cause);
  }
}
