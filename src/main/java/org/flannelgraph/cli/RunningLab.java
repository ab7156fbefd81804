package org.flannelgraph.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.flannelgraph.cluster.Cluster;
import org.flannelgraph.linux.Descriptor;
import org.flannelgraph.sandbox.Register;
import org.flannelgraph.sandbox.Request;
import org.flannelgraph.sandbox.Sandbox;
import org.flannelgraph.sandbox.SessionServer;
import org.flannelgraph.session.Session;
import org.jspecify.annotations.Nullable;

/** A session of this process, which other processes can find once it is open. */
final class RunningLab implements AutoCloseable {
  private final Session session;
  private final Path file;
  private @Nullable SessionServer server;

  private RunningLab(Session session, Path file) {
    this.session = session;
    this.file = file;
  }

  /**
   * Builds a lab here.
   *
   * @throws Failure if this machine gives no private world to build it in
   */
  static RunningLab build(Context context, String lab, Cluster cluster) {
    Sandbox.problem()
        .ifPresent(
            problem -> {
              throw new Failure(ExitCode.MACHINE_CANNOT, problem);
            });
    Session session = Session.build(cluster, context::notice);
    return new RunningLab(session, LabFolder.realFile(context, lab));
  }

  Session session() {
    return session;
  }

  /** The lab's cluster.yaml. */
  Path file() {
    return file;
  }

  /** Takes requests from other processes, and stands in the register so that they find it. */
  void open() {
    server =
        SessionServer.start(
            new SessionServer.Host() {
              @Override
              public List<String> inPlace(String place, List<String> program, String directory) {
                return session.inPlace(place, program, directory);
              }

              @Override
              public int run(Request request, Descriptor output, Descriptor error) {
                return RunningLab.this.run(request, output, error);
              }
            });
    register();
  }

  private void register() {
    Cluster cluster = session.cluster();
    Register.enter(new Register.Entry(file.toString(), cluster.name(), cluster.placeNames()));
  }

  private int run(Request request, Descriptor output, Descriptor error) {
    Output out = new Output(output.output());
    Context context =
        new Context(
            out.printer(StandardCharsets.UTF_8),
            new PrintStream(error.output(), true, StandardCharsets.UTF_8),
            Path.of(request.directory()),
            request.arguments(),
            Optional.of(session));
    int code = Main.run(context);
    context.out().flush();
    register();
    return out.exitCode(code, context.err());
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    session.close();
  }
}
