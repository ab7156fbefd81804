package org.flannelgraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.linux.KernelException;
import org.flannelgraph.sandbox.Register;
import org.flannelgraph.sandbox.Register.Running;
import org.flannelgraph.sandbox.Reply;
import org.flannelgraph.sandbox.Request;
import org.flannelgraph.sandbox.SessionClient;
import org.flannelgraph.session.Session;

/** Finds the session that a command acts on. */
final class SessionOf {
  private SessionOf() {}

  /**
   * Does some work on a lab: in its running session where there is one, else in one that is built
   * for it and taken down after.
   *
   * @return the exit code
   */
  static int lab(Context context, String lab, ToIntFunction<Session> work) {
    if (context.session().isPresent()) {
      return work.applyAsInt(context.session().get());
    }
    Optional<Running> running = running(context, lab);
    if (running.isPresent()) {
      context.err().println("flannelgraph: in the running session of " + lab);
      return send(context, running.get());
    }
    Cluster cluster = LabFolder.read(context, lab);
    try (RunningLab own = RunningLab.build(context, lab, cluster)) {
      return work.applyAsInt(own.session());
    }
  }

  /** The lab's running session, if there is one. */
  static Optional<Running> running(Context context, String lab) {
    String file = LabFolder.realFile(context, lab).toString();
    return Register.sessions().stream()
        .filter(session -> session.entry().lab().equals(file))
        .findFirst();
  }

  /** Has a session carry out the command of this context; its exit code. */
  static int send(Context context, Running session) {
    return ask(session, request(context, Request.Kind.COMMAND, context.arguments(), false));
  }

  /**
   * Has a session run a program in a place, with a terminal if this process has one; its exit code.
   */
  static int send(Context context, Running session, List<String> placeAndProgram) {
    return ask(
        session,
        request(context, Request.Kind.PROCESS, placeAndProgram, SessionClient.hasTerminal()));
  }

  private static Request request(
      Context context, Request.Kind kind, List<String> arguments, boolean terminal) {
    Path directory = context.directory();
    return new Request(kind, arguments, directory.toString(), System.getenv(), terminal);
  }

  private static int ask(Running session, Request request) {
    try {
      Reply reply = SessionClient.ask(session.socket(), request);
      if (!reply.error().isEmpty()) {
        throw new Failure(reply.code(), reply.error());
      }
      return reply.code();
    } catch (KernelException gone) {
      throw new Failure(
          ExitCode.MACHINE_CANNOT,
          "the session of " + session.entry().name() + " has ended: " + gone.getMessage());
    }
  }
}
