package org.flannelgraph.cli;

/** What the program's exit codes say. */
final class ExitCode {
  /** Done, and what was asked is true. */
  static final int DONE = 0;

  /** Done, and not true: a check failed, a packet was lost. */
  static final int NOT_TRUE = 1;

  /** Bad usage or bad input. */
  static final int BAD_INPUT = 2;

  /** The machine can't do it; {@code doctor} says why. */
  static final int MACHINE_CANNOT = 3;

  private ExitCode() {}
}
