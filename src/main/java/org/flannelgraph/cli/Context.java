package org.flannelgraph.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.session.Session;

/**
 * Where a command runs: its streams, its directory, and the session that it is run in, if it was
 * sent to one.
 *
 * @param out what was asked for, and nothing else
 * @param err everything besides
 * @param directory paths in arguments are relative to it
 * @param arguments the program's
 * @param session the session that carries the command out, rather than a new one
 */
record Context(
    PrintStream out,
    PrintStream err,
    Path directory,
    List<String> arguments,
    Optional<Session> session) {
  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  /** Says a sentence that the user should know. */
  void notice(String sentence) {
    err.println("flannelgraph: " + sentence);
  }

  /** Prints one JSON document. */
  void json(Object document) {
    try {
      out.println(JSON.writeValueAsString(document));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
