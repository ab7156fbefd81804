package org.flannelgraph.linux.operation;

/** An operation failed; what had been done before it in the same run has been taken back. */
public final class OperationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OperationException(Operation operation, RuntimeException cause) {
    super(
        "failed: "
            + operation.command()
            + "\n  "
            + cause.getMessage()
            + "\n  What had been done before it was taken back.",
        cause);
  }
}
