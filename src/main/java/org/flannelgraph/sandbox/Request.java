package org.flannelgraph.sandbox;

import java.util.List;
import java.util.Map;

/**
 * What one process asks of a running session. Its standard streams go with it.
 *
 * @param kind what {@code arguments} are
 * @param directory where it was asked
 * @param terminal whether the streams are a terminal's
 */
public record Request(
    Kind kind,
    List<String> arguments,
    String directory,
    Map<String, String> environment,
    boolean terminal) {
  /** What can be asked. */
  public enum Kind {
    /** Run a program in a place: the place, then the program and its arguments. */
    PROCESS,
    /** Run a command of this program's own. */
    COMMAND
  }
}
